import ComposeModel
import DevelopmentLoop
import EngineAPI
import EngineClient
import Reconciliation
import SystemPackage

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What images were built from, so that it is known when the files of `rebuild` rules and of `additional_contexts` have changed
/// since.
///
/// What an image was built from is kept in the project's folder, by the image's identifier. Of an image that was built
/// elsewhere only its time is known.
struct BuildRecords: Sendable {
    private struct Record: Codable {
        var image: String
        var inputs: [String: String]
    }

    let folder: ProjectFolder?
    let client: EngineClient

    /// The services whose images are older than those files, with the path of the rule or directory.
    ///
    /// - Throws: `DevelopmentLoopError` for rules that make no sense, `EngineError`, `CancellationError`.
    func outdated(among services: [Service], _ images: [String: ImageID]) async throws -> [ServiceName: String] {
        var result: [ServiceName: String] = [:]
        for service in services where service.build != nil {
            guard let image = images[service.image], let inputs = try Self.inputs(of: service) else { continue }
            let record = read(service.name).flatMap { $0.image == "\(image)" ? $0.inputs : nil }
            let created = try await client.inspectImage(ImageReference(image)).created
            result[service.name] = inputs.change(since: record, created: created)?.string
        }
        return result
    }

    /// What those files of the services hold now, to be kept when their images are built.
    func inputs(of services: [Service]) throws -> [ServiceName: RebuildInputs] {
        var result: [ServiceName: RebuildInputs] = [:]
        for service in services where service.build != nil { result[service.name] = try Self.inputs(of: service) }
        return result
    }

    /// Keeps what images were built from. That it cannot be kept is no error: then the image's time is all that is known.
    func keep(_ inputs: [ServiceName: RebuildInputs], _ images: [ServiceName: ImageID]) {
        guard let folder, !inputs.isEmpty, (try? folder.create()) != nil else { return }
        for (service, inputs) in inputs {
            guard let image = images[service],
                let data = try? JSONEncoder().encode(Record(image: "\(image)", inputs: inputs.digests))
            else { continue }
            try? data.write(to: URL(filePath: folder.buildFile(of: service)), options: .atomic)
        }
    }

    private func read(_ service: ServiceName) -> Record? {
        guard let folder, let data = FileManager.default.contents(atPath: folder.buildFile(of: service)) else {
            return nil
        }
        return try? JSONDecoder().decode(Record.self, from: data)
    }

    private static func inputs(of service: Service) throws -> RebuildInputs? {
        guard service.watchRules.contains(where: { $0.action == .rebuild }) else { return nil }
        return try RebuildInputs(of: service)
    }
}
