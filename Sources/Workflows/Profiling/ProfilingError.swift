import ComposeModel
import Diagnostics
import EngineAPI

/// Why a service cannot be profiled.
enum ProfilingError: DiagnosticConvertible, Hashable {
    /// Nothing tells its language, or several things tell different ones.
    case languageUnknown(ServiceName, [ServiceLanguage])
    /// Another run is at it: it has the container.
    case held(container: String)
    /// The profiler found no process of Python that it may look into, though there is one.
    case refused(ServiceName, engine: [String], lines: [String])
    /// All that was recorded waited.
    case idle(ServiceName)
    /// The profiler failed.
    case failed(ServiceName, ToolName, reason: String, lines: [String])
    /// The profiler left nothing.
    case empty(ServiceName, ToolName, path: String)

    /// The name of a profiler.
    typealias ToolName = String

    /// The error as one diagnostic.
    var diagnostics: [Diagnostic] { [diagnostic] }

    private var diagnostic: Diagnostic {
        switch self {
        case .languageUnknown(let service, let languages):
            let titles = languages.map(\.title).joined(separator: " and ")
            return Diagnostic(
                code: .profilerUnknown,
                message: languages.isEmpty
                    ? "it is not known how service '\(service)' is profiled: nothing tells its language"
                    : "service '\(service)' looks like \(titles), and one of them has to be chosen",
                path: ProjectPath(keys: ["services", service.rawValue]),
                hint: "say it in the Compose file: 'x-engarde: {profile: {tool: py-spy}}' in the service;"
                    + " 'node' and 'command' are the others"
            )
        case .held(let container):
            return Diagnostic(
                code: .profilingHeld,
                message: "another run is at it already: container '\(container)' runs",
                hint: "wait until it has ended"
            )
        case .refused(let service, let engine, let lines):
            let traits = engine.isEmpty ? "" : " (it says of itself: \(engine.joined(separator: ", ")))"
            return Diagnostic(
                code: .tracingRefused,
                message: "py-spy may not look into the processes of service '\(service)'",
                notes: Self.notes("py-spy", lines),
                hint:
                    "the engine has to let containers trace others with SYS_PTRACE, which its seccomp or AppArmor profile,"
                    + " or running without root, may refuse\(traits)"
            )
        case .idle(let service):
            return Diagnostic(
                code: .profilingFailed,
                message: "service '\(service)' did nothing but wait while it was recorded",
                hint: "use it meanwhile, or let waiting count with '--idle'"
            )
        case .failed(let service, let tool, let reason, let lines):
            return Diagnostic(
                code: .profilingFailed,
                message: "\(tool) could not record a profile of service '\(service)': \(reason)",
                notes: Self.notes(tool, lines),
                hint: "'pid' and 'tool' under 'x-engarde.profile' say which process is recorded, and how"
            )
        case .empty(let service, let tool, let path):
            return Diagnostic(
                code: .profilingFailed,
                message: "\(tool) left no profile of service '\(service)' at '\(path)'",
                hint: "'output' under 'x-engarde.profile' has to be the file that the command writes"
            )
        }
    }

    private static func notes(_ tool: ToolName, _ lines: [String]) -> [Diagnostic.Note] {
        let said = lines.prefix { !$0.contains("Stack backtrace:") }.filter { !$0.isEmpty }
        return said.isEmpty ? [] : [Diagnostic.Note(title: "what \(tool) said", lines: said.suffix(10))]
    }
}

extension ProfilingError {
    /// What an engine says of itself that may keep a process from being looked into.
    static func traits(of engine: SystemInformation) -> [String] {
        engine.securityOptions.map { option in
            option.hasPrefix("name=") ? String(option.dropFirst("name=".count)) : option
        }
    }

    /// The error for what py-spy said.
    static func ofPySpy(_ outcome: ToolContainer.Outcome, _ service: ServiceName, engine: [String]) -> ProfilingError {
        let text = outcome.lines.joined(separator: "\n").lowercased()
        if text.contains("no stack counts found") { return .idle(service) }
        // It says no more of processes that it may not open.
        for word in ["no python processes found", "permission denied", "operation not permitted"]
        where text.contains(word) {
            return .refused(service, engine: engine, lines: outcome.lines)
        }
        return .failed(service, "py-spy", reason: "it ended with exit code \(outcome.exitCode)", lines: outcome.lines)
    }
}
