package import Diagnostics

/// What happened. The only vocabulary in which the parts below speak to whoever listens: values, no sentences, but for those
/// of diagnostics and those that the engine, a builder or a container said.
///
/// - Shape: the JSON form is an object of the case's name and its values, such as `{"containerExited":{"code":0}}`;
///   `docs/Events.md` lists them.
package enum EventAction: Sendable, Hashable, Encodable {
    // MARK: The session
    /// The session began.
    case sessionBegan(verb: String)
    /// The session's project is known, and its engine is about to be talked to.
    case projectOpened(name: String)
    /// The project is loaded as one of its environments.
    ///
    /// - `files`: its Compose files, the base file first; `environmentFiles`: its env files, later ones win; both as seen from
    ///   the working directory.
    case environmentSelected(name: String, files: [String], environmentFiles: [String], source: EnvironmentSource)
    /// The session is over; its last event.
    case sessionEnded(outcome: SessionOutcome)
    /// Something is worth knowing, or is wrong; the same is true in so many other places.
    case diagnosed(diagnostic: Diagnostic, others: Int)

    // MARK: Plans and their steps
    /// A plan is about to be carried out; its number is that within the session, from 1.
    case planBegan(plan: Int, steps: [PlannedStep])
    /// A step began.
    case stepBegan(action: StepAction)
    /// A step is done, in so much time.
    case stepDone(action: StepAction, elapsed: Seconds)
    /// A step failed. Why is said by the error that ends the session, or by a warning.
    ///
    /// - `isTolerated`: whether that ends nothing, so that the warning is all that people are to see.
    case stepFailed(action: StepAction, isTolerated: Bool = false)
    /// A container is already what it was to be, has taken another one's place, or is about to be restarted.
    case standing(state: ContainerStanding)
    /// The user asked to stop, and replacements under way are finished or undone.
    case replacementsFinishing
    /// The engine still works on what a process asked for that was killed; that is waited for.
    case settlingAwaited

    // MARK: Workflows
    /// A step of a workflow began: the command line that does the same by hand, and what it is for.
    ///
    /// - `number`: that of the step within the workflow, from 1; cleaning up leaves out those that were not taken.
    case workflowStepBegan(number: Int, command: StepCommand, purpose: String)
    /// A step of a workflow is done, in so much time.
    case workflowStepDone(number: Int, elapsed: Seconds)

    // MARK: Readiness
    /// The health check of a container is being tried.
    case probing
    /// A container has been waited for for some time.
    ///
    /// - `lastProbe`: the last failed try of its health check.
    case waiting(goal: ReadinessGoal, elapsed: Seconds, lastProbe: ProbeResult?)
    /// A container passed its health check, so long after it was first waited for.
    case healthy(elapsed: Seconds)
    /// A container ended with exit code 0, as it should.
    case completed
    /// A container will not become ready.
    case unready(diagnostic: Diagnostic)
    /// A start-up is over; how the time was spent.
    case startupEnded(timeline: StartupTimeline)

    // MARK: Images
    /// A build context is being sent.
    case buildBegan
    /// A step of a Dockerfile began.
    case buildStepBegan(name: String)
    /// A step of a Dockerfile is done, or was found in the cache; then it did not begin.
    case buildStepDone(name: String, isCached: Bool)
    /// A step of a Dockerfile wrote a line.
    case buildOutput(step: String, line: String)
    /// An image is built.
    case buildDone(elapsed: Seconds)
    /// A build failed; the text is the first line of the reason.
    case buildFailed(reason: String)
    /// The engine was asked for an image.
    case pullBegan
    /// A layer moved on; the text is the engine's own.
    case pullProgressed(layer: String, status: String)
    /// An image is there.
    case pullDone(elapsed: Seconds)
    /// A pull failed; the text is the engine's own.
    case pullFailed(reason: String)
    /// The engine was asked to send an image to its registry.
    case pushBegan
    /// A layer moved on; the text is the engine's own.
    case pushProgressed(layer: String, status: String)
    /// An image is in its registry.
    case pushDone(elapsed: Seconds)
    /// A push failed; the text is the engine's own.
    case pushFailed(reason: String)
    /// The image of a service is neither pulled nor pushed, though that was asked for.
    ///
    /// - `pulledFor`: the service for which the same image is pulled.
    case imageSkipped(reason: ImageSkip, pulledFor: String?)

    // MARK: Providers
    /// The program that manages a service, or a model, told how far it is; the text is its own.
    ///
    /// - `isDetail`: whether it is only for those who look for a mistake in the program.
    case providerSaid(text: String, isDetail: Bool)

    // MARK: Output
    /// The output of these containers is shown from now on; their names are without the project's.
    case attached(sources: [String])
    /// A container wrote a line.
    case logged(line: LogLine)
    /// A container whose output is shown ended; comes after its last line. The name is without the project's.
    case containerExited(source: String, code: Int)
    /// A container ended whose end ends everything.
    case stoppingBecauseOfExit(code: Int)
    /// Services are being stopped because the user asked to.
    case stopping
    /// Services are being killed because the user asked a second time.
    case killing
    /// Services are left running because the user asked to.
    case leaving
    /// A menu was asked for; there is none without a terminal.
    case menuUnavailable

    // MARK: Containers
    /// What the engine says of a container, whoever changed it.
    case containerObserved(report: ContainerReport)
    /// A container is not there any more, whoever removed it.
    case containerGone

    // MARK: Watching
    /// Watching began.
    ///
    /// - `services`: those that are watched, in the project's order.
    /// - `directories`: how many directories are under watch.
    case watchBegan(services: [String], directories: Int)
    /// Watching is over.
    case watchEnded(reason: WatchEnd)
    /// A process was left behind that watches.
    case watcherLeft(process: Int, services: [String], directories: Int)
    /// The process that watched in the background was ended.
    case watcherEnded(process: Int)
    /// A batch of changes is in a service's containers, or its action is done.
    case applied(change: AppliedChange)
    /// What became of a batch of changes, once nothing more is to come of it: restarted containers are ready, or will not be.
    case delivered(receipt: DeliveryReceipt)
    /// A change could not be applied.
    ///
    /// - `path`: the first path concerned, if it is one.
    /// - `isRetried`: whether it will be tried again without another edit.
    case applyFailed(path: String?, diagnostic: Diagnostic, isRetried: Bool)
    /// A rebuild of a service began because of a change to `path`.
    case rebuilding(path: String)
    /// Files were dropped from the system's list of changes, so the whole tree is being compared.
    case rescanning
    /// The project's own files were read anew since these changed; what is about to be done because of it.
    ///
    /// - `plans`: the steps of the plans that are carried out one after the other; none where nothing is to be done.
    case modelReloaded(paths: [String], plans: [[PlannedStep]])
    /// What the changed files ask for is done, in so much time.
    case modelApplied(paths: [String], elapsed: Seconds)
    /// The project's own files changed and cannot be used: all goes on as they were before.
    case modelRejected(paths: [String], diagnostics: [Diagnostic])
    /// What the changed files ask for is not wholly done; the project is watched as they say.
    case modelFailed(paths: [String], diagnostics: [Diagnostic])
    /// A container is paused; changes are brought when it is not any more.
    case suspended
    /// A container is not paused any more.
    case resumed

    // MARK: The engine
    /// The engine does not answer any more; changes are kept until it does.
    case engineLost(diagnostic: Diagnostic)
    /// The engine answers again, so much later; what changed meanwhile is brought.
    case engineBack(elapsed: Seconds)
}

/// Who asked for an environment.
package enum EnvironmentSource: String, Sendable, Hashable, CaseIterable, Encodable {
    /// The option `-E`.
    case option
    /// The variable `ENGARDE_ENVIRONMENT`.
    case variable
    /// The workspace's settings, `.engarde.yaml`.
    case settings
}

/// Why an image is neither pulled nor pushed.
package enum ImageSkip: String, Sendable, Hashable, Encodable {
    /// The service has none of its own name.
    case noImage
    /// The service's pull policy says so.
    case pullPolicy
    /// It is there.
    case present
    /// The service builds it.
    case buildable
    /// It is pulled for another service.
    case shared
    /// The service does not build it.
    case notBuilt
}

/// Why watching is over.
package enum WatchEnd: String, Sendable, Hashable, Encodable {
    /// Somebody asked for it.
    case stopped
    /// The project has no container any more.
    case lastContainerGone
}
