import ComposeModel
import EngineAPI
import EngineClient
import Operations
import Synchronization

/// Which images of services became others, noted while it goes on.
final class ImageChanges: Sendable {
    private let former: [String: ImageID]
    private let latter: Mutex<[String: ImageID]>

    /// Notes what images were, by reference.
    init(former: [String: ImageID]) {
        self.former = former
        latter = Mutex(former)
    }

    /// Notes what images are now, by reference.
    func note(_ images: [String: ImageID]) { latter.withLock { $0.merge(images) { $1 } } }

    /// The services whose images became others, by name.
    func changes(of services: [Service]) -> [Update.Change] {
        let latter = latter.withLock { $0 }
        return services.compactMap { service -> Update.Change? in
            guard let after = latter[service.image], former[service.image] != after else { return nil }
            return Update.Change(
                service: service.name,
                image: service.image,
                before: former[service.image],
                after: after
            )
        }
        .sorted { $0.service < $1.service }
    }

    /// What the images of services are, by reference; those that the engine does not have are left out.
    ///
    /// - Throws: `EngineError`, `CancellationError`.
    static func identifiers(of services: [Service], in session: Session) async throws -> [String: ImageID] {
        var found: [String: ImageID] = [:]
        for image in Set(services.map(\.image)) {
            do {
                found[image] = try await session.client.inspectImage(ImageReference(image)).id
            } catch EngineError.notFound {
                continue
            }
        }
        return found
    }
}
