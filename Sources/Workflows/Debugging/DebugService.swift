import ComposeLoader
package import ComposeModel
import EngineAPI
import EngineClient
package import Operations
import OrderedCollections
import Reconciliation
import SessionEvents

/// Puts a service under a debugger that an editor attaches to, or back as the files say.
package struct DebugService: Workflow {
    private let context: WorkflowContext
    private let session: ProjectSession
    private let options: Options
    private let found: DebuggedService
    private let launchFile: LaunchFile
    private let chosen: ChosenDebugSettings

    /// How the service is debugged; `nil` puts it back.
    private var settings: DebugSettings? { chosen.current }

    /// What is asked for.
    package struct Options: Sendable, Hashable {
        /// The service.
        package var service: ServiceName
        /// Whether it is put back as the files say.
        package var isOff = false
        /// The port of 127.0.0.1; `nil` is the usual one, or the next that is free.
        package var port: UInt16?
        /// Whether the application begins when a debugger is attached.
        package var waitsForClient = false

        /// Creates options.
        package init(of service: ServiceName) { self.service = service }
    }

    /// What whoever attaches has to know.
    package struct Result: Sendable, Hashable {
        /// The service.
        package var service: ServiceName
        /// The port of 127.0.0.1; `nil` where it is not debugged any more.
        package var port: UInt16?
        /// The name of the editor's entry.
        package var entry: String
    }

    /// What it comes to.
    package var result: Result {
        Result(
            service: options.service,
            port: settings.map { $0.hostPort ?? $0.containerPort },
            entry: LaunchEntry.name(of: options.service)
        )
    }

    /// Decides what is to be done; nothing is changed.
    ///
    /// - Throws: ``SettingsError``, `ReconciliationError` for a service without containers, `EngineError`, and what says why the
    ///   service cannot be debugged, or its editor's file cannot be edited.
    package init(_ context: WorkflowContext, _ session: ProjectSession, options: Options) async throws {
        self.context = context
        self.session = session
        self.options = options
        launchFile = LaunchFile(in: session.project.workingDirectory)
        found = try await DebuggedService(options.service, in: session)
        let settings = try await options.isOff ? nil : found.settings(options, in: session)
        chosen = ChosenDebugSettings(settings)
        // What cannot be edited is said before anything is started.
        _ = try launchChange()
        if let settings { _ = try settings.applied(to: session.project, image: found.image) }
    }

    /// The steps: the debugger, the container, the waiting for it, and the editor's entry.
    package func steps() async throws -> [WorkflowStep] {
        guard let settings else { return try stepsBack() }
        var steps: [WorkflowStep] = []
        if let cache = settings.cache { steps.append(fill(cache)) }
        steps.append(try bringUp(settings))
        steps.append(wait(for: settings))
        if let step = try edit() { steps.append(step) }
        if let cache = settings.cache { steps.append(removeHelper(of: cache)) }
        return steps
    }

    private func stepsBack() throws -> [WorkflowStep] {
        var steps: [WorkflowStep] = []
        if found.container != nil {
            steps.append(upStep("it runs as the files say again") { try await up(session, until: $0) })
        }
        if let step = try edit() { steps.append(step) }
        return steps
    }

    // MARK: The debugger

    private func helperName(_ cache: ToolCache) -> String {
        "\(session.project.name)-\(options.service)-\(cache.tool.rawValue)"
    }

    private func fill(_ cache: ToolCache) -> WorkflowStep {
        let words = [
            "docker", "run", "--rm", "-u", "0", "-v", "\(cache.volume):\(cache.directory)", found.service.image,
        ]
        let purpose = "\(cache.tool.rawValue) comes from a cache, and the image stays as it is"
        let what = cache.tool == .debugpy ? ["pip", "install", "--target", cache.home, "debugpy"] : ["node", "…"]
        return WorkflowStep(.other(words: words + what), for: purpose) {
            try await cache.fill(
                from: found.imageID,
                named: helperName(cache),
                environment: ToolCache.networkVariables(of: context.request.load.environment),
                in: session.session
            )
        }
    }

    private func removeHelper(of cache: ToolCache) -> WorkflowStep {
        let name = helperName(cache)
        return WorkflowStep(
            .other(words: ["docker", "rm", "-f", name]),
            for: "nothing is left of what filled the cache",
            isCleanup: true
        ) { try await ToolContainer.remove([name], in: session.session) }
    }

    // MARK: The service

    private func bringUp(_ settings: DebugSettings) throws -> WorkflowStep {
        let project = try settings.applied(to: session.project, image: found.image)
        let changed = project.definition(of: options.service) ?? found.service
        var parts = [
            settings.hostPort.map { "127.0.0.1:\($0) is port \(settings.containerPort)" } ?? "the host's network"
        ]
        switch settings.language {
        case .python:
            let words = DebugSettings.words(of: changed, found.image).map(ShellLine.quoted)
            parts.insert("it runs '\(words.joined(separator: " "))'", at: 0)
        case .node:
            parts.insert("NODE_OPTIONS open its inspector", at: 0)
        }
        return upStep(parts.joined(separator: ", ")) { try await start(settings, until: $0) }
    }

    /// Starts the service under the debugger. Where another program takes the port first that was free, and that nobody
    /// named, it is the next one.
    private func start(_ first: DebugSettings, until interrupts: Interrupts) async throws -> OperationEnd {
        var settings = first
        var reserved = DebugPort.published(in: session.project, besides: options.service)
        while true {
            let project = try settings.applied(to: session.project, image: found.image)
            do {
                return try await up(session.with(project, differingIn: [options.service]), until: interrupts)
            } catch {
                guard options.port == nil, found.listeningPort(settings.containerPort) == nil,
                    let taken = settings.hostPort, DebugPort.isTaken(taken, of: options.service, says: error)
                else { throw error }
                reserved.insert(taken)
                let port = DebugPort(reserved: reserved)
                let next = try port.chosen(usual: settings.containerPort, isFree: LocalPorts.isFree)
                session.events.emit(.warning("port \(taken) was taken meanwhile: it is \(next) now"))
                settings.hostPort = next
                chosen.replace(by: settings)
                // The editor's entry may have been right before.
                try writeLaunchFile()
            }
        }
    }

    private func upStep(
        _ purpose: String,
        until perform: @escaping @Sendable (Interrupts) async throws -> OperationEnd
    ) -> WorkflowStep {
        let arguments = ["up", "-d"] + (isAlone ? ["--no-deps"] : []) + [options.service.rawValue]
        return WorkflowStep(.own(arguments: arguments), for: purpose, until: perform)
    }

    /// What it depends on is left alone where it runs; the first start needs it.
    private var isAlone: Bool { found.container != nil }

    private func up(_ changed: ProjectSession, until interrupts: Interrupts) async throws -> OperationEnd {
        var reconciliation = ReconciliationOptions(toolVersion: changed.toolVersion)
        reconciliation.services = [options.service]
        reconciliation.includesDependencies = !isAlone
        reconciliation.orphans = .ignore
        let run = try UpRun(
            changed,
            options: UpRun.Options(
                Up.Options(reconciliation: reconciliation),
                then: .detached(showsTimeline: false)
            ),
            confirmation: context.confirmation
        )
        return try await run.run(until: interrupts)
    }

    /// How often it is looked whether the debugger listens, and how long is waited in between: a minute in all.
    private static let looks = 300
    private static let pause = Duration.milliseconds(200)
    /// How often in a row one may not be let look: a container that ends right then lets nobody look, either.
    private static let refusals = 5

    private func wait(for settings: DebugSettings) -> WorkflowStep {
        let port = settings.containerPort
        return WorkflowStep(
            .own(arguments: ["exec", "-T", options.service.rawValue, "cat", "/proc/net/tcp"]),
            for: "until the debugger listens at port \(port)"
        ) {
            var refused = 0
            for _ in 0..<Self.looks {
                switch try await found.looksForListener(at: port, in: session.session) {
                case .listens: return
                case .ended(let code): throw DebugError.ended(options.service, exitCode: code)
                case .doesNot: refused = 0
                case .unknown: refused += 1
                }
                if refused == Self.refusals { return }
                try await session.clock.sleep(for: Self.pause)
            }
            session.events.emit(
                .warning("nothing listens at port \(port) of service '\(options.service)' yet: see what it writes")
            )
        }
    }

    // MARK: The editor

    private func launchChange() throws -> LaunchFile.Change {
        let text = try HostFile(launchFile.path).text()
        guard let settings else {
            return try launchFile.removingEntry(named: LaunchEntry.name(of: options.service), from: text)
        }
        let directory = session.project.workingDirectory
        let files = DiskProjectFiles()
        let entry = LaunchEntry(
            service: options.service,
            language: settings.language,
            port: settings.hostPort ?? settings.containerPort,
            mappings: PathMapping.all(
                of: found.service,
                in: directory,
                workingDirectory: found.image.workingDir,
                isDirectory: { files.kind(of: $0) == .directory }
            ),
            project: directory
        )
        return try launchFile.adding(entry, to: text)
    }

    /// The step that edits the editor's file; `nil` where it says so already.
    private func edit() throws -> WorkflowStep? {
        let name = LaunchEntry.name(of: options.service)
        let purpose: String
        switch try launchChange() {
        case .none: return nil
        case .write: purpose = settings == nil ? "the entry '\(name)' goes" : "the entry '\(name)' attaches to it"
        case .remove: purpose = "the entry '\(name)' goes, and the file with it"
        }
        return WorkflowStep(.other(words: ["code", launchFile.path]), for: purpose) {
            // Somebody may have edited it meanwhile.
            try writeLaunchFile()
        }
    }

    private func writeLaunchFile() throws {
        switch try launchChange() {
        case .none: break
        case .write(let text): try HostFile(launchFile.path).write(Array(text.utf8))
        case .remove: try HostFile(launchFile.path).remove()
        }
    }
}
