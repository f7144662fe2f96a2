# Sourced. Says in one line what is missing on this machine and how to get it; installs nothing.
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1

say() { printf '%s\n' "$*" >&2; }
die() { say "$*"; exit 1; }

need_dotnet() {
    local sdks
    sdks=$(dotnet --list-sdks 2>/dev/null || true)
    grep -q '^10\.' <<<"$sdks" || die "Guildhall needs the .NET 10 SDK: 'sudo apt-get install dotnet-sdk-10.0' on Ubuntu 24.04 or newer, or see https://dotnet.microsoft.com/download/dotnet/10.0"
}

# Vite asks for 20.19, or 22.12 and later; the 21 line is not supported.
need_node() {
    local version major minor
    version=$(node --version 2>/dev/null || true)
    IFS=. read -r major minor _ <<<"${version#v}"
    if [[ -n $version ]] && command -v npm >/dev/null &&
        { ((major == 20 && minor >= 19)) || ((major == 22 && minor >= 12)) || ((major > 22)); }; then
        return
    fi
    die "Guildhall needs Node.js 20.19 or newer with npm${version:+ (found $version)}: 'sudo apt-get install nodejs npm' on Debian 13 or Ubuntu 25.04, or see https://nodejs.org/en/download"
}
