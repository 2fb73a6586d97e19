import ComposeModel
import Diagnostics
import EngineAPI
import EngineClient
import Reconciliation
import SessionEvents

/// Does what one step says, and reports it.
struct StepRunner: Sendable {
    let step: PlanStep
    /// Tells what happens.
    let events: StepEvents
    let client: EngineClient
    /// Fires when another step failed.
    let signal: FailureSignal
    /// Fires when the user asks to stop.
    let interruption: FailureSignal
    let options: PlanExecutor.Options
    let preparation: (any ContainerPreparation)?
    let interruptions: ServiceInterruptions
    /// What all times are measured on.
    let clock: any Clock<Duration>
    /// When files were made that are put into containers.
    let wallClock: WallClock
    /// What the programs work with that manage services in place of containers.
    let providers: ProviderHost?
    /// What programs get to see that a step needs.
    let environment: [String: String]

    /// Carries the step out, and tells of its beginning and its end.
    ///
    /// - Parameter isBreakable: whether stopping a container may be cut short when the user asks to stop.
    /// - Returns: what ended the waiting, for a step that waits.
    /// - Throws: ``ConvergenceError``, ``CompletedWithFlaw``, ``ReadinessFailure``, `EngineError`, ``FailureSignal/Interruption``,
    ///   `CancellationError`.
    func run(isBreakable: Bool) async throws -> ReadinessWaiter.Outcome? {
        let (stopwatch, action) = (Stopwatch(clock), step.operation.action)
        events.emit(.stepBegan(action: action))
        do {
            let outcome = try await perform(isBreakable: isBreakable)
            events.emit(.stepDone(action: action, elapsed: Seconds(stopwatch.elapsed)))
            if case .createContainer(let create) = step.operation, create.followsRemoval {
                // The renaming says so where the old container goes only when the new one is there.
                events.emit(.standing(state: .recreated))
            }
            return outcome
        } catch let flaw as CompletedWithFlaw {
            events.emit(
                flaw.isDone
                    ? .stepDone(action: action, elapsed: Seconds(stopwatch.elapsed)) : .stepFailed(action: action)
            )
            throw flaw
        } catch {
            if !(error is CancellationError || error is FailureSignal.Interruption) {
                let reason = (error as? EngineError).flatMap(step.operation.use(refusedWith:))
                events.emit(.stepFailed(action: action, isTolerated: options.toleratesUse && reason != nil))
            }
            throw error
        }
    }

    private func perform(isBreakable: Bool) async throws -> ReadinessWaiter.Outcome? {
        switch step.operation {
        case .awaitReadiness(let wait): return try await awaitReadiness(wait)
        case .stopContainer where isBreakable: try await interruption.race { try await perform(step.operation) }
        default: try await perform(step.operation)
        }
        return nil
    }

    /// Runs what may take long until it ends, another step fails, or the user asks to stop.
    private func interruptible<Value: Sendable>(
        _ body: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        try await signal.race { try await interruption.race(body) }
    }

    private func perform(_ operation: Operation) async throws {
        switch operation {
        case .awaitReadiness: break
        case .pullImage(let pull): try await self.pull(pull)
        case .buildImage(let build): try await self.build(build)
        case .pushImage(let push): try await self.push(push)
        case .runProvider(let run):
            try await interruptible { try await ProviderRun(run, host: providers, events: events).run() }
        case .prepareModel(let prepare):
            try await interruptible { try await ModelPreparation(prepare, host: providers, events: events).run() }
        case .createNetwork(let request): try await duplicates.create(request)
        case .createVolume(let request): _ = try await client.createVolume(request)
        case .createContainer(let create):
            let request = try await HostGateway(client: client).resolve(try await labelled(create)) {
                events.warn("container '\(create.finalName)': \($0)")
            }
            let response = try await client.createContainer(
                request.adapted(to: try await client.capabilities),
                name: create.name,
                platform: create.platform
            )
            for warning in response.warnings { events.warn("container '\(create.finalName)': \(warning)") }
        case .putFiles(let put):
            try await client.putArchive(
                into: ContainerID(put.container),
                at: "/",
                archive: try FileArchive.encode(put.files, modified: wallClock.now)
            )
        case .connectNetwork(let connect):
            try await withoutDuplicates(of: connect.ownNetworks) {
                try await client.connect(
                    ContainerID(connect.container),
                    to: NetworkID(connect.network),
                    connect.endpoint
                )
            }
        case .disconnectNetwork(let container, let network):
            try await ignoringAbsence {
                try await client.disconnect(ContainerID(container), from: NetworkID(network), force: true)
            }
        case .runPreStart(let run): try await runPreStart(run)
        case .startContainer(let start):
            try await preparation?.prepare(ContainerID(start.name), of: start.service)
            do {
                try await withoutDuplicates(of: start.ownNetworks) {
                    try await client.startContainer(ContainerID(start.name))
                }
            } catch let error as EngineError {
                guard case .portInUse(let port, let container, _) = error else { throw error }
                let occupant = await PortOccupant.find(of: port, besides: container, at: client)
                throw ConvergenceError.portInUse(service: start.service, port, by: occupant, error)
            }
            do {
                try await interruption.race {
                    try await run(start.hooks, named: "post_start", of: start.service, in: start.name)
                }
            } catch  where !start.hooks.isEmpty {
                // It is not what it is to be: the next plan starts it anew, with its hooks.
                try? await client.stopContainer(ContainerID(start.name))
                throw error
            }
        case .stopContainer(let stop): try await self.stop(stop)
        case .killContainer(let kill): try await self.kill(kill)
        case .pauseContainer(let target): try await client.pauseContainer(ContainerID(target.name))
        case .unpauseContainer(let target): try await client.unpauseContainer(ContainerID(target.name))
        case .removeContainer(let remove): try await self.remove(remove)
        case .renameContainer(let old, let new):
            try await client.renameContainer(ContainerID(old), to: new)
            if ContainerNaming.finalName(of: old) == new { events.emit(.standing(state: .recreated), about: new) }
        case .removeNetwork(let name): try await ignoringAbsence { try await client.removeNetwork(NetworkID(name)) }
        case .removeVolume(let name):
            try await ignoringAbsence { try await client.removeVolume(EngineAPI.VolumeName(name)) }
        case .removeImage(let reference):
            try await ignoringAbsence { try await client.removeImage(ImageReference(reference)) }
        }
    }

    /// The request with docker compose's digest, when that depends on other containers.
    private func labelled(_ create: Operation.CreateContainer) async throws -> ContainerCreateRequest {
        guard let shared = create.sharedConfiguration else { return create.request }
        var identifiers: [ServiceName: String] = [:]
        for (service, name) in shared.containers {
            identifiers[service] = try await client.inspectContainer(ContainerID(name)).id.rawValue
        }
        return create.request(with: identifiers)
    }

    private func stop(_ stop: Operation.StopContainer) async throws {
        var flaw: ConvergenceError?
        do {
            try await run(stop.hooks, named: "pre_stop", of: stop.service, in: stop.name)
        } catch let error as ConvergenceError {
            // A hook that fails must not keep a container running that has to go.
            flaw = error
        } catch let error as EngineError {
            // In what has ended by itself meanwhile nothing can be run, and nothing has to be.
            switch error {
            case .conflict, .notFound: guard try await hasNothingRunning(stop.name) else { throw error }
            default: throw error
            }
        }
        try await ignoringAbsence {
            try await client.stopContainer(ContainerID(stop.name), gracePeriod: stop.timeout)
        }
        if let flaw { throw CompletedWithFlaw(error: flaw) }
    }

    /// Whether nothing runs in a container: it has ended or is gone, or the engine is about to start it again.
    private func hasNothingRunning(_ container: String) async throws -> Bool {
        do {
            let state = try await client.inspectContainer(ContainerID(container)).state
            return !state.isRunning || state.isRestarting
        } catch EngineError.notFound {
            return true
        }
    }

    private func kill(_ kill: Operation.KillContainer) async throws {
        do {
            try await client.killContainer(ContainerID(kill.name), signal: kill.signal)
        } catch EngineError.conflict where kill.isFatal {
            // It has ended by itself meanwhile.
        } catch EngineError.notFound where kill.isFatal {
            // It is gone altogether.
        }
    }

    /// Removes a container; where somebody else is about to, such as the engine itself, returns when it is gone.
    private func remove(_ remove: Operation.RemoveContainer) async throws {
        while true {
            do {
                return try await client.removeContainer(
                    ContainerID(remove.name),
                    force: remove.isForced,
                    withAnonymousVolumes: remove.removesAnonymousVolumes
                )
            } catch EngineError.notFound {
                return
            } catch let error as EngineError where error.tellsOfRemovalUnderWay {
                try await clock.sleep(for: Self.removalPause)
            }
        }
    }

    /// How often it is looked whether a container is gone.
    private static let removalPause = Duration.milliseconds(25)

    private func awaitReadiness(_ wait: Operation.AwaitReadiness) async throws -> ReadinessWaiter.Outcome? {
        do {
            return try await interruptible {
                try await ReadinessWaiter(
                    client: client,
                    events: events,
                    limit: options.readinessLimit,
                    interruptions: interruptions,
                    clock: clock
                )
                .wait(for: wait)
            }
        } catch let failure as ReadinessFailure where !wait.isRequired {
            if options.failsWhenUnready { throw CompletedWithFlaw(error: .notReady(failure)) }
            events.warn(failure.warning)
            return nil
        }
    }

    private func pull(_ pull: Operation.PullImage) async throws {
        let stopwatch = Stopwatch(clock)
        events.emit(.pullBegan)
        do {
            try await interruptible {
                let image = ImageReference(pull.image)
                let authorization = try await credentials(for: image)
                try await client.pullImage(image, platform: pull.platform, authorization: authorization) { message in
                    guard let status = message.status else { return }
                    events.emit(.pullProgressed(layer: message.id ?? "", status: status))
                }
            }
            events.emit(.pullDone(elapsed: Seconds(stopwatch.elapsed)))
        } catch let error as EngineError where pull.isOptional {
            events.warn("image '\(pull.image)' could not be pulled, the one that is here is used: \(error)")
        } catch let error as EngineError {
            events.emit(.pullFailed(reason: "\(error)"))
            guard pull.isTolerated else { throw error }
            throw CompletedWithFlaw(error: .engine(step.operation, error), isDone: false)
        }
    }

    private func push(_ push: Operation.PushImage) async throws {
        let stopwatch = Stopwatch(clock)
        events.emit(.pushBegan)
        do {
            try await interruptible {
                let image = ImageReference(push.image)
                let authorization = try await credentials(for: image)
                try await client.pushImage(image, authorization: authorization) { message in
                    guard let layer = message.id, let status = message.status else { return }
                    events.emit(.pushProgressed(layer: layer, status: status))
                }
            }
            events.emit(.pushDone(elapsed: Seconds(stopwatch.elapsed)))
        } catch let error as EngineError {
            events.emit(.pushFailed(reason: "\(error)"))
            guard push.isTolerated else { throw error }
            throw CompletedWithFlaw(error: .engine(step.operation, error), isDone: false)
        }
    }

    /// What the registry of an image wants to see; what cannot be used is warned of.
    private func credentials(for image: ImageReference) async throws -> RegistryAuthorization? {
        try await client.registries?.authorization(for: image) { events.warn("\($0)") }
    }

    private func runPreStart(_ run: Operation.RunPreStart) async throws {
        let hooks = PreStartRun(run, client: client, wallClock: wallClock)
        do {
            try await interruptible { try await hooks.run() }
        } catch let interruption as FailureSignal.Interruption {
            // A hook that nobody waits for must not go on.
            try? await hooks.removeContainers()
            throw interruption
        }
    }

    private func build(_ build: Operation.BuildImage) async throws {
        let builder = ImageBuilder(client: client, events: events, clock: clock, environment: environment)
        do {
            try await interruptible { try await builder.build(build) }
        } catch let interruption as FailureSignal.Interruption {
            await builder.removeContexts(of: build)
            throw interruption
        }
    }

    private func run(
        _ hooks: [LifecycleHook],
        named name: String,
        of service: ServiceName,
        in container: String
    ) async throws {
        let log = options.hookAudience.flatMap { audience in
            audience.services.contains(service) ? HookLog(of: container, in: audience.project, events) : nil
        }
        for hook in hooks {
            let result = try await HookRunner(client: client).run(hook, in: ContainerID(container)) { bytes, stream in
                log?.take(bytes, stream)
            }
            log?.end()
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

    private var duplicates: DuplicateNetworks { DuplicateNetworks(client: client) }

    /// Does `body`; where the engine refuses it because somebody has made another network of the same name, once more
    /// when there is only one.
    private func withoutDuplicates(of own: OwnNetworks, _ body: () async throws -> Void) async throws {
        do {
            try await body()
        } catch let refusal as EngineError {
            guard case .rejected = refusal else { throw refusal }
            var hasRemoved = false
            for name in own.names {
                hasRemoved = try await duplicates.removeYounger(of: name, in: own.project) || hasRemoved
            }
            guard hasRemoved else { throw refusal }
            try await body()
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
