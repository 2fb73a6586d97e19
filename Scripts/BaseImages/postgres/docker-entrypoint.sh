#!/bin/bash
# On an empty data directory: initdb, a temporary server on the Unix socket only, the user and the database,
# then /docker-entrypoint-initdb.d in alphabetical order. Afterwards, and on every later start: postgres itself.
set -Eeuo pipefail

case "${1:-}" in
    -*) set -- postgres "$@" ;;
esac
if [ "${1:-}" != postgres ]; then exec "$@"; fi

if [ "$(id -u)" = 0 ]; then
    mkdir -p "$PGDATA" /var/run/postgresql
    chown postgres:postgres "$PGDATA" /var/run/postgresql
    chmod 700 "$PGDATA"
    exec setpriv --reuid=postgres --regid=postgres --init-groups "$0" "$@"
fi

# What NAME_FILE names holds the value of NAME, and init scripts see it as NAME.
for name in POSTGRES_USER POSTGRES_PASSWORD POSTGRES_DB POSTGRES_INITDB_ARGS; do
    file=${name}_FILE
    [ -n "${!file:-}" ] || continue
    if [ -n "${!name:-}" ]; then
        echo "Error: both $name and $file are set (but are exclusive)" >&2
        exit 1
    fi
    export "$name=$(<"${!file}")"
    unset "$file"
done

if [ -s "$PGDATA/PG_VERSION" ]; then
    printf '\nPostgreSQL Database directory appears to contain a database; Skipping initialization\n\n'
    exec "$@"
fi

: "${POSTGRES_USER:=postgres}"
: "${POSTGRES_DB:=$POSTGRES_USER}"
: "${POSTGRES_PASSWORD:=}"
: "${POSTGRES_HOST_AUTH_METHOD:=}"
if [ -z "$POSTGRES_PASSWORD" ] && [ "$POSTGRES_HOST_AUTH_METHOD" != trust ]; then
    echo "Error: Database is uninitialized and superuser password is not specified." >&2
    echo "       Set POSTGRES_PASSWORD to a non-empty value." >&2
    exit 1
fi

# An argument list in an environment variable is split at spaces, as the image that this stands in for does.
# shellcheck disable=SC2086
initdb --username="$POSTGRES_USER" --pwfile=<(printf '%s\n' "$POSTGRES_PASSWORD") \
    --auth-local=trust --auth-host=scram-sha-256 -E UTF8 ${POSTGRES_INITDB_ARGS:-}
printf '\nhost all all all %s\n' "${POSTGRES_HOST_AUTH_METHOD:-scram-sha-256}" >>"$PGDATA/pg_hba.conf"

pg_ctl -D "$PGDATA" -w -o "-c listen_addresses=''" start
run_sql() { psql -v ON_ERROR_STOP=1 --no-password --no-psqlrc -U "$POSTGRES_USER" "$@"; }
if [ "$POSTGRES_DB" != postgres ]; then
    run_sql -d postgres --set db="$POSTGRES_DB" <<<'CREATE DATABASE :"db";'
fi
for file in /docker-entrypoint-initdb.d/*; do
    case "$file" in
        *.sh)
            if [ -x "$file" ]; then
                echo "$0: running $file"
                "$file"
            else
                echo "$0: sourcing $file"
                # shellcheck disable=SC1090
                . "$file"
            fi
            ;;
        *.sql)
            echo "$0: running $file"
            run_sql -d "$POSTGRES_DB" -f "$file"
            ;;
        *.sql.gz)
            echo "$0: running $file"
            gunzip -c "$file" | run_sql -d "$POSTGRES_DB"
            ;;
        '/docker-entrypoint-initdb.d/*') ;;
        *) echo "$0: ignoring $file" ;;
    esac
done
pg_ctl -D "$PGDATA" -m fast -w stop
printf '\nPostgreSQL init process complete; ready for start up.\n\n'
exec "$@"
