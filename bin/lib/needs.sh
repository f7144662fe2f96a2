# Sourced. Installs from the distribution what the tests need and this machine lacks.

postgres_programs() { ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1; }

find_chromium() { command -v "${GUILDHALL_CHROMIUM:-}" chromium google-chrome chrome 2>/dev/null | head -n 1; }

# Ubuntu's chromium is a snap, which neither containers nor Playwright can use; there Playwright brings its own.
has_chromium_package() { . /etc/os-release && [[ $ID == debian ]]; }

install_what_tests_need() {
    local missing=()
    if ! command -v apt-get >/dev/null; then
        [[ -n $(postgres_programs) && -n $(find_chromium) ]] || die "Install PostgreSQL and Chromium first: bin/test knows only how apt-get does it."
        return
    fi
    [[ -n $(postgres_programs) ]] || missing+=(postgresql)
    [[ -n $(find_chromium) ]] || ! has_chromium_package || missing+=(chromium)
    dpkg -s fonts-noto-cjk >/dev/null 2>&1 || missing+=(fonts-noto-cjk)
    # A sample of docs/bots.md is in Python.
    command -v python3 >/dev/null || missing+=(python3)
    if ((${#missing[@]})); then
        say "Installing ${missing[*]} …"
        quietly apt update
        quietly apt install -y --no-install-recommends "${missing[@]}"
    fi
}

# Only after the tests are built, because the installer lies beside them.
install_playwright_chromium() {
    [[ -n $(find_chromium) ]] && return
    local driver=tests/App.Browser/bin/Release/net10.0/.playwright
    say "Installing Playwright's Chromium …"
    quietly as_root env -u PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD "HOME=$HOME" node "$driver/package/cli.js" install --with-deps chromium
}

# A fresh machine often updates itself at first: wait until that is through instead of failing on its lock.
# The lists have a lock that no option waits for, so it is tried again.
apt() {
    local tries=0
    until as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=600 "$@"; do
        ((++tries < 5)) || return 1
        sleep 5
    done
}

as_root() {
    if [[ $(id -u) == 0 ]]; then
        "$@"
    else
        command -v sudo >/dev/null || die "This needs root or sudo: $*"
        sudo "$@"
    fi
}
