package import ComposeModel
package import Diagnostics
package import EngineClient
package import Reconciliation

/// Why a plan could not be carried out.
package enum ConvergenceError: DiagnosticConvertible, Sendable {
    /// The engine refused a step or could not be talked to.
    case engine(Operation, EngineError)
    /// A port of the host that a service publishes is in use; the engine's error, and by whom, where that can be known.
    case portInUse(service: ServiceName, HostPort, by: PortOccupant?, EngineError)
    /// A step failed, and not for the engine.
    case step(Operation, any Error)
    /// A service does not become ready.
    case notReady(ReadinessFailure)
    /// A build cannot begin.
    case build(service: ServiceName, BuildFlaw)
    /// A hook ended with another code than 0.
    case hookFailed(service: ServiceName, hook: String, command: String, exitCode: Int, output: String)
    /// A program that manages a service, or models, did not do what it was asked for.
    case provider(ProviderFailure)
    /// The steps of a plan wait for each other; their numbers, the first also last.
    case planCycle([Int])
    /// Something failed, and services that wait for it are not started; the nearest first.
    indirect case holdingUp([WaitingService], ConvergenceError)
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
        /// The program that the Dockerfile's first lines name cannot be had.
        case frontendMissing(Diagnostic)
        /// A file of the context, or the Dockerfile, cannot be read.
        ///
        /// - `inContext`: its path in the context; `nil` where it lies outside.
        case fileUnreadable(path: String, inContext: String?, reason: String)
        /// A file of the context got shorter while it was sent.
        case fileShrank(path: String, inContext: String?)
        /// A secret of the build cannot be read, or is too long.
        case secretUnusable(key: SecretName, path: String, reason: String)
        /// An SSH agent of the build cannot be had.
        case agentMissing(Diagnostic)
        /// A file of the context vanished after the engine was told of it.
        case fileVanished(path: String, inContext: String?)
        /// The engine does not have the interface that what the build asks for needs; its words.
        case controlMissing(reason: String)
    }

    /// The error as diagnostics, one for each thing that failed.
    package var diagnostics: [Diagnostic] {
        if case .several(let errors) = self { return errors.flatMap(\.diagnostics) }
        var diagnostic = diagnostic
        diagnostic.code = code
        diagnostic.path = ProjectPath(keys: path)
        return [diagnostic]
    }

    /// The code of its kind.
    private var code: DiagnosticCode {
        switch self {
        case .engine(_, let error), .portInUse(_, _, _, let error): error.code
        case .step(_, let error): Diagnostic.all(of: error).first?.code ?? .unexpected
        case .notReady: .serviceNotReady
        case .build: .buildContext
        case .hookFailed: .hookFailed
        case .provider: .providerFailed
        case .planCycle: .planCycle
        case .holdingUp(_, let error): error.code
        case .several: .unexpected
        }
    }

    /// What failed, without code and path; of several things the sentence of all of them.
    private var diagnostic: Diagnostic {
        switch self {
        case .engine(let operation, let error): Self.diagnostic(of: error, in: operation)
        case .portInUse(let service, let port, let occupant, let error):
            Diagnostic(
                message: "service '\(service)' cannot publish port \(port): "
                    + (occupant.map { "\($0) holds it" } ?? "it is in use on this host"),
                causes: error.diagnostics,
                saysCauses: true,
                notes: error.causes.map { .init(title: "what the engine says", lines: [$0.message]) },
                hint: error.hint
            )
        case .step(let operation, let error): Self.diagnostic(of: error, in: operation)
        case .notReady(let failure): failure.diagnostic
        case .build(let service, let flaw): Self.diagnostic(of: service, flaw)
        case .hookFailed(let service, let hook, let command, let exitCode, let output):
            Diagnostic(
                message: "'\(hook)' failed: \(service) hook exited with status \(exitCode): '\(command)'",
                notes: output.isEmpty
                    ? []
                    : [
                        .init(
                            title: "what it wrote",
                            lines: output.split(whereSeparator: \.isNewline).suffix(20).map(String.init)
                        )
                    ]
            )
        case .provider(let failure): failure.diagnostic
        case .planCycle(let steps):
            Diagnostic(
                message:
                    "the plan cannot be carried out: its steps wait for each other: \(steps.map(String.init).joined(separator: " → "))"
            )
        case .holdingUp(let services, .notReady(let failure)): failure.diagnostic(naming: services)
        case .holdingUp(let services, let error): error.diagnostic.naming(services)
        case .several(let errors): Diagnostic(message: errors.map(\.description).joined(separator: "; "))
        }
    }

    /// The errors, each about one thing that failed.
    package var each: [ConvergenceError] {
        if case .several(let errors) = self { errors.flatMap(\.each) } else { [self] }
    }

    /// The path in the Compose file that the error is about; empty when it is about none.
    package var path: [String] {
        switch self {
        case .build(let service, let flaw):
            switch flaw {
            case .contextMissing, .unreadable, .fileUnreadable, .fileShrank, .fileVanished:
                ["services", service.rawValue, "build", "context"]
            case .dockerfileMissing: ["services", service.rawValue, "build", "dockerfile"]
            case .secretUnusable(let key, _, _): ["secrets", key.rawValue, "file"]
            case .agentMissing: ["services", service.rawValue, "build", "ssh"]
            case .controlMissing: ["services", service.rawValue, "build"]
            case .frontendMissing: []
            }
        case .notReady(let failure): ["services", failure.service.rawValue, "healthcheck"]
        case .provider(let failure): failure.path
        case .hookFailed(let service, let hook, _, _, _):
            ["services", service.rawValue, String(hook.prefix { $0 != "[" })]
        case .engine(let operation, let error): Self.path(of: error, in: operation)
        case .portInUse(let service, _, _, _): ["services", service.rawValue, "ports"]
        case .holdingUp(_, let error): error.path
        case .step, .planCycle, .several: []
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
        case .frontendMissing(let diagnostic): diagnostic
        case .controlMissing(let reason):
            Diagnostic(
                message: "the build of service '\(service)' asks for what only BuildKit's own interface takes, "
                    + "and this engine does not have that: \(reason)",
                hint: "leave out 'no_cache_filter', 'entitlements', 'ulimits', attestations, several platforms and "
                    + "caches elsewhere, or use Docker Engine"
            )
        case .agentMissing(let diagnostic):
            Diagnostic(
                message: "the build of service '\(service)' gets no SSH agent: \(diagnostic.message)",
                hint: diagnostic.hint
            )
        case .secretUnusable(let key, let path, let reason):
            Diagnostic(
                message: "the build of service '\(service)' gets no secret '\(key)': '\(path)': \(reason)",
                hint: "the path is relative to the project directory"
            )
        case .fileUnreadable(let path, let name, let reason):
            Diagnostic(
                message: "the build context of service '\(service)' cannot be read: '\(path)': \(reason)",
                hint: name.map { "make it readable, or leave it out with a line '\($0)' in '.dockerignore'" }
                    ?? "make it readable"
            )
        case .fileVanished(let path, let name):
            Diagnostic(
                message: "a file of the build context of service '\(service)' vanished while it was sent: '\(path)'",
                hint: name.map { "build again, or leave it out with a line '\($0)' in '.dockerignore'" }
                    ?? "build again"
            )
        case .fileShrank(let path, let name):
            Diagnostic(
                message: "a file of the build context of service '\(service)' got shorter while it was sent: '\(path)'",
                hint: name.map { "build again, or leave it out with a line '\($0)' in '.dockerignore'" }
                    ?? "build again"
            )
        }
    }
}

extension ConvergenceError {
    private static func diagnostic(of error: any Error, in operation: Operation) -> Diagnostic {
        let reasons = Diagnostic.all(of: error)
        return Diagnostic(
            message: "cannot \(operation): \(reasons.map(\.message).joined(separator: "; "))",
            causes: reasons,
            saysCauses: true,
            notes: reasons.flatMap(\.notes),
            hint: reasons.lazy.compactMap(\.hint).first
        )
    }

    private static func diagnostic(of error: EngineError, in operation: Operation) -> Diagnostic {
        switch (operation, error) {
        case (.buildImage(let build), .buildFailed(let failure)):
            let step = failure.step.map { " at '\($0)'" } ?? ""
            let notes =
                failure.logLines.isEmpty
                ? []
                : [Diagnostic.Note(title: "last lines of the step", lines: failure.logLines.suffix(20).map { $0 })]
            return Diagnostic(
                message: "the image of service '\(build.service)' could not be built\(step): \(failure.message)",
                excerpt: failure.excerpt,
                causes: error.diagnostics,
                saysCauses: true,
                notes: notes,
                hint: error.hint
            )
        case (.pullImage(let pull), .pullFailed) where pull.isBase:
            return Diagnostic(
                message: "\(error)",
                causes: error.causes,
                saysCauses: true,
                hint: error.hint ?? "check the image's name in the Dockerfile, and 'docker login' to its registry"
            )
        case (.pullImage, .pullFailed):
            return Diagnostic(
                message: "\(error)",
                causes: error.causes,
                saysCauses: true,
                hint: error.hint
                    ?? "check the image's name and the network, or build the image with a 'build' section"
            )
        case (.createContainer, .conflict):
            return Diagnostic(
                message: "cannot \(operation): \(error)",
                causes: error.diagnostics,
                saysCauses: true,
                hint: "rename or remove the container that has the name, or give this one another 'container_name'"
            )
        case (.pushImage(let push), .pushFailed):
            return Diagnostic(
                message: "\(error)",
                causes: error.causes,
                saysCauses: true,
                hint: "check that the image is built and that you are logged in to its registry, or run",
                command: ["build", push.service.rawValue]
            )
        default:
            return Diagnostic(
                message: "cannot \(operation): \(error)",
                causes: error.diagnostics,
                saysCauses: true,
                hint: error.hint
            )
        }
    }

    private static func path(of error: EngineError, in operation: Operation) -> [String] {
        switch (operation, error) {
        case (.buildImage(let build), _): ["services", build.service.rawValue, "build"]
        case (.pullImage(let pull), _): ["services", pull.service.rawValue, pull.isBase ? "build" : "image"]
        case (.pushImage(let push), _): ["services", push.service.rawValue, "image"]
        case (.startContainer(let start), _): ["services", start.service.rawValue]
        case (.putFiles(let put), _): ["services", put.service.rawValue]
        case (.createContainer(let create), _): ["services", create.service.rawValue]
        default: []
        }
    }
}

extension ConvergenceError: CustomStringConvertible {
    /// The sentences of all that failed, on one line.
    package var description: String { diagnostics.map(\.message).joined(separator: "; ") }
}
