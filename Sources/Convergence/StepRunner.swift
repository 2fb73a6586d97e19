import ComposeModel
import Diagnostics
import EngineAPI
import EngineClient
import OrderedCollections
import Reconciliation
import SessionEvents

/// Does what one step says, and reports it.
struct StepRunner: Sendable {
    let client: EngineClient
    let project: Project
    let events: any SessionEventSink
    let signal: FailureSignal
    let options: PlanExecutor.Options

    /// Runs the operation.
    ///
    /// - Returns: what ended the waiting, for a step that waits.
    /// - Throws: ``ConvergenceError``, ``ReadinessFailure``, `EngineError`, ``FailureSignal/Interruption``,
    ///   `CancellationError`.
    func run(_ operation: Operation) async throws -> ReadinessWaiter.Outcome? {
        if case .awaitReadiness(let wait) = operation { return try await awaitReadiness(wait) }
        try await perform(operation)
        return nil
    }

    private func perform(_ operation: Operation) async throws {
        switch operation {
        case .awaitReadiness: break
        case .pullImage(let pull): try await self.pull(pull)
        case .buildImage(let build): try await self.build(build)
        case .createNetwork(let request):
            try await report("Network \(request.name)", "Creating", "Created") {
                _ = try await client.createNetwork(request)
            }
        case .createVolume(let request):
            try await report("Volume \(request.name)", "Creating", "Created") {
                _ = try await client.createVolume(request)
            }
        case .createContainer(let create):
            try await report("Container \(create.finalName)", "Creating", "Created") {
                let response = try await client.createContainer(
                    create.request,
                    name: create.name,
                    platform: create.platform
                )
                for warning in response.warnings {
                    events.emit(.warning("container '\(create.finalName)': \(warning)"))
                }
            }
        case .connectNetwork(let connect):
            try await client.connect(
                ContainerID(connect.container),
                to: NetworkID(connect.network),
                connect.endpoint
            )
        case .startContainer(let start):
            try await report("Container \(start.name)", "Starting", "Started") {
                try await client.startContainer(ContainerID(start.name))
                try await runHooks(\.postStart, named: "post_start", of: start.service, in: start.name)
            }
        case .stopContainer(let stop): try await self.stop(stop)
        case .removeContainer(let remove):
            try await report("Container \(remove.name)", "Removing", "Removed") {
                try await ignoringAbsence {
                    try await client.removeContainer(
                        ContainerID(remove.name),
                        force: remove.isForced,
                        withAnonymousVolumes: remove.removesAnonymousVolumes
                    )
                }
            }
        case .renameContainer(let old, let new): try await client.renameContainer(ContainerID(old), to: new)
        case .removeNetwork(let name):
            try await report("Network \(name)", "Removing", "Removed") {
                try await ignoringAbsence { try await client.removeNetwork(NetworkID(name)) }
            }
        case .removeVolume(let name):
            try await report("Volume \(name)", "Removing", "Removed") {
                try await ignoringAbsence { try await client.removeVolume(EngineAPI.VolumeName(name)) }
            }
        case .removeImage(let reference):
            try await report("Image \(reference)", "Removing", "Removed") {
                try await ignoringAbsence { try await client.removeImage(ImageReference(reference)) }
            }
        }
    }

    private func stop(_ stop: Operation.StopContainer) async throws {
        try await report("Container \(stop.name)", "Stopping", "Stopped") {
            if let service = stop.service {
                do {
                    try await runHooks(\.preStop, named: "pre_stop", of: service, in: stop.name)
                } catch let error as ConvergenceError {
                    // A hook that fails must not keep a container running that has to go.
                    for diagnostic in error.diagnostics { events.emit(.warning(diagnostic.message)) }
                }
            }
            try await ignoringAbsence {
                try await client.stopContainer(ContainerID(stop.name), gracePeriod: stop.timeout)
            }
        }
    }

    private func awaitReadiness(_ wait: Operation.AwaitReadiness) async throws -> ReadinessWaiter.Outcome? {
        do {
            return try await signal.race {
                try await ReadinessWaiter(client: client, events: events, limit: options.readinessLimit).wait(for: wait)
            }
        } catch let failure as ReadinessFailure where !wait.isRequired {
            events.emit(.warning(failure.diagnostic.message))
            return nil
        }
    }

    private func pull(_ pull: Operation.PullImage) async throws {
        let clock = ContinuousClock()
        let began = clock.now
        events.emit(.pull(PullEvent(image: pull.image, phase: .started)))
        do {
            try await signal.race {
                try await client.pullImage(ImageReference(pull.image), platform: pull.platform) { message in
                    guard let status = message.status else { return }
                    events.emit(
                        .pull(PullEvent(image: pull.image, phase: .progress(layer: message.id ?? "", status: status)))
                    )
                }
            }
            events.emit(.pull(PullEvent(image: pull.image, phase: .finished(clock.now - began))))
        } catch let error as EngineError where pull.isOptional {
            events.emit(.warning("image '\(pull.image)' could not be pulled, the one that is here is used: \(error)"))
        } catch let error as EngineError {
            events.emit(.pull(PullEvent(image: pull.image, phase: .failed("\(error)"))))
            throw error
        }
    }

    private func build(_ build: Operation.BuildImage) async throws {
        guard let service = project.services[build.service] ?? project.disabledServices[build.service],
            let definition = service.build
        else { return }
        let builder = ImageBuilder(client: client, events: events, project: project.name, options: options)
        try await signal.race {
            try await builder.build(definition, of: service, environment: project.environment)
        }
    }

    private func runHooks(
        _ hooks: (Service) -> [LifecycleHook],
        named name: String,
        of service: ServiceName,
        in container: String
    ) async throws {
        for hook in project.services[service].map(hooks) ?? [] {
            let result = try await ContainerCommand(client: client).run(
                hook.command,
                in: ContainerID(container),
                user: hook.user ?? "",
                workingDirectory: hook.workingDirectory ?? "",
                environment: hook.environment.map { key, value in value.map { "\(key)=\($0)" } ?? key },
                isPrivileged: hook.privileged
            )
            guard result.exitCode == 0 else {
                throw ConvergenceError.hookFailed(
                    service: service,
                    hook: name,
                    command: CommandSummary.of(hook.command),
                    exitCode: result.exitCode,
                    output: result.output
                )
            }
        }
    }

    /// Reports the beginning and the end of `body`.
    private func report(
        _ subject: String,
        _ doing: String,
        _ done: String,
        _ body: () async throws -> Void
    ) async throws {
        let clock = ContinuousClock()
        let began = clock.now
        events.emit(.step(StepEvent(subject: subject, phase: .started(doing))))
        do {
            try await body()
            events.emit(.step(StepEvent(subject: subject, phase: .finished(done, clock.now - began))))
        } catch {
            if !(error is CancellationError) {
                events.emit(.step(StepEvent(subject: subject, phase: .failed("failed while \(doing.lowercased())"))))
            }
            throw error
        }
    }

    /// What is to be removed may be gone already.
    private func ignoringAbsence(_ body: () async throws -> Void) async throws {
        do {
            try await body()
        } catch EngineError.notFound {
            return
        }
    }
}
