package import ComposeModel
package import Diagnostics
package import EngineClient

/// Why a plan could not be carried out.
package enum ConvergenceError: Error, Sendable {
    /// The engine refused a step or could not be talked to.
    case engine(subject: String, EngineError)
    /// A service does not become ready.
    case notReady(ReadinessFailure)
    /// A build cannot begin.
    case build(service: ServiceName, BuildFlaw)
    /// A hook ended with another code than 0.
    case hookFailed(service: ServiceName, hook: String, command: String, exitCode: Int, output: String)
    /// Several steps failed, in the order in which they did.
    case several([ConvergenceError])

    /// What keeps a build from beginning.
    package enum BuildFlaw: Sendable, Hashable {
        /// The context is no directory that can be read.
        case contextMissing(String)
        /// The Dockerfile is not there.
        case dockerfileMissing(String)
        /// The ignore file or the context cannot be read.
        case unreadable(String)
        /// The build uses something that is not supported yet.
        case unsupported(String)
    }

    /// The error as diagnostics, one for each thing that failed.
    package var diagnostics: [Diagnostic] {
        switch self {
        case .engine(let subject, let error):
            [Diagnostic(message: "\(subject): \(error)", notes: error.evidence, hint: error.hint)]
        case .notReady(let failure): [failure.diagnostic]
        case .build(let service, let flaw): [Self.diagnostic(of: service, flaw)]
        case .hookFailed(let service, let hook, let command, let exitCode, let output):
            [
                Diagnostic(
                    message: "'\(hook)' of service '\(service)' failed: '\(command)' exited with \(exitCode)",
                    notes: output.isEmpty
                        ? []
                        : [
                            .init(
                                title: "what it wrote",
                                lines: output.split(whereSeparator: \.isNewline).suffix(20).map(String.init)
                            )
                        ]
                )
            ]
        case .several(let errors): errors.flatMap(\.diagnostics)
        }
    }

    /// The path in the Compose file that the error is about; empty when it is about none.
    package var path: [String] {
        switch self {
        case .build(let service, let flaw):
            switch flaw {
            case .contextMissing, .unreadable: ["services", service.rawValue, "build", "context"]
            case .dockerfileMissing: ["services", service.rawValue, "build", "dockerfile"]
            case .unsupported(let attribute): ["services", service.rawValue, "build", attribute]
            }
        case .notReady(let failure): ["services", failure.service.rawValue, "healthcheck"]
        case .hookFailed(let service, let hook, _, _, _): ["services", service.rawValue, hook]
        case .engine, .several: []
        }
    }

    private static func diagnostic(of service: ServiceName, _ flaw: BuildFlaw) -> Diagnostic {
        switch flaw {
        case .contextMissing(let path):
            Diagnostic(
                message: "the build context of service '\(service)' is no directory: '\(path)'",
                hint: "the path is relative to the project directory"
            )
        case .dockerfileMissing(let path):
            Diagnostic(
                message: "the Dockerfile of service '\(service)' does not exist: '\(path)'",
                hint: "'dockerfile' is relative to the build context"
            )
        case .unreadable(let reason):
            Diagnostic(message: "the build context of service '\(service)' cannot be read: \(reason)")
        case .unsupported(let attribute):
            Diagnostic(message: "service '\(service)' uses 'build.\(attribute)', which is not supported yet")
        }
    }
}

extension EngineError {
    /// What the engine wrote before it failed, as notes.
    var evidence: [Diagnostic.Note] {
        guard case .buildFailed(let failure) = self, !failure.logLines.isEmpty else { return [] }
        return [
            .init(
                title: failure.step.map { "last lines of '\($0)'" } ?? "last lines of the build",
                lines: failure.logLines.suffix(20).map { $0 }
            )
        ]
    }
}
