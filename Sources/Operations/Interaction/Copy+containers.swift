import EngineAPI
import EngineClient
import SessionEvents
import SystemPackage
import TarArchives

extension Copy {
    /// Copies from this machine into a container.
    func upload(to path: String, of container: ContainerSummary) async throws {
        let source = try LocalSource(
            CopyPath(source.text, in: options.workingDirectory),
            followsLink: options.followsLink
        )
        try await session.step(.copyFiles, on: container) {
            let (place, present) = try await destination(path, of: container)
            let placement = try CopyPlacement(
                of: source.name,
                isDirectory: source.isDirectory,
                at: place,
                where: present
            )
            let events = session.events
            let subject = EventSubject.container(container)
            try await session.client.putArchive(
                into: ContainerID(container.name),
                at: placement.directory.string,
                keepsTypes: true,
                givesToUser: options.isArchive,
                archive: TarArchive.tree(source.path, as: FilePath(placement.name)) { incident in
                    guard case .notArchivable(let path) = incident else { return }
                    events.emit(.warning("'\(path)' is not copied: it is no file, directory or link", about: subject))
                }
            )
        }
    }

    /// Unpacks what comes on standard input in a container.
    func unpack(_ streams: Streams, at path: String, of container: ContainerSummary) async throws {
        try await session.step(.copyFiles, on: container) {
            let (place, present) = try await destination(path, of: container)
            guard present == true else { throw CopyFailure.archiveNeedsDirectory("\(container.name):\(path)") }
            try await session.client.putArchive(
                into: ContainerID(container.name),
                at: place.path.string,
                keepsTypes: true,
                givesToUser: options.isArchive,
                archive: AsyncThrowingStream(unfolding: streams.input)
            )
        }
    }

    /// Copies from a container to this machine.
    func download(_ path: String, of container: ContainerSummary, _ streams: Streams) async throws {
        let (client, name) = (session.client, ContainerID(container.name))
        let written = CopyPath(path, in: "/")
        var place = written
        if options.followsLink, let status = try await client.status(of: written.path.string, in: name), status.isLink {
            place = CopyPath(Self.target(of: status, at: written.path), as: written)
        }
        guard case .local(let text) = destination else {
            guard let output = streams.output else { throw CopyFailure.terminal }
            for try await piece in try await client.getArchive(from: name, at: place.text) { output(piece) }
            return
        }
        let local = try LocalDestination(CopyPath(text, in: options.workingDirectory))
        try await session.step(.copyFiles, on: container) {
            let status = try await client.status(of: place.text, in: name)
            // Of what is not there, the engine says so itself.
            let pieces = try await client.getArchive(from: name, at: place.text)
            let placement = try CopyPlacement(
                of: written.name,
                isDirectory: status?.isDirectory ?? false,
                at: local.place,
                where: local.present
            )
            let target =
                placement.name.isEmpty ? placement.directory : placement.directory.appending(placement.name)
            try await extract(pieces, to: target, hasOwnName: !place.name.isEmpty, container)
        }
    }

    private func extract(
        _ pieces: ByteChunks,
        to target: FilePath,
        hasOwnName: Bool,
        _ container: ContainerSummary
    ) async throws {
        var extraction = ArchiveExtraction(to: target, hasOwnName: hasOwnName, keepsOwners: options.isArchive)
        do {
            for try await piece in pieces { try extraction.push(piece) }
            try Task.checkCancellation()
            try extraction.finish()
        } catch {
            extraction.cancel()
            throw error
        }
        for path in extraction.skipped {
            session.events.emit(
                .warning(
                    "'\(path)' is not copied: it is no file, directory or link",
                    about: .container(container)
                )
            )
        }
    }

    /// Where something goes in a container, and what there is: `true` for a directory, `false` for a file, `nil` for
    /// nothing.
    private func destination(
        _ path: String,
        of container: ContainerSummary
    ) async throws -> (place: CopyPath, present: Bool?) {
        let name = ContainerID(container.name)
        var place = CopyPath(path, in: "/")
        var status = try await session.client.status(of: place.path.string, in: name)
        if let link = status, link.isLink {
            place = CopyPath(Self.target(of: link, at: place.path), as: place)
            status = try await session.client.status(of: place.path.string, in: name)
        }
        if status?.isSpecial ?? false { throw CopyFailure.special("\(container.name):\(path)") }
        return (place, status?.isDirectory)
    }

    /// What a link in a container leads to.
    private static func target(of link: PathStatus, at path: FilePath) -> FilePath {
        path.removingLastComponent().pushing(FilePath(link.linkTarget)).lexicallyNormalized()
    }
}
