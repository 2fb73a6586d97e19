/// The version of a database as far as its files depend on it.
///
/// - Shape: `15` of PostgreSQL and Redis; `8.4` of the others, of which the second number counts, too.
struct MajorVersion: Sendable, Hashable, CustomStringConvertible {
    let description: String

    /// Reads the beginning of a version; `nil` for what is none.
    init?(_ text: some StringProtocol, of engine: DatabaseEngine) {
        // Debian's packages write an epoch before the version: `1:11.4.2+maria~ubu2404`.
        let own = String(text).split(separator: ":", maxSplits: 1).last.map { String($0) } ?? ""
        let trimmed = own.drop { $0.isWhitespace || $0 == "v" }
        let numbers = trimmed.prefix { $0.isNumber || $0 == "." }.split(separator: ".").map(String.init)
        guard let first = numbers.first, Int(first) != nil else { return nil }
        let count = engine == .postgres || engine == .redis ? 1 : 2
        description = numbers.prefix(count).joined(separator: ".")
    }

    /// The version of an image: its variables say it, else its tag; `nil` where neither does.
    ///
    /// - Parameters:
    ///   - environment: `NAME=value` of the image.
    ///   - image: its name.
    init?(of engine: DatabaseEngine, environment: [String], image: String) {
        let names =
            switch engine {
            case .postgres: ["PG_MAJOR", "PG_VERSION", "APP_VERSION"]
            case .mysql: ["MYSQL_MAJOR", "MYSQL_VERSION", "APP_VERSION"]
            case .mariadb: ["MARIADB_VERSION", "MARIADB_MAJOR", "APP_VERSION"]
            case .mongo: ["MONGO_MAJOR", "MONGO_VERSION", "APP_VERSION"]
            case .redis: ["REDIS_VERSION", "VALKEY_VERSION", "APP_VERSION"]
            }
        for name in names {
            let entry = environment.first { $0.hasPrefix(name + "=") }
            if let entry, let version = MajorVersion(entry.dropFirst(name.count + 1), of: engine) {
                self = version
                return
            }
        }
        let last = image.prefix { $0 != "@" }.split(separator: "/").last ?? ""
        let parts = last.split(separator: ":", maxSplits: 1)
        guard parts.count == 2 else { return nil }
        // Of some images the tag begins with what it is: `pg16`, `latest-pg15`.
        let tag = parts[1].split(separator: "-").first { $0.hasPrefix("pg") && $0.count > 2 }.map { $0.dropFirst(2) }
        guard let version = MajorVersion(tag ?? parts[1], of: engine) else { return nil }
        self = version
    }
}
