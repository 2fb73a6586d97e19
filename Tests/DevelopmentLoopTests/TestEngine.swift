import EngineAPI
import EngineClient
import Foundation
import IgnoreRules
import SystemPackage
import TarArchives
import TestSupport
import Testing

/// The engine of this machine, and containers that exist for the duration of a closure.
enum TestEngine {
    /// The places of the tests that use the engine.
    static let atOnce = AtOnce(3, limit: .seconds(240))

    static let client = EngineClient(endpoint: EngineEndpoint(socketPath: "/var/run/docker.sock"))

    /// An image with GNU tools, from the repository's script for base images.
    static let debian: ImageReference = "debian:bookworm-slim"
    /// An image with nothing but BusyBox.
    static let busybox: ImageReference = "engarde-test/watch-busybox:1"
    /// An image with a single program under a name of its own: no shell, no `tar`, no `rm`.
    static let shellless: ImageReference = "engarde-test/watch-shellless:1"

    /// What a container offers to a receiver.
    enum Platform: CaseIterable {
        /// GNU tools and Perl.
        case debian
        /// GNU tools; the image's Perl is not used.
        case gnuTools
        /// Nothing but BusyBox.
        case busybox

        var image: ImageReference { self == .busybox ? TestEngine.busybox : TestEngine.debian }
    }

    /// Whether an image can be used; those of BusyBox are made when they are missing. Why not is printed.
    static func isReady(_ images: ImageReference...) async -> Bool {
        do {
            for image in images {
                do {
                    _ = try await client.inspectImage(image)
                } catch EngineError.notFound where image != debian {
                    try await make(image)
                }
            }
            return true
        } catch {
            print("tests of the development loop against a real engine are skipped: \(error)")
            return false
        }
    }

    private static func make(_ image: ImageReference) async throws {
        let program = try await BusyboxProgram.downloaded()
        var items = ["bin", "etc", "tmp"].map { TarItem(TarEntry(path: FilePath($0), kind: .directory, mode: 0o755)) }
        let isBusybox = image == busybox
        items.append(TarItem(path: isBusybox ? "bin/busybox" : "service/busybox", bytes: program, mode: 0o755))
        if isBusybox {
            let applets = [
                "sh", "cat", "chmod", "chown", "head", "id", "kill", "ln", "ls", "mkdir", "mv", "readlink", "rm",
                "sleep",
                "stat", "tar", "touch", "wc",
            ]
            for applet in applets {
                items.append(
                    TarItem(
                        TarEntry(path: FilePath("bin/\(applet)"), kind: .symbolicLink(target: Array("busybox".utf8)))
                    )
                )
            }
        }
        items.append(
            TarItem(path: "etc/passwd", bytes: Array("root:x:0:0::/:/bin/sh\napp:x:1000:1001::/:/bin/sh\n".utf8))
        )
        items.append(TarItem(path: "etc/group", bytes: Array("root:x:0:\napp:x:1001:\nstaff:x:50:app\n".utf8)))
        _ = try await client.importImage(as: image, changes: ["ENV PATH=/bin"], rootFileSystem: TarArchive.items(items))
    }

    /// Runs `docker` to its end.
    static func docker(_ arguments: String...) throws {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["docker"] + arguments
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0, "docker \(arguments)")
    }

    /// Runs a container that sleeps.
    ///
    /// - Parameter files: what is put into it before it starts.
    static func withContainer<R>(
        image: ImageReference,
        user: String = "",
        project: String = "engarde-watch-test",
        service: String = "web",
        tmpfs: [String: String] = [:],
        readOnly: Bool = false,
        binds: [String] = [],
        command: [String]? = nil,
        files: [TarItem] = [],
        _ body: (ContainerID) async throws -> R
    ) async throws -> R {
        var config = ContainerConfig()
        config.user = user
        config.entrypoint = command ?? ["/bin/sh", "-c", "trap exit TERM; while :; do sleep 0.1; done"]
        config.labels = [
            "com.docker.compose.project": project, "com.docker.compose.service": service,
            "com.docker.compose.oneoff": "False",
        ]
        var host = HostConfig()
        host.networkMode = "none"
        host.tmpfs = tmpfs
        host.readonlyRootfs = readOnly
        host.binds = binds
        let request = ContainerCreateRequest(image: image, config: config, hostConfig: host)
        let id = try await client.createContainer(request, name: nil).id
        do {
            if !files.isEmpty {
                try await client.putArchive(into: id, at: "/", archive: TarArchive.items(files))
            }
            try await client.startContainer(id)
            let result = try await body(id)
            try await client.removeContainer(id, force: true)
            return result
        } catch {
            try? await client.removeContainer(id, force: true)
            throw error
        }
    }

    /// Runs a command in a container as root and returns what it prints.
    @discardableResult
    static func run(_ command: String..., in container: ContainerID) async throws -> String {
        let outcome = try await client.execute(ExecCreateRequest(command: command, user: "0:0"), in: container)
        #expect(outcome.exitCode == 0, "\(command): \(String(decoding: outcome.stderr, as: UTF8.self))")
        return String(decoding: outcome.stdout, as: UTF8.self)
    }

    /// The files below a directory of a container, with paths relative to it.
    static func files(of container: ContainerID, at path: String) async throws -> [FilePath: TreeFile] {
        var archive: [UInt8] = []
        for try await chunk in try await client.getArchive(from: container, at: path) { archive += chunk }
        var result: [FilePath: TreeFile] = [:]
        for (entry, content) in try TarDecoder.decode(archive) {
            let relative = FilePath(root: nil, entry.path.components.dropFirst())
            if !relative.isEmpty { result[relative] = TreeFile(entry, content) }
        }
        return result
    }
}

/// A file as two trees are compared.
struct TreeFile: Equatable, CustomStringConvertible {
    var kind: String
    var content: [UInt8]
    var mode: UInt16
    var userID: UInt32 = 0
    var groupID: UInt32 = 0

    init(_ entry: TarEntry, _ content: [UInt8]) {
        self.content = content
        mode = entry.mode
        userID = entry.userID
        groupID = entry.groupID
        switch entry.kind {
        case .directory: kind = "directory"
        case .symbolicLink(let target):
            kind = "link"
            self.content = target
            mode = 0o777
        default: kind = "file"
        }
    }

    init(_ path: FilePath, _ metadata: FileMetadata) throws {
        mode = metadata.mode
        content = []
        switch metadata.kind {
        case .directory: kind = "directory"
        case .symbolicLink:
            kind = "link"
            content = try path.symbolicLinkTarget()
            mode = 0o777
        default:
            kind = "file"
            content = [UInt8](try Data(contentsOf: URL(filePath: path.string)))
        }
    }

    var description: String {
        "\(kind) \(String(mode, radix: 8)) \(userID):\(groupID) \(content.count) bytes, checksum \(content.hashValue)"
    }
}

extension FilePath {
    /// The files below, with paths relative to it.
    func files() throws -> [FilePath: TreeFile] {
        var result: [FilePath: TreeFile] = [:]
        for step in FileTreeWalk(of: self) {
            guard case .file(let path, let metadata) = step, path != self else { continue }
            var relative = path
            _ = relative.removePrefix(self)
            result[relative] = try TreeFile(path, metadata)
        }
        return result
    }
}
