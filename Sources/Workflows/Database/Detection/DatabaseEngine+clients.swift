extension DatabaseEngine {
    /// The client in the database's container, which takes user, database and password from the container's variables.
    ///
    /// - Parameter arguments: further arguments of the client.
    func client(_ arguments: [String] = []) -> [String] {
        ["/bin/sh", "-c", clientScript, program] + arguments
    }

    /// What the client is called.
    var program: String {
        switch self {
        case .postgres: "psql"
        case .mysql: "mysql"
        case .mariadb: "mariadb"
        case .mongo: "mongosh"
        case .redis: "redis-cli"
        }
    }

    /// Writes what it has only in memory to its files while it still answers, so that it stops at once; `nil` where a stop does
    /// nothing else, or where it takes no time.
    var checkpoint: [String]? { self == .postgres ? client(["-q", "-c", "CHECKPOINT"]) : nil }

    /// - Source: the variables of the images on Docker Hub, with those of Bitnami where they differ; `_FILE` is a secret.
    private var clientScript: String {
        switch self {
        case .postgres:
            """
            user="${POSTGRES_USER:-${POSTGRESQL_USERNAME:-postgres}}"
            secret="${POSTGRES_PASSWORD_FILE:-${POSTGRESQL_PASSWORD_FILE:-/dev/null}}"
            export PGPASSWORD="${PGPASSWORD:-${POSTGRES_PASSWORD:-${POSTGRESQL_PASSWORD:-$(cat "$secret")}}}"
            exec psql -U "$user" -d "${POSTGRES_DB:-${POSTGRESQL_DATABASE:-$user}}" "$@"
            """
        case .mysql, .mariadb:
            """
            user="${MARIADB_USER:-${MYSQL_USER:-root}}"
            own="${MARIADB_PASSWORD:-$MYSQL_PASSWORD}"
            file="${MARIADB_PASSWORD_FILE:-$MYSQL_PASSWORD_FILE}"
            if [ "$user" = root ]; then
                own="${MARIADB_ROOT_PASSWORD:-$MYSQL_ROOT_PASSWORD}"
                file="${MARIADB_ROOT_PASSWORD_FILE:-$MYSQL_ROOT_PASSWORD_FILE}"
            fi
            export MYSQL_PWD="${own:-$(cat "${file:-/dev/null}")}"
            database="${MARIADB_DATABASE:-$MYSQL_DATABASE}"
            client=mysql
            if command -v mariadb > /dev/null; then client=mariadb; fi
            exec "$client" -u "$user" ${database:+"$database"} "$@"
            """
        case .mongo:
            """
            user="${MONGO_INITDB_ROOT_USERNAME:-$(cat "${MONGO_INITDB_ROOT_USERNAME_FILE:-/dev/null}")}"
            secret="${MONGO_INITDB_ROOT_PASSWORD:-$(cat "${MONGO_INITDB_ROOT_PASSWORD_FILE:-/dev/null}")}"
            client=mongosh
            if ! command -v mongosh > /dev/null; then client=mongo; fi
            if [ -n "$user" ]; then set -- -u "$user" -p "$secret" --authenticationDatabase admin "$@"; fi
            exec "$client" --quiet "${MONGO_INITDB_DATABASE:-test}" "$@"
            """
        case .redis:
            """
            export REDISCLI_AUTH="${REDISCLI_AUTH:-$REDIS_PASSWORD}"
            if [ -z "$REDISCLI_AUTH" ]; then unset REDISCLI_AUTH; fi
            client=redis-cli
            if ! command -v redis-cli > /dev/null; then client=valkey-cli; fi
            exec "$client" "$@"
            """
        }
    }
}
