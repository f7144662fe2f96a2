# Sourced. A PostgreSQL cluster for one run: in a temporary folder, gone afterwards.
# start_postgres [durable]: as PostgreSQL is by itself where commits are measured; without fsync for all others.

start_postgres() {
    local programs port lax=(-c fsync=off -c full_page_writes=off -c synchronous_commit=off)
    [[ ${1:-} == durable ]] && lax=()
    programs=$(postgres_programs)
    port=$(node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })')
    postgres_folder=$(mktemp -d)
    # PostgreSQL refuses to run as root.
    local run_as=()
    if [[ $(id -u) == 0 ]]; then
        chown postgres "$postgres_folder"
        run_as=(setpriv --reuid=postgres --regid=postgres --init-groups --)
    fi

    quietly env LC_ALL=C.UTF-8 "${run_as[@]}" "$programs/initdb" -D "$postgres_folder/data" -U postgres -A trust -E UTF8 --no-sync
    "${run_as[@]}" "$programs/postgres" -D "$postgres_folder/data" -k "$postgres_folder" -h 127.0.0.1 -p "$port" \
        ${lax[@]+"${lax[@]}"} -c max_connections=300 \
        >"$root/artifacts/tests/postgres-server.log" 2>&1 </dev/null &
    postgres_pid=$!
    for _ in {1..100}; do
        if "$programs/pg_isready" -q -h 127.0.0.1 -p "$port"; then
            export GUILDHALL_TEST_POSTGRES="Host=127.0.0.1;Port=$port;Username=postgres"
            return
        fi
        sleep 0.1
    done
    cat "$root/artifacts/tests/postgres-server.log" >&2
    die "PostgreSQL did not start."
}

stop_postgres() {
    [[ -n ${postgres_pid:-} ]] || return 0
    kill -INT "$postgres_pid" 2>/dev/null || true
    wait "$postgres_pid" 2>/dev/null || true
    rm -rf "$postgres_folder"
}
