import ComposeLoader
import ComposeModel
import EngineAPI
import EngineClient
import Operations
import OrderedCollections
import Reconciliation
import SessionEvents

/// A service that is to be debugged, with what the engine holds of it.
struct DebuggedService: Sendable {
    /// What the files say of it.
    let service: Service
    /// What its image says; nothing where it is not needed.
    let image: ContainerConfig
    /// Its image.
    let imageID: ImageID
    /// The processor architecture of its image.
    let architecture: String
    /// Its first container, whether it runs or not; `nil` is none.
    let container: ContainerSummary?

    /// Looks at a service.
    ///
    /// - Throws: `ReconciliationError` for a service that has no containers, ``DebugError/imageMissing(_:_:)``, `EngineError`.
    init(_ name: ServiceName, in session: ProjectSession) async throws {
        guard let service = session.project.definition(of: name) else {
            throw UnknownService(name: name.rawValue, known: session.project.allServices.map(\.name.rawValue))
        }
        try OneOff(of: service).checkService()
        self.service = service
        do {
            let found = try await session.client.inspectImage(ImageReference(service.image))
            (image, imageID, architecture) = (found.config, found.id, found.architecture)
        } catch EngineError.notFound {
            throw DebugError.imageMissing(name, service.image)
        }
        var choice = ContainerChoice(of: name)
        choice.includesStopped = true
        choice.includesOneOffs = false
        var first: ContainerSummary?
        do {
            first = try await choice.container(in: session.session)
        } catch is ContainerChoice.Failure {
            // It was not brought up yet.
        }
        container = first
    }

    /// How it is debugged.
    ///
    /// - Throws: ``SettingsError``, ``DebugError``, `EngineError`.
    func settings(_ options: DebugService.Options, in session: ProjectSession) async throws -> DebugSettings {
        let configuration = try DebugConfiguration(of: service.name, in: WorkflowSettings(of: session.loaded))
        let language: ServiceLanguage
        if let known = configuration.language {
            language = known
        } else {
            language = try await foundLanguage(configuration, in: session)
        }
        let own = language == .python ? DebugSettings.ownPort(of: service, image) : nil
        let containerPort = configuration.port ?? own ?? (language == .python ? 5678 : 9229)
        var settings = DebugSettings(service: service.name, language: language, containerPort: containerPort)
        settings.waitsForClient = options.waitsForClient
        settings.command = configuration.command
        settings.hostPort = try hostPort(for: containerPort, options, in: session)
        if settings.hostPort == nil {
            // There is one network: what is free there is what the container takes.
            let port = DebugPort(wanted: options.port, current: try await portOfContainer(in: session))
            settings.containerPort = try port.chosen(usual: containerPort, isFree: LocalPorts.isFree)
        }
        switch language {
        case .python:
            let cache = ToolCache(of: .debugpy, for: architecture)
            // What the container has from the cache, it keeps.
            let isMounted = container?.mounts.contains { $0.destination == cache.directory } ?? false
            let isOwn = try await isMounted ? false : imageHasDebugger(in: session)
            settings.cache = isOwn ? nil : cache
        case .node: settings.cache = ToolCache(of: .nodeInspector, for: architecture)
        }
        return settings
    }

    private func foundLanguage(
        _ configuration: DebugConfiguration,
        in session: ProjectSession
    ) async throws -> ServiceLanguage {
        var evidence = LanguageEvidence()
        evidence.command = configuration.command ?? DebugSettings.words(of: service, image)
        evidence.variables = image.variableNames
        if case .known(let language) = evidence.finding { return language }
        if let container, container.state == .running {
            evidence.processes = try await session.client.processes(of: container.id).commandLines
        }
        switch evidence.finding {
        case .known(let language): return language
        case .ambiguous(let languages): throw DebugError.languageUnknown(service.name, languages)
        case .unknown: throw DebugError.languageUnknown(service.name, [])
        }
    }

    /// The port of 127.0.0.1 for the debugger's; `nil` where the service has the host's network.
    private func hostPort(
        for containerPort: UInt16,
        _ options: DebugService.Options,
        in session: ProjectSession
    ) throws -> UInt16? {
        if let mode = service.networkMode {
            switch mode {
            case .host: return nil
            case .none, .service, .container: throw DebugError.networkShared(service.name, mode)
            case .bridge, .other: break
            }
        }
        let current = container?.ports.first { $0.privatePort == containerPort && $0.publicPort != nil }?.publicPort
        let port = DebugPort(
            wanted: options.port,
            current: current ?? listeningPort(containerPort),
            reserved: DebugPort.published(in: session.project, besides: service.name)
        )
        return try port.chosen(usual: containerPort, isFree: LocalPorts.isFree)
    }

    /// The port at which the debugger of the container listens that there is; `nil` where it has none.
    private func portOfContainer(in session: ProjectSession) async throws -> UInt16? {
        guard let container else { return nil }
        let config = try await session.client.inspectContainer(container.id).config
        if let port = InspectorModule.port(of: config) { return port }
        let words = (config.entrypoint ?? []) + (config.cmd ?? [])
        return (PythonCommand(words, under: []) ?? PythonCommand(config.cmd ?? [], under: []))?.ownPort
    }

    /// The port that the files publish for the debugger's; `nil` where they do not.
    func listeningPort(_ containerPort: UInt16) -> UInt16? {
        service.ports.first { $0.target == containerPort && $0.published != nil }?.published?.lower
    }

    /// Whether the image has debugpy itself, as far as a container of it runs.
    private func imageHasDebugger(in session: ProjectSession) async throws -> Bool {
        guard let container, container.state == .running else { return false }
        let script = "import importlib.util, sys; sys.exit(importlib.util.find_spec('debugpy') is None)"
        // Without the variables: what a cache holds does not count.
        let request = ExecCreateRequest(command: ["python3", "-I", "-c", script])
        do {
            return try await session.client.execute(request, in: container.id).exitCode == 0
        } catch EngineError.conflict, EngineError.notFound {
            return false
        }
    }

    /// Whether somebody listens at a port of the container.
    enum Listener: Sendable, Hashable {
        /// Somebody does.
        case listens
        /// Nobody does.
        case doesNot
        /// The container does not let one look.
        case unknown
        /// The container has ended.
        case ended(exitCode: Int)
    }

    /// Looks whether somebody listens at a port of the service's container.
    ///
    /// - Throws: `EngineError`, `CancellationError`.
    func looksForListener(at port: UInt16, in session: Session) async throws -> Listener {
        var choice = ContainerChoice(of: service.name)
        choice.includesStopped = true
        choice.includesOneOffs = false
        let container = try await choice.container(in: session)
        let state = try await session.client.inspectContainer(container.id).state
        guard state.isRunning else { return .ended(exitCode: state.exitCode) }
        guard !state.isRestarting else { return .doesNot }
        do {
            let outcome = try await session.client.execute(
                ExecCreateRequest(command: ["cat", "/proc/net/tcp"]),
                in: container.id
            )
            guard outcome.exitCode == 0 else { return .unknown }
            let ports = ListeningPorts(String(decoding: outcome.stdout, as: UTF8.self)).ports
            return ports.contains(port) ? .listens : .doesNot
        } catch EngineError.conflict {
            // It has ended meanwhile, or is starting again.
            return .doesNot
        }
    }
}
