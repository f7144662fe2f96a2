# Sourced. Knows the repository's root and says in one line what is missing on this machine; installs nothing.
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1

say() { printf '%s\n' "$*" >&2; }
die() { say "$*"; exit 1; }

need_dotnet() {
    if ! sdk=$(dotnet --list-sdks 2>/dev/null | grep '^10\.' | tail -n 1) || [[ -z $sdk ]]; then
        die "Guildhall needs the .NET 10 SDK: 'sudo apt-get install dotnet-sdk-10.0' on Ubuntu 24.04 or newer, elsewhere see https://dotnet.microsoft.com/download/dotnet/10.0"
    fi
    # The published program looks for the runtime here when it is not in a place the system knows.
    export DOTNET_ROOT=${DOTNET_ROOT:-$(dirname "$(readlink -f "$(command -v dotnet)")")}
}

# Vite asks for 20.19, or 22.12 and later.
need_node() {
    local major minor
    node=$(node --version 2>/dev/null || true)
    IFS=. read -r major minor _ <<<"${node#v}"
    if [[ -n $node ]] && command -v npm >/dev/null &&
        { ((major == 20 && minor >= 19)) || ((major == 22 && minor >= 12)) || ((major > 22)); }; then
        return
    fi
    die "Guildhall needs Node.js 20.19 or newer with npm${node:+ (found $node)}: 'sudo apt-get install nodejs npm' on Debian 13 or Ubuntu 25.10, elsewhere see https://nodejs.org/en/download"
}
