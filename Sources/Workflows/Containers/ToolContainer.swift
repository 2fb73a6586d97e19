import ComposeModel
import EngineAPI
import EngineClient
import Operations

/// A container that a workflow makes for one program and removes again: beside those of the project, and none of them.
struct ToolContainer: Sendable {
    /// Its name.
    var name: String
    /// The image; what it runs otherwise does not count.
    var image: ImageID
    /// The program and its arguments.
    var words: [String]
    /// Further variables, as `NAME=value`.
    var environment: [String] = []
    /// What is mounted.
    var mounts: [EngineAPI.Mount] = []
    /// The container whose processes it sees, and may look into; `nil` is none.
    var observed: ContainerID?
    /// Whether it reaches the network.
    var usesNetwork = false

    /// Creates one that runs a program.
    init(named name: String, of image: ImageID, running words: [String]) {
        self.name = name
        self.image = image
        self.words = words
    }

    /// What the engine is asked for.
    ///
    /// - Parameter project: the project that it is made for.
    func request(for project: ProjectName) -> ContainerCreateRequest {
        var config = ContainerConfig()
        config.entrypoint = Array(words.prefix(1))
        config.cmd = Array(words.dropFirst())
        config.user = "0"
        config.env = environment
        config.workingDir = "/"
        config.healthcheck = EngineAPI.Healthcheck(test: ["NONE"])
        config.labels = [ComposeLabel.helper: project.rawValue]
        var host = HostConfig()
        host.mounts = mounts
        if !usesNetwork { host.networkMode = "none" }
        if let observed {
            host.pidMode = "container:\(observed)"
            host.capAdd = ["SYS_PTRACE"]
        }
        return ContainerCreateRequest(image: ImageReference(image), config: config, hostConfig: host)
    }

    /// Makes it; one of the name that an earlier run left behind is replaced.
    ///
    /// - Throws: ``ProfilingError/held(container:)`` where one of the name runs, `EngineError`, `CancellationError`.
    func create(in session: Session) async throws -> ContainerID {
        let (client, definition) = (session.client, request(for: session.name))
        do {
            return try await client.createContainer(definition, name: name).id
        } catch EngineError.conflict {
            let others = try await client.containers(
                all: true,
                filters: .label(ComposeLabel.helper, session.name.rawValue)
            )
            guard let other = others.first(where: { $0.name == name }), other.state != .running else {
                throw ProfilingError.held(container: name)
            }
            try await client.removeContainer(other.id, force: true, withAnonymousVolumes: true)
            return try await client.createContainer(definition, name: name).id
        }
    }

    /// How a program ended, and what it wrote.
    struct Outcome: Sendable, Hashable {
        /// Its exit code.
        var exitCode: Int
        /// The lines of both its outputs.
        var lines: [String]
        /// Whether it was asked to end.
        var wasAsked = false
    }

    /// Runs the program of a container that was made to its end.
    ///
    /// - Parameter interrupts: the first wish to stop sends it `SIGINT`, the second one leaves it alone.
    /// - Throws: `EngineError`, `CancellationError`.
    static func run(
        _ id: ContainerID,
        in session: Session,
        until interrupts: Interrupts = .none
    ) async throws -> Outcome {
        let client = session.client
        let end = try await client.beginWaiting(for: id, until: .nextExit)
        try await client.startContainer(id)
        let (code, wasAsked) = try await interrupts.awaitEnd {
            try await end.exitCode()
        } asking: {
            // It may have ended by itself.
            try? await client.killContainer(id, signal: "SIGINT")
        }
        return Outcome(exitCode: code, lines: try await lines(of: id, client), wasAsked: wasAsked)
    }

    /// Makes it, runs its program to its end, and removes it. What cancellation leaves behind is removed by
    /// ``remove(_:in:)``.
    ///
    /// - Throws: as ``create(in:)`` and ``run(_:in:until:)``.
    func runOnce(in session: Session) async throws -> Outcome {
        let id = try await create(in: session)
        let outcome: Outcome
        do {
            outcome = try await Self.run(id, in: session)
        } catch {
            try? await session.client.removeContainer(id, force: true, withAnonymousVolumes: true)
            throw error
        }
        try await session.client.removeContainer(id, force: true, withAnonymousVolumes: true)
        return outcome
    }

    /// Removes those of some names that are there.
    ///
    /// - Throws: `EngineError`, `CancellationError`.
    static func remove(_ names: [String], in session: Session) async throws {
        let client = session.client
        let found = try await client.containers(all: true, filters: .label(ComposeLabel.helper, session.name.rawValue))
        for container in found where names.contains(container.name) {
            do {
                try await client.removeContainer(container.id, force: true, withAnonymousVolumes: true)
            } catch EngineError.notFound {
                // It is gone already.
            }
        }
    }

    /// The lines that a container has written.
    private static func lines(of id: ContainerID, _ client: EngineClient) async throws -> [String] {
        var bytes: [UInt8] = []
        for try await frame in try await client.logs(of: id, .init(isTerminal: false)) where bytes.count < 1_048_576 {
            bytes += frame.bytes
        }
        return String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline).map(String.init)
    }
}
