import ComposeModel
import Convergence
import EngineAPI
import EngineClient
import Operations
import Reconciliation
import SessionEvents

/// Copies one volume in a container, while the containers that write to it stand still.
///
/// A database that finds such a copy recovers as after a loss of power: nothing in it changed while it was made.
struct VolumeCopy: Sendable {
    let session: ProjectSession
    let records: IsolationRecords
    let record: IsolationRecord
    /// The volume's key in the project.
    let key: ComposeModel.VolumeName
    /// The volume that is made.
    let volume: Volume
    /// The name of the one that it is a copy of.
    let source: String
    /// An earlier copy that did not come to its end.
    let begun: IsolationRecord.UnfinishedCopy?

    private static let shownLines = 10
    /// Where the two volumes are in the container that copies.
    private static let paths = (source: "/engarde-from", target: "/engarde-to")

    /// The command line that does the same.
    var command: StepCommand {
        .other(words: [
            "docker", "run", "--rm", "--user", "0", "--network", "none", "-v", "\(source):\(Self.paths.source):ro",
            "-v",
            "\(volume.name):\(Self.paths.target)", "--entrypoint", "cp", imageName, "-a", "\(Self.paths.source)/.",
            Self.paths.target,
        ])
    }

    /// The image of the first service that mounts the volume, as the files name it.
    private var imageName: String {
        services.first?.image ?? "IMAGE"
    }

    private var services: [Service] {
        session.project.allServices.filter { service in
            service.mounts.contains { mount in
                if case .volume(let name?, _) = mount.kind { name == key } else { false }
            }
        }
    }

    /// Copies it.
    ///
    /// - Throws: `IsolationError`, `EngineError`.
    func run(until interrupts: Interrupts) async throws -> OperationEnd {
        try await clearAway()
        let users = try await session.client.containers(all: true).filter { container in
            container.mounts.contains { $0.name == source }
        }
        guard let image = try await image(among: users) else {
            throw failure("no image is there of a service that has it")
        }
        let running = users.filter { $0.state == .running }.map(\.id)
        try note(IsolationRecord.UnfinishedCopy(volume: volume.name, paused: running.map(\.rawValue)))
        let outcome: Result<OperationEnd, any Error>
        do {
            for container in running { try await pause(container) }
            outcome = .success(OperationEnd(try await interrupts.race { try await copy(with: image) }))
        } catch {
            outcome = .failure(error)
        }
        // Whatever happened, nothing stands still any longer, and half a copy is no volume.
        for container in running { await resume(container) }
        if case .success(.done) = outcome {
            try note(nil)
        } else if (try? await removeCopy()) != nil {
            try note(nil)
        }
        return try outcome.get()
    }

    /// Removes what an earlier copy left.
    ///
    /// - Throws: `IsolationError`, `EngineError`, `CancellationError`.
    func discard() async throws {
        try await clearAway()
        try note(nil)
    }

    private func copy(with image: ImageReference) async throws {
        let client = session.client
        _ = try await client.createVolume(
            ResourceRequests(project: session.project, toolVersion: session.toolVersion).request(for: volume, key: key)
        )
        let container = try await client.createContainer(definition(image), name: nil).id
        do {
            try await client.startContainer(container)
        } catch let error as EngineError {
            throw failure("\(error)")
        }
        let code = try await client.waitForContainer(container)
        guard code == 0 else {
            let lines = await ContainerLogTail(client: client).lines(of: container, limit: Self.shownLines)
            throw IsolationError.copyFailed(
                volume: volume.name,
                source: source,
                reason: "'cp' ended with code \(code)",
                lines: lines
            )
        }
        try await client.removeContainer(container, force: true, withAnonymousVolumes: true)
    }

    private func definition(_ image: ImageReference) -> ContainerCreateRequest {
        var config = ContainerConfig()
        config.user = "0"
        config.entrypoint = ["cp"]
        config.cmd = ["-a", "\(Self.paths.source)/.", Self.paths.target]
        config.labels = [
            ComposeLabel.project: session.project.name.rawValue,
            ComposeLabel.service: services.first?.name.rawValue ?? key.rawValue,
            ComposeLabel.oneOff: "True",
        ]
        var host = HostConfig()
        host.networkMode = "none"
        var target = EngineAPI.Mount(type: .volume, source: volume.name, target: Self.paths.target)
        var options = EngineAPI.Mount.VolumeOptions()
        options.noCopy = true
        target.volumeOptions = options
        host.mounts = [
            EngineAPI.Mount(type: .volume, source: source, target: Self.paths.source, readOnly: true), target,
        ]
        return ContainerCreateRequest(image: image, config: config, hostConfig: host)
    }

    /// An image in which the copying can be done: that of a container which has the volume, else that of a service.
    private func image(among users: [ContainerSummary]) async throws -> ImageReference? {
        if let image = users.first?.imageID { return ImageReference(image.rawValue) }
        for service in services {
            do {
                return ImageReference(try await session.client.inspectImage(ImageReference(service.image)).id.rawValue)
            } catch EngineError.notFound {
                continue
            }
        }
        return nil
    }

    /// Ends what an earlier copy left: containers that stand still, and half a volume.
    private func clearAway() async throws {
        guard let begun else { return }
        for container in begun.paused { await resume(ContainerID(container)) }
        try await removeCopy()
    }

    /// Removes the container that copies, and what it has written.
    private func removeCopy() async throws {
        let filters = QueryFilters.label(ComposeLabel.project, session.project.name.rawValue)
            .and(.label(ComposeLabel.oneOff, "True"))
        for container in try await session.client.containers(all: true, filters: filters)
        where container.mounts.contains(where: { $0.name == volume.name }) {
            try await session.client.removeContainer(container.id, force: true, withAnonymousVolumes: true)
        }
        do {
            try await session.client.removeVolume(EngineAPI.VolumeName(volume.name), force: true)
        } catch EngineError.conflict(_, let message) {
            throw failure("half a copy is in use: \(message)")
        } catch EngineError.notFound {
            return
        }
    }

    private func pause(_ container: ContainerID) async throws {
        do {
            try await session.client.pauseContainer(container)
        } catch EngineError.conflict, EngineError.notFound {
            // It has ended meanwhile, and writes nothing either.
            return
        }
    }

    /// Lets a container go on, if it stands still.
    private func resume(_ container: ContainerID) async {
        try? await session.client.unpauseContainer(container)
    }

    private func note(_ copy: IsolationRecord.UnfinishedCopy?) throws {
        try records.update(record) { record in
            record.unfinishedCopies.removeAll { $0.volume == volume.name }
            if let copy { record.unfinishedCopies.append(copy) }
        }
    }

    private func failure(_ reason: String) -> IsolationError {
        IsolationError.copyFailed(volume: volume.name, source: source, reason: reason, lines: [])
    }
}
