import ComposeModel
import EngineAPI
import EngineClient
import Operations

/// A container of the database's own image that copies volumes, without network, as root.
///
/// The engine runs it to its end even if this process is killed.
struct CopyContainer: Sendable {
    /// What it copies for.
    enum Purpose: String, Sendable {
        /// Into a snapshot.
        case snapshot
        /// Out of one.
        case restore
    }

    /// A volume and the one that it is copied to.
    struct Pair: Sendable, Hashable {
        /// The volume that is read.
        var source: String
        /// The volume that is written.
        var target: String
    }

    /// What it copies for.
    var purpose: Purpose
    /// The project.
    var project: String
    /// The identifier of the snapshot.
    var identifier: String
    /// The image; it needs a shell and `cp`.
    var image: String
    /// What is copied where.
    var pairs: [Pair]

    /// Its name.
    var name: String { "\(project)-\(purpose.rawValue)-\(identifier)" }

    private var script: String { purpose == .snapshot ? CopyScript.snapshot : CopyScript.restore }

    /// What the engine is asked for.
    var request: ContainerCreateRequest {
        var config = ContainerConfig()
        config.user = "0:0"
        config.entrypoint = ["/bin/sh", "-c", script]
        config.labels = [
            ComposeLabel.snapshotProject: project,
            ComposeLabel.snapshotIdentifier: identifier,
            ComposeLabel.snapshotCopying: purpose.rawValue,
        ]
        var host = HostConfig()
        host.networkMode = "none"
        host.mounts = pairs.enumerated().flatMap { number, pair in
            [
                EngineAPI.Mount(
                    type: .volume,
                    source: pair.source,
                    target: "\(CopyScript.source)/\(number)",
                    readOnly: true
                ),
                EngineAPI.Mount(type: .volume, source: pair.target, target: "\(CopyScript.target)/\(number)"),
            ]
        }
        return ContainerCreateRequest(image: ImageReference(image), config: config, hostConfig: host)
    }

    /// The command line that does the same.
    var line: [String] {
        ["docker", "run", "--rm", "--network", "none", "--user", "0:0"]
            + request.hostConfig.mounts.flatMap { ["-v", "\($0.source):\($0.target)" + ($0.readOnly ? ":ro" : "")] }
            + ["--entrypoint", "cp", image, "-a", "--reflink=auto", "\(CopyScript.source)/.", CopyScript.target]
    }

    /// Makes it, so that it only has to be started.
    func create(in session: Session) async throws {
        _ = try await session.client.createContainer(request, name: name)
    }

    /// Runs it to its end.
    ///
    /// - Parameter service: the database, for an error.
    /// - Returns: what it wrote to standard output.
    /// - Throws: ``DatabaseError/copyFailed(service:code:lines:)``, `EngineError`, `CancellationError`.
    func run(in session: Session, of service: String) async throws -> String {
        let client = session.client
        let container = ContainerID(name)
        let options = EngineClient.AttachOptions(stdin: false, isTerminal: false)
        let (code, output, errors) = try await client.withAttachment(to: container, options) { process in
            let end = try await client.beginWaiting(for: container, until: .nextExit)
            try await client.startContainer(container)
            var output: [UInt8] = []
            var errors: [UInt8] = []
            for try await frame in process.output {
                if frame.stream == .stdout { output += frame.bytes } else { errors += frame.bytes }
            }
            return (try await end.exitCode(), output, errors)
        }
        guard code == 0 else {
            let lines = String(decoding: errors, as: UTF8.self).split(whereSeparator: \.isNewline).map(String.init)
            throw DatabaseError.copyFailed(service: service, code: code, lines: Array(lines.suffix(10)))
        }
        return String(decoding: output, as: UTF8.self)
    }

    /// Removes it, if it is there.
    func remove(in session: Session) async throws {
        do {
            try await session.client.removeContainer(ContainerID(name), force: true, withAnonymousVolumes: true)
        } catch EngineError.notFound {
            return
        }
    }
}
