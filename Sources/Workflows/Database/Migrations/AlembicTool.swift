/// Alembic.
///
/// - Source: `alembic --help` of 1.13, and its tutorial.
struct AlembicTool: MigrationTool {
    let name = "Alembic"
    let marker = "alembic.ini"
    let place: MigrationPlace

    /// Reads its configuration.
    ///
    /// - Parameter configuration: the text of `alembic.ini`.
    init(configuration: String) {
        let scripts = Self.value(of: "script_location", in: configuration) ?? "alembic"
        let versions = Self.value(of: "version_locations", in: configuration)?
            .split(whereSeparator: { $0.isWhitespace || $0 == ":" || $0 == "," }).first.map(String.init)
        place = MigrationPlace(Self.relative(versions ?? "\(scripts)/versions"), fitting: "*.py")
    }

    func new(_ message: String) -> [String]? { ["alembic", "revision", "--autogenerate", "-m", message] }

    func migrate(to target: String?) -> [String] { ["alembic", "upgrade", target ?? "head"] }

    func rollback(_ extent: RollbackExtent) -> [String] {
        switch extent {
        case .steps(let count): ["alembic", "downgrade", "-\(count)"]
        case .target(let name): ["alembic", "downgrade", name]
        }
    }

    func history() -> [String] { ["alembic", "history"] }

    private static func value(of key: String, in text: String) -> String? {
        for line in text.split(whereSeparator: \.isNewline) where line.hasPrefix(key) {
            let rest = line.dropFirst(key.count).drop { $0.isWhitespace }
            guard rest.hasPrefix("=") else { continue }
            let value = String(rest.dropFirst().drop { $0.isWhitespace })
            let end = value.lastIndex { !$0.isWhitespace }
            return end.map { String(value[...$0]) }
        }
        return nil
    }

    /// A path without what stands for the directory of the configuration.
    private static func relative(_ path: String) -> String {
        var path = path.replacing("%(here)s/", with: "")
        while path.hasPrefix("./") { path.removeFirst(2) }
        return path
    }
}
