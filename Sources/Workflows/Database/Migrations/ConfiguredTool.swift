/// A tool whose command lines stand in `x-engarde.db.commands`, with another one for what does not stand there.
///
/// - Shape: what the user gives is the last argument, of a list as of a line for the shell.
struct ConfiguredTool: MigrationTool {
    private let commands: [String: [String]]
    private let other: (any MigrationTool)?
    let place: MigrationPlace

    /// Creates the tool.
    ///
    /// - Parameters:
    ///   - directory: where it writes new migrations in the container; `nil` is the other one's, or nowhere.
    ///   - other: what is known of the tool.
    init(commands: [String: [String]], directory: String?, otherwise other: (any MigrationTool)?) {
        self.commands = commands
        self.other = other
        place = directory.map { MigrationPlace($0) } ?? other?.place ?? MigrationPlace("migrations")
    }

    var name: String { other?.name ?? "the tool below 'x-engarde.db'" }
    var marker: String { other?.marker ?? "" }

    func new(_ message: String) throws -> [String]? {
        if let words = command("new", message) { return words }
        guard let other else { throw DatabaseError.unsupported(tool: name, action: "make a migration") }
        return try other.new(message)
    }

    func migrate(to target: String?) throws -> [String] {
        if let words = command("migrate", target) { return words }
        guard let other else { throw DatabaseError.unsupported(tool: name, action: "run migrations") }
        return try other.migrate(to: target)
    }

    func rollback(_ extent: RollbackExtent) throws -> [String] {
        let argument =
            switch extent {
            case .steps(let count): String(count)
            case .target(let name): name
            }
        if let words = command("rollback", argument) { return words }
        guard let other else { throw DatabaseError.unsupported(tool: name, action: "take migrations back") }
        return try other.rollback(extent)
    }

    func history() throws -> [String] {
        if let words = command("history", nil) { return words }
        guard let other else { throw DatabaseError.unsupported(tool: name, action: "list migrations") }
        return try other.history()
    }

    private func command(_ name: String, _ argument: String?) -> [String]? {
        guard let words = commands[name], !words.isEmpty else { return nil }
        guard let argument else { return words }
        let isLine = words.count == 3 && words[0] == "/bin/sh" && words[1] == "-c"
        return isLine ? [words[0], words[1], words[2] + #" "$@""#, "engarde", argument] : words + [argument]
    }
}
