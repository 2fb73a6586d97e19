package import Diagnostics

/// Why a checkout cannot have a stack of its own.
package enum IsolationError: DiagnosticConvertible, Hashable {
    /// What is known of a stack cannot be read or written.
    case recordUnusable(path: String, reason: String)
    /// There are not enough ports for it.
    case portsExhausted(ports: String, range: PortAllotment.Block, stack: String?)
    /// The stack is still there, which was to be given up.
    case stackThere(name: String, containers: Int)
    /// There is no stack of a name.
    case unknownStack(name: String, known: [String])
    /// Nobody could be asked whether stacks may be removed.
    case removalUnanswered(names: [String])
    /// A volume could not be copied.
    case copyFailed(volume: String, source: String, reason: String, lines: [String])
    /// The port for the names of stacks is taken.
    case proxyPortTaken(port: Int)
    /// The names of stacks cannot be served.
    case proxyUnavailable(reason: String)

    /// What is wrong, and what to do.
    package var diagnostics: [Diagnostic] { [diagnostic] }

    private var diagnostic: Diagnostic {
        switch self {
        case .recordUnusable(let path, let reason):
            Diagnostic(
                code: .isolationRecordUnusable,
                message: "what is known of this checkout's stack cannot be used: '\(path)': \(reason)",
                hint: "remove the file, and bring the stack up anew with",
                command: ["up", "--isolated"]
            )
        case .portsExhausted(let ports, let range, nil):
            Diagnostic(
                code: .stackPortsExhausted,
                message:
                    "no ports are left for another stack between \(range.first) and \(range.last): it needs \(ports)",
                hint: "remove stacks that are not needed any more with",
                command: ["stacks", "rm"]
            )
        case .portsExhausted(let ports, let range, .some(let stack)):
            Diagnostic(
                code: .stackPortsExhausted,
                message: "stack '\(stack)' has no ports left between \(range.first) and \(range.last) for \(ports)",
                hint: "remove it, and bring it up anew: begin with",
                command: ["stacks", "rm", stack]
            )
        case .stackThere(let name, let containers):
            Diagnostic(
                code: .stackStillThere,
                message: "stack '\(name)' of this checkout still has \(containers) "
                    + (containers == 1 ? "container" : "containers"),
                hint: "take it down first, with",
                command: ["down"]
            )
        case .unknownStack(let name, let known):
            Diagnostic(
                code: .unknownStack,
                message: "this repository has no stack '\(name)'",
                hint: NameSuggestion.nearest(to: name, among: known).map(NameSuggestion.question)
                    ?? (known.isEmpty ? "there is none" : "there is \(known.map { "'\($0)'" }.joined(separator: ", "))")
            )
        case .removalUnanswered(let names):
            Diagnostic(
                code: .stackRemovalUnanswered,
                message: "nobody can be asked whether to remove \(names.map { "'\($0)'" }.joined(separator: ", ")) "
                    + "with all data",
                hint: "say so with '--yes'"
            )
        case .copyFailed(let volume, let source, let reason, let lines):
            Diagnostic(
                code: .volumeCopyFailed,
                message: "volume '\(source)' could not be copied to '\(volume)': \(reason)",
                notes: lines.isEmpty ? [] : [Diagnostic.Note(title: "what the copying said", lines: lines)],
                hint: "try again, or begin with empty volumes with",
                command: ["up", "--isolated", "--fresh"]
            )
        case .proxyPortTaken(let port):
            Diagnostic(
                code: .proxyPortTaken,
                message: "port \(port), at which stacks were to be reached by name, is in use",
                hint: "name another one with '--port'"
            )
        case .proxyUnavailable(let reason):
            Diagnostic(code: .proxyUnavailable, message: "stacks cannot be reached by name: \(reason)")
        }
    }
}
