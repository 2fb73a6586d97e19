import EngineAPI
import EngineClient
import TarArchives

extension EngineClient {
    /// The bytes of a file of a container, which need not run; `nil` where there is none.
    ///
    /// - Throws: `EngineError`, `TarArchivesError`, `CancellationError`.
    func file(at path: String, in container: ContainerID) async throws -> [UInt8]? {
        var archive: [UInt8] = []
        do {
            for try await piece in try await getArchive(from: container, at: path) { archive += piece }
        } catch EngineError.notFound {
            return nil
        }
        for (entry, content) in try TarDecoder.decode(archive) {
            if case .file = entry.kind { return content }
        }
        return nil
    }
}
