package import EngineAPI
internal import NIOCore

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

extension EngineClient {
    /// Unpacks a tar archive into a directory of a container, which need not run.
    ///
    /// - Parameters:
    ///   - path: a directory that exists in the container.
    ///   - keepsTypes: refuse to replace a directory by something else, and the other way round.
    ///   - givesToUser: whether the files belong to the container's user, if it names one; else to whom the archive says.
    ///   - archive: pieces of any length, gzip allowed; the next one is asked for when the last one is sent.
    /// - Throws: also what `archive` throws.
    /// - Cancellation: what was unpacked stays.
    /// - Source: `PUT /containers/{id}/archive`.
    package func putArchive<Archive: AsyncSequence & Sendable>(
        into container: ContainerID,
        at path: String,
        keepsTypes: Bool = false,
        givesToUser: Bool = false,
        archive: Archive
    ) async throws where Archive.Element == [UInt8] {
        var request = Self.archiveRequest(.put, container, path, keepsTypes: keepsTypes)
        request.add("copyUIDGID", if: givesToUser)
        request.body = .stream(contentType: "application/x-tar")
        request.timeLimit = .none
        _ = try await call(request, sending: archive)
    }

    /// Unpacks a tar archive that is in memory into a directory of a container, which need not run.
    ///
    /// - Source: `PUT /containers/{id}/archive`.
    package func putArchive(
        into container: ContainerID,
        at path: String,
        keepsTypes: Bool = false,
        archive: [UInt8]
    ) async throws {
        var request = Self.archiveRequest(.put, container, path, keepsTypes: keepsTypes)
        request.body = .bytes(archive, contentType: "application/x-tar")
        _ = try await call(request)
    }

    /// Packs a file or a directory of a container into a tar archive.
    ///
    /// - Ownership: the connection closes when the iteration ends, is cancelled, or the sequence is dropped.
    /// - Source: `GET /containers/{id}/archive`.
    package func getArchive(from container: ContainerID, at path: String) async throws -> ByteChunks {
        let request = Self.archiveRequest(.get, container, path, keepsTypes: false)
        return ByteChunks(bytes: try await stream(request))
    }

    /// Asks what a path in a container is; of a symbolic link itself.
    ///
    /// - Returns: `nil` where there is nothing.
    /// - Source: `HEAD /containers/{id}/archive`.
    package func status(of path: String, in container: ContainerID) async throws -> PathStatus? {
        let request = Self.archiveRequest(.head, container, path, keepsTypes: false)
        let head: ResponseHead
        do {
            (head, _) = try await call(request)
        } catch EngineError.notFound {
            return nil
        }
        guard let text = head["x-docker-container-path-stat"], let json = Data(base64Encoded: text) else {
            throw EngineError.protocolViolation(request: request.summary, reason: "no status of the path")
        }
        return try Self.decode(PathStatus.self, Array(json), request: request)
    }

    /// Packs the whole file system of a container into a tar archive, without what is mounted.
    ///
    /// - Ownership: the connection closes when the iteration ends, is cancelled, or the sequence is dropped.
    /// - Source: `GET /containers/{id}/export`.
    package func export(_ container: ContainerID) async throws -> ByteChunks {
        var request = Self.request(.get, container, "export")
        request.timeLimit = .none
        return ByteChunks(bytes: try await stream(request))
    }

    private static func archiveRequest(
        _ method: EngineRequest.Method,
        _ container: ContainerID,
        _ path: String,
        keepsTypes: Bool
    ) -> EngineRequest {
        var request = request(method, container, "archive")
        request.object = .path(path, in: container)
        request.add("path", path)
        request.add("noOverwriteDirNonDir", if: keepsTypes)
        return request
    }
}
