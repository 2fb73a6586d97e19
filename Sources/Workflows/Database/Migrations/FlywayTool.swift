/// Flyway.
///
/// - Source: the commands and the naming of files in Flyway's reference.
struct FlywayTool: MigrationTool {
    let name = "Flyway"
    let marker = "flyway.conf"
    let place: MigrationPlace

    /// Creates the tool.
    ///
    /// - Parameter directory: where its files are, absolute on this machine.
    init(directory: String) { place = MigrationPlace(directory) }

    /// One writes a file; ``fileName(for:after:)`` is its name.
    func new(_ message: String) -> [String]? { nil }

    func migrate(to target: String?) -> [String] {
        ["flyway"] + (target.map { ["-target=\($0)"] } ?? []) + ["migrate"]
    }

    /// Undo migrations are there only where somebody has written them, and only in some editions; Flyway says so itself.
    func rollback(_ extent: RollbackExtent) throws -> [String] {
        switch extent {
        case .steps(1): return ["flyway", "undo"]
        case .steps: throw DatabaseError.unsupported(tool: name, action: "take several migrations back at once")
        case .target(let name): return ["flyway", "-target=\(name)", "undo"]
        }
    }

    func history() -> [String] { ["flyway", "info"] }

    /// The name of the next versioned migration.
    ///
    /// - Parameter names: the files that are there.
    static func fileName(for message: String, after names: [String]) -> String {
        let versions = names.compactMap { name -> Int? in
            guard name.hasPrefix("V"), name.contains("__") else { return nil }
            return Int(name.dropFirst().prefix { $0.isNumber })
        }
        let letters = message.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" }
        let words = String(letters).split(separator: "_").joined(separator: "_")
        return "V\((versions.max() ?? 0) + 1)__\(words.isEmpty ? "change" : words).sql"
    }
}
