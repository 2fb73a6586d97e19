import ComposeLoader
import ComposeModel
import Diagnostics

/// What `x-engarde.profile` says of a service, or of all.
///
/// - Shape: `{tool: py-spy, pid: 7, image: python:3.12}` or
///   `{tool: command, command: [rbspy, record, --file, /tmp/p.svg], output: /tmp/p.svg}`.
struct ProfileConfiguration: Sendable, Hashable {
    /// How profiles are recorded.
    enum Tool: String, Sendable, Hashable, CaseIterable {
        /// py-spy looks into processes of Python from outside.
        case pySpy = "py-spy"
        /// Node.js records them itself.
        case node
        /// A command in the container does.
        case command
    }

    /// How; `nil` is to be found out.
    var tool: Tool?
    /// The process in the container; `nil` is the first one with all that it started, or the one that works.
    var pid: Int?
    /// The image that py-spy runs in; `nil` is the service's own.
    var image: String?
    /// The command that records.
    var command: [String]?
    /// The absolute path in the container of the file that the command writes.
    var output: String?

    private static let keys = ["command", "image", "output", "pid", "tool"]

    /// Nothing is said.
    init() {}

    /// Reads what the files say; a service's own section counts before that of all.
    ///
    /// - Throws: ``SettingsError``.
    init(of service: ServiceName, in settings: WorkflowSettings) throws {
        let sections = [
            try settings.section("profile", of: service, knowing: Self.keys),
            try settings.section("profile", knowing: Self.keys),
        ]
        var place = ProjectPath([])
        for section in sections {
            guard let section else { continue }
            if tool == nil, let named = try Self.tool(in: section) {
                tool = named
                place = section.path(of: "tool")
            }
            if pid == nil { pid = try Self.pid(in: section) }
            if image == nil { image = try section.text("image") }
            if command == nil { command = try section.command("command") }
            if output == nil { output = try Self.output(in: section) }
        }
        if tool == .command, command == nil || output == nil {
            throw SettingsError(
                .attributeRequired,
                "'\(place)' is 'command', which needs 'command' and 'output' beside it",
                at: place
            )
        }
        // Whoever names a command wants it.
        if tool == nil, command != nil, output != nil { tool = .command }
    }

    private static func tool(in section: SettingsSection) throws -> Tool? {
        guard let text = try section.text("tool") else { return nil }
        if let tool = Tool(rawValue: text) { return tool }
        let path = section.path(of: "tool")
        throw SettingsError(.unknownValue, "'\(path)' is none of 'py-spy', 'node' and 'command': '\(text)'", at: path)
    }

    private static func pid(in section: SettingsSection) throws -> Int? {
        guard let text = try section.text("pid") else { return nil }
        if let number = Int(text), number > 0 { return number }
        let path = section.path(of: "pid")
        throw SettingsError(
            .malformedValue,
            "'\(path)' is no number of a process in the container: '\(text)'",
            at: path
        )
    }

    private static func output(in section: SettingsSection) throws -> String? {
        guard let text = try section.text("output") else { return nil }
        if text.hasPrefix("/") { return text }
        let path = section.path(of: "output")
        throw SettingsError(.malformedValue, "'\(path)' is no absolute path in the container: '\(text)'", at: path)
    }
}
