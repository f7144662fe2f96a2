# Sourced after toolchain.sh. Publishes the program into artifacts/guildhall, doing again only what has changed.
# What was built is remembered as lists of checksums in artifacts/stamps, so that neither git nor clocks matter.
stamps=$root/artifacts/stamps
program=$root/artifacts/guildhall/guildhall

settings() { find . -maxdepth 1 -type f \( -name '*.json' -o -name '*.props' -o -name '*.ts' -o -name '*.txt' \); }
sources() { find src \( -name bin -o -name obj -o -path src/Web/wwwroot/assets \) -prune -o -type f -print; }
client_sources() { sources | grep -vE '\.(cs|razor|csproj|lock\.json)$'; }
packages() { printf '%s\n' package.json package-lock.json; }

# changed STEP: true when the files that STEP lists on standard input are not as they were when it was last done.
changed() {
    mkdir -p "$stamps"
    { echo "$sdk $node"; LC_ALL=C sort | tr '\n' '\0' | xargs -0 cksum; } >"$stamps/$1.now"
    ! cmp -s "$stamps/$1.now" "$stamps/$1"
}

is_done() { mv "$stamps/$1.now" "$stamps/$1"; }

# quietly COMMAND…: shows what the command printed only if it fails. Compilers stay behind to be fast the next time;
# they must not hold this script's output or its lock.
quietly() {
    local log=$root/artifacts/last-build.log
    if ! "$@" >"$log" 2>&1 </dev/null 9>&-; then
        cat "$log" >&2
        die "This failed: $*"
    fi
}

install_packages() {
    if packages | changed packages || [[ ! -d node_modules ]]; then
        say "Installing the browser code's packages …"
        quietly npm ci
        is_done packages
    fi
}

build_client() {
    install_packages
    if { settings; client_sources; } | changed client || [[ ! -d src/Web/wwwroot/assets ]]; then
        say "Building the browser code …"
        quietly npm run build
        is_done client
    fi
}

# Runs in a subshell: the caller stays in its folder, where the paths of its arguments are.
build_program() (
    cd "$root"
    mkdir -p artifacts
    one_at_a_time
    if { settings; sources; } | changed program || [[ ! -x $program ]]; then
        build_client
        say "Building the program …"
        rm -rf artifacts/guildhall.next
        quietly dotnet publish src/Web -c Release -o artifacts/guildhall.next -v q
        # Whole folders change places, so that a running server does not find its files overwritten.
        rm -rf artifacts/guildhall
        mv artifacts/guildhall.next artifacts/guildhall
        is_done program
    fi
)

# Two commands started together must not build into the same folder.
one_at_a_time() {
    exec 9>artifacts/build.lock
    if command -v flock >/dev/null; then flock 9; fi
}

export Guildhall__Data=${Guildhall__Data:-$root/data}
