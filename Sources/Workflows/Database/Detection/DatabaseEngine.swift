/// A kind of database that is known.
package enum DatabaseEngine: String, Sendable, Hashable, CaseIterable {
    /// PostgreSQL, with or without extensions.
    case postgres
    /// MySQL.
    case mysql
    /// MariaDB.
    case mariadb
    /// MongoDB.
    case mongo
    /// Redis, or Valkey.
    case redis

    /// Whether it is mostly there beside another one, which is meant then.
    var isAuxiliary: Bool { self == .redis }

    /// The first words of the names of images.
    private static let byWord: [String: DatabaseEngine] = [
        "postgres": .postgres, "postgresql": .postgres, "postgis": .postgres, "timescale": .postgres,
        "timescaledb": .postgres, "pgvector": .postgres, "mysql": .mysql, "percona": .mysql, "mariadb": .mariadb,
        "mongo": .mongo, "mongodb": .mongo, "redis": .redis, "valkey": .redis,
    ]
    /// Words of the names of images that only work with a database.
    private static let companions: Set<String> = [
        "admin", "backup", "client", "commander", "dump", "exporter", "express", "insight", "operator", "proxy",
    ]

    /// The kind that an image's name tells of: `postgis/postgis:15-3.4`, `registry:5000/timescaledb-ha@sha256:…`.
    init?(image: String) {
        let path = image.prefix { $0 != "@" }.split(separator: "/").last ?? ""
        let name = path.prefix { $0 != ":" }.lowercased()
        let words = name.split(whereSeparator: { $0 == "-" || $0 == "_" }).map(String.init)
        guard let first = words.first, Self.companions.isDisjoint(with: words) else { return nil }
        let word = String(first.prefix { !$0.isNumber })
        guard let engine = Self.byWord[word] else { return nil }
        self = engine
    }

    /// The kind that the variables of a service tell of that is a database; a service that only talks to one may have the same.
    init?(variables: Set<String>) {
        let found = Self.allCases.first { engine in variables.contains { engine.isOwn(variable: $0) } }
        guard let found else { return nil }
        self = found
    }

    /// The kind whose data belongs at a path.
    init?(dataAt path: String) {
        // What other services keep in '/data', too, says nothing.
        let found = Self.allCases.first { $0 != .redis && $0.directories.contains(path) }
        guard let found else { return nil }
        self = found
    }

    private func isOwn(variable: String) -> Bool {
        switch self {
        case .postgres: variable == "POSTGRES_PASSWORD" || variable == "POSTGRES_HOST_AUTH_METHOD"
        case .mysql: variable == "MYSQL_ROOT_PASSWORD" || variable == "MYSQL_ALLOW_EMPTY_PASSWORD"
        case .mariadb: variable == "MARIADB_ROOT_PASSWORD" || variable == "MARIADB_ALLOW_EMPTY_ROOT_PASSWORD"
        case .mongo: variable == "MONGO_INITDB_ROOT_USERNAME" || variable == "MONGO_INITDB_DATABASE"
        case .redis: false
        }
    }

    /// Where its images keep the data.
    ///
    /// - Source: the pages of the images on Docker Hub, and those of Bitnami.
    var directories: [String] {
        switch self {
        case .postgres: ["/var/lib/postgresql/data", "/var/lib/postgresql", "/bitnami/postgresql"]
        case .mysql: ["/var/lib/mysql", "/bitnami/mysql"]
        case .mariadb: ["/var/lib/mysql", "/bitnami/mariadb"]
        case .mongo: ["/data/db", "/data/configdb", "/bitnami/mongodb"]
        case .redis: ["/data", "/bitnami/redis"]
        }
    }
}
