import ComposeLoader
package import ComposeModel
import EngineAPI
import EngineClient
package import Operations
import Reconciliation
import SessionEvents
import Synchronization

/// Records where a service spends its time, from outside: nothing of its container or its image is changed.
package struct ProfileService: Workflow {
    private let context: WorkflowContext
    private let session: Session
    private let options: Options
    private let destination: ProfileDestination
    private let recording: Recording
    private let container: ContainerSummary
    private let progress = Progress()

    /// What is asked for.
    package struct Options: Sendable, Hashable {
        /// The service.
        package var service: ServiceName
        /// How long is recorded, in seconds; at least 1.
        package var duration = 10
        /// How often it is looked at what runs, in a second; at least 1.
        package var rate = 100
        /// Whether what waits counts, too, as far as the profiler tells it apart.
        package var includesIdle = false
        /// The absolute path of the file or the directory on this machine; `nil` is `profiles` in the project's directory.
        package var output: String?

        /// Creates options.
        package init(of service: ServiceName) { self.service = service }
    }

    /// What was recorded.
    package struct Result: Sendable, Hashable {
        /// The service.
        package var service: ServiceName
        /// The file on this machine.
        package var path: String
        /// What opens it.
        package var reader: String
        /// Whether it is there.
        package var isWritten: Bool
    }

    /// How it is recorded.
    private enum Recording: Sendable {
        case pySpy(PySpyRecording)
        case node(NodeRecording)
        case command(CommandRecording)
    }

    /// What later steps need to know.
    private final class Progress: Sendable {
        private let written = Mutex(false)

        var isWritten: Bool { written.withLock { $0 } }

        func write() { written.withLock { $0 = true } }
    }

    /// What came of it.
    package var result: Result {
        Result(
            service: options.service,
            path: destination.path,
            reader: destination.reader,
            isWritten: progress.isWritten
        )
    }

    /// Decides how it is recorded; nothing is changed.
    ///
    /// - Throws: ``SettingsError``, `ContainerChoice.Failure` where the service does not run, `ReconciliationError` for one without
    ///   containers, `EngineError`, and what says why it is not known how the service is profiled.
    package init(_ context: WorkflowContext, _ session: ProjectSession, options: Options) async throws {
        self.context = context
        self.session = session.session
        self.options = options
        let name = options.service
        if let service = session.project.definition(of: name) { try OneOff(of: service).checkService() }
        let configuration = try ProfileConfiguration(of: name, in: WorkflowSettings(of: session.loaded))
        var choice = ContainerChoice(of: name)
        choice.includesOneOffs = false
        container = try await choice.container(in: session.session)
        let tool: ProfileConfiguration.Tool
        if let known = configuration.tool {
            tool = known
        } else {
            tool = try await Self.tool(for: name, container, session.client)
        }
        let suffixes: [ProfileConfiguration.Tool: String] = [.pySpy: "svg", .node: "cpuprofile"]
        let ofCommand = configuration.output?.split(separator: "/").last?.split(separator: ".").dropFirst().last
        destination = ProfileDestination(
            wanted: options.output,
            isDirectory: options.output.map { DiskProjectFiles().kind(of: $0) == .directory } ?? false,
            of: name,
            suffix: suffixes[tool] ?? ofCommand.map(String.init) ?? "profile",
            at: context.request.wallClock.now,
            in: session.project.workingDirectory
        )
        switch tool {
        case .pySpy:
            let image = try await session.client.inspectImage(
                configuration.image.map { ImageReference($0) } ?? ImageReference(container.imageID)
            )
            recording = .pySpy(
                PySpyRecording(
                    service: name,
                    container: container.id,
                    image: image.id,
                    cache: ToolCache(of: .pySpy, for: image.architecture),
                    name: "\(session.name)-\(name)-profile",
                    pid: configuration.pid ?? 1,
                    duration: options.duration,
                    rate: options.rate,
                    format: destination.pySpyFormat,
                    includesIdle: options.includesIdle
                )
            )
        case .node:
            var node = NodeRecording(
                service: name,
                container: container.id,
                pid: configuration.pid,
                duration: options.duration,
                rate: options.rate
            )
            let config = try await session.client.inspectContainer(container.id).config
            if let port = InspectorModule.port(of: config) { node.port = port }
            recording = .node(node)
        case .command:
            recording = .command(
                CommandRecording(
                    service: name,
                    container: container.id,
                    command: configuration.command ?? [],
                    output: configuration.output ?? "",
                    pid: configuration.pid ?? 1,
                    duration: options.duration,
                    rate: options.rate
                )
            )
        }
    }

    /// How a service is profiled whose files do not say it: by what runs in it, and what its image was made for.
    private static func tool(
        for service: ServiceName,
        _ container: ContainerSummary,
        _ client: EngineClient
    ) async throws -> ProfileConfiguration.Tool {
        var evidence = LanguageEvidence()
        evidence.processes = try await client.processes(of: container.id).commandLines
        let config = try await client.inspectContainer(container.id).config
        evidence.command = (config.entrypoint ?? []) + (config.cmd ?? [])
        evidence.variables = config.variableNames
        switch evidence.finding {
        case .known(.python): return .pySpy
        case .known(.node): return .node
        case .ambiguous(let languages): throw ProfilingError.languageUnknown(service, languages)
        case .unknown: throw ProfilingError.languageUnknown(service, [])
        }
    }

    /// The steps: the profiler, the recording, and the file.
    package func steps() async throws -> [WorkflowStep] {
        switch recording {
        case .pySpy(let recording): steps(of: recording)
        case .node(let recording): [step(of: recording)]
        case .command(let recording):
            [
                step(of: recording),
                bringHome(recording.output, from: container.id, named: container.name, "the command"),
            ]
        }
    }

    private var time: String { options.duration == 1 ? "a second" : "\(options.duration) seconds" }

    private func write(_ bytes: [UInt8]) throws {
        try HostFile(destination.path).write(bytes)
        progress.write()
    }

    private func bringHome(
        _ path: String,
        from id: ContainerID,
        named name: String,
        _ tool: String
    ) -> WorkflowStep {
        WorkflowStep(
            .other(words: ["docker", "cp", "\(name):\(path)", destination.path]),
            for: "the profile comes home"
        ) {
            guard let bytes = try await session.client.file(at: path, in: id) else {
                throw ProfilingError.empty(options.service, tool, path: path)
            }
            try write(bytes)
        }
    }

    // MARK: Python

    private func steps(of recording: PySpyRecording) -> [WorkflowStep] {
        let fillingName = "\(recording.name)-tools"
        let home = bringHome(recording.output, from: ContainerID(recording.name), named: recording.name, "py-spy")
        let cleanup = WorkflowStep(
            .other(words: ["docker", "rm", "-f", recording.name]),
            for: "nothing is left of it but the cache",
            isCleanup: true
        ) {
            try await ToolContainer.remove([recording.name, fillingName], in: session)
        }
        return [fill(recording, fillingName), record(recording), home, cleanup]
    }

    private func fill(_ recording: PySpyRecording, _ name: String) -> WorkflowStep {
        let cache = recording.cache
        var words = ["docker", "run", "--rm", "-u", "0", "-v", "\(cache.volume):\(cache.directory)"]
        words += ["--entrypoint", "python3", container.image, "-m", "pip", "install"]
        words += ["--target", cache.home, cache.tool.rawValue]
        let purpose = "py-spy comes from a cache, and the image stays as it is"
        return WorkflowStep(.other(words: words), for: purpose) {
            try await cache.fill(
                from: recording.image,
                named: name,
                environment: ToolCache.networkVariables(of: context.request.load.environment),
                in: session
            )
        }
    }

    private func record(_ recording: PySpyRecording) -> WorkflowStep {
        let cache = recording.cache
        var words = ["docker", "run", "--name", recording.name, "-u", "0", "--pid", "container:\(container.name)"]
        words += ["--cap-add", "SYS_PTRACE", "--network", "none", "-v", "\(cache.volume):\(cache.directory):ro"]
        words += ["--entrypoint", cache.product, container.image] + recording.words.dropFirst()
        let purpose = "\(time) of process \(recording.pid) and of all that it started"
        return WorkflowStep(
            .other(words: words),
            for: purpose,
            until: { interrupts in
                try await recording.record(in: session, until: interrupts) ? .done : .interrupted
            }
        )
    }

    // MARK: Others

    private func step(of recording: NodeRecording) -> WorkflowStep {
        WorkflowStep(
            .own(arguments: ["exec", "-T", options.service.rawValue, "node", "-e", "…"]),
            for: "\(time) by the inspector of Node.js, into \(destination.path)",
            until: { interrupts in
                guard let profile = try await recording.record(session.client, until: interrupts) else {
                    return .interrupted
                }
                try write(profile)
                return .done
            }
        )
    }

    private func step(of recording: CommandRecording) -> WorkflowStep {
        WorkflowStep(
            .own(arguments: ["exec", "-T", options.service.rawValue] + recording.command),
            for: "\(time), as the files say",
            until: { interrupts in
                if try await recording.record(session.client, until: interrupts) { return .done }
                // An early end may have left a file.
                let isThere = try await session.client.status(of: recording.output, in: container.id) != nil
                return isThere ? .done : .interrupted
            }
        )
    }
}
