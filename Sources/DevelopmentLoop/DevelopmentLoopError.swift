package import Diagnostics

/// Why the development loop cannot begin or go on.
package struct DevelopmentLoopError: Error, Equatable, CustomStringConvertible {
    /// The reason.
    package enum Code: Equatable, Sendable {
        /// A rule that copies files says nothing about where to.
        case missingTarget(service: String, path: String)
        /// The patterns of a rule, or of the ignore file of a build context, are malformed.
        case malformedIgnoreRules(service: String, reason: String, hint: String?)
        /// The ignore file of a build context is there and cannot be read.
        case unreadableIgnoreFile(service: String, path: String, reason: String)
        /// None of the services has a watch rule.
        case nothingToWatch
    }

    /// What is wrong.
    package let code: Code

    /// Describes an error.
    package init(_ code: Code) {
        self.code = code
    }

    /// The error's sentence.
    package var description: String {
        switch code {
        case .missingTarget(let service, let path):
            "watch rule of service '\(service)' for '\(path)' has no target"
        case .malformedIgnoreRules(let service, let reason, _):
            "watch rules of service '\(service)': \(reason)"
        case .unreadableIgnoreFile(let service, let path, let reason):
            "watch rules of service '\(service)': the ignore file '\(path)' cannot be read: \(reason)"
        case .nothingToWatch: "no service has anything to watch"
        }
    }

    /// What to do about it, in the imperative, where that is known.
    package var hint: String? {
        switch code {
        case .missingTarget: nil
        case .malformedIgnoreRules(_, _, let hint): hint
        case .unreadableIgnoreFile: "make it readable"
        case .nothingToWatch: "add a 'develop.watch' section to a service"
        }
    }
}

extension DevelopmentLoopError: DiagnosticConvertible {
    /// The error as one diagnostic.
    package var diagnostics: [Diagnostic] {
        let kind: DiagnosticCode =
            switch code {
            case .missingTarget: .watchTargetMissing
            case .malformedIgnoreRules, .unreadableIgnoreFile: .unusableIgnoreRules
            case .nothingToWatch: .nothingToWatch
            }
        return [Diagnostic(code: kind, message: description, hint: hint)]
    }
}
