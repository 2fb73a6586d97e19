import ComposeLoader
import ComposeModel
import Diagnostics

/// What `x-engarde.debug` says of a service, or of all.
///
/// - Shape: `{language: python|node, port: 5678, command: [python, -m, debugpy, --listen, "0.0.0.0:5678", -m, app]}`.
struct DebugConfiguration: Sendable, Hashable {
    /// The language; `nil` is to be found out.
    var language: ServiceLanguage?
    /// The port in the container at which the debugger listens; `nil` is the usual one.
    var port: UInt16?
    /// The whole command under the debugger; `nil` is made of the service's own.
    var command: [String]?

    private static let keys = ["command", "language", "port"]

    /// Nothing is said.
    init() {}

    /// Reads what the files say; a service's own section counts before that of all.
    ///
    /// - Throws: ``SettingsError``.
    init(of service: ServiceName, in settings: WorkflowSettings) throws {
        let sections = [
            try settings.section("debug", of: service, knowing: Self.keys),
            try settings.section("debug", knowing: Self.keys),
        ]
        for section in sections {
            guard let section else { continue }
            if language == nil, let text = try section.text("language") {
                guard let known = ServiceLanguage(rawValue: text) else {
                    throw SettingsError(
                        .unknownValue,
                        "'\(section.path(of: "language"))' is none of 'python' and 'node': '\(text)'",
                        at: section.path(of: "language")
                    )
                }
                language = known
            }
            if port == nil, let text = try section.text("port") {
                guard let number = UInt16(text), number > 0 else {
                    throw SettingsError(
                        .malformedPort,
                        "'\(section.path(of: "port"))' is no port from 1 to 65535: '\(text)'",
                        at: section.path(of: "port")
                    )
                }
                port = number
            }
            if command == nil { command = try section.command("command") }
        }
    }
}
