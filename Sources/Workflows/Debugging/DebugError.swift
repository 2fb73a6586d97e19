import ComposeModel
import Diagnostics

/// Why a service cannot be put under a debugger.
enum DebugError: DiagnosticConvertible, Hashable {
    /// Nothing tells its language, or several things tell different ones.
    case languageUnknown(ServiceName, [ServiceLanguage])
    /// What it is started with is not understood.
    case commandUnknown(ServiceName, [String])
    /// It has no image yet.
    case imageMissing(ServiceName, String)
    /// The port that was asked for is in use.
    case portTaken(UInt16)
    /// All ports that are tried are in use.
    case portsTaken(UInt16, UInt16)
    /// It has no network of its own in which a port could be published.
    case networkShared(ServiceName, NetworkMode)
    /// The container ended before the debugger listened.
    case ended(ServiceName, exitCode: Int)

    /// The error as one diagnostic.
    var diagnostics: [Diagnostic] {
        switch self {
        case .languageUnknown(let service, let languages):
            let titles = languages.map(\.title).joined(separator: " and ")
            return [
                Diagnostic(
                    code: .debuggerUnknown,
                    message: languages.isEmpty
                        ? "it is not known which language service '\(service)' is written in"
                        : "service '\(service)' looks like \(titles), and only one of them can be debugged",
                    path: ProjectPath(keys: ["services", service.rawValue]),
                    hint:
                        "say it in the Compose file: 'x-engarde: {debug: {language: python}}' in the service; 'node' is the other one"
                )
            ]
        case .commandUnknown(let service, let words):
            return [
                Diagnostic(
                    code: .debuggerUnknown,
                    message: "it is not known how to start service '\(service)' under debugpy: \(Self.text(words))",
                    path: ProjectPath(keys: ["services", service.rawValue]),
                    hint:
                        "write the whole command in the Compose file, with 'python -m debugpy --listen 0.0.0.0:5678' before it:"
                        + " 'x-engarde: {debug: {command: …}}' in the service"
                )
            ]
        case .imageMissing(let service, let image):
            return [
                Diagnostic(
                    code: .debuggedImageMissing,
                    message: "the image of service '\(service)' is not there yet: '\(image)'",
                    hint: "bring the service up first with",
                    command: ["up", "-d", service.rawValue]
                )
            ]
        case .portTaken(let port):
            return [
                Diagnostic(
                    code: .debugPortUnavailable,
                    message: "port \(port) of 127.0.0.1 is in use",
                    hint: "name another one with '--port', or leave that out for one that is free"
                )
            ]
        case .portsTaken(let first, let last):
            return [
                Diagnostic(
                    code: .debugPortUnavailable,
                    message: "no port of 127.0.0.1 from \(first) to \(last) is free",
                    hint: "name one with '--port'"
                )
            ]
        case .networkShared(let service, let mode):
            return [
                Diagnostic(
                    code: .debugPortUnavailable,
                    message: "no port of service '\(service)' can be published: its 'network_mode' is '\(mode)'",
                    path: ProjectPath(keys: ["services", service.rawValue, "network_mode"]),
                    hint: "give it a network of its own while it is debugged"
                )
            ]
        case .ended(let service, let code):
            return [
                Diagnostic(
                    code: .debuggerUnknown,
                    message: "service '\(service)' ended with exit code \(code) before its debugger listened",
                    hint: "see why with",
                    command: ["logs", "--tail", "20", service.rawValue]
                )
            ]
        }
    }

    private static func text(_ words: [String]) -> String {
        words.isEmpty ? "neither it nor its image names a command" : words.map(ShellLine.quoted).joined(separator: " ")
    }
}
