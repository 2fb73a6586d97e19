package import Diagnostics

/// Why a build gets no SSH agent.
package enum AgentFailure: Error, Hashable, Sendable {
    /// There is nothing at a path.
    case missing(path: String)
    /// A file holds no private key that can be used without a question; what `ssh-add` says.
    case unusableKey(path: String, reason: String)
    /// A program that is needed to use a key is not there.
    case programMissing(String)
    /// The agent cannot be reached.
    case unreachable(path: String, reason: String)
    /// A message is longer than any.
    case oversizedMessage(Int)
    /// The agent ended within a conversation.
    case ended
}

extension AgentFailure: CustomStringConvertible, DiagnosticConvertible {
    /// One line, without a place.
    package var description: String {
        switch self {
        case .missing(let path): "there is neither a key nor an agent's socket at '\(path)'"
        case .unusableKey(let path, let reason): "'\(path)' cannot be used as a key: \(reason)"
        case .programMissing(let name): "a key needs '\(name)', which is not in PATH"
        case .unreachable(let path, let reason): "no SSH agent can be reached at '\(path)': \(reason)"
        case .oversizedMessage(let length): "a message of \(length) bytes is none of an SSH agent"
        case .ended: "the SSH agent ended the connection"
        }
    }

    /// What to do about it.
    private var hint: String? {
        switch self {
        case .missing: "the path is relative to the project directory"
        case .unusableKey: "add it to an agent with 'ssh-add', and hand that to the build with 'default'"
        case .programMissing: "install OpenSSH's client"
        case .unreachable, .oversizedMessage, .ended: nil
        }
    }

    /// The failure as one diagnostic.
    package var diagnostics: [Diagnostic] {
        [Diagnostic(code: .buildContext, message: description, hint: hint)]
    }
}
