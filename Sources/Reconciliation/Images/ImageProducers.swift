import ComposeModel
import EngineAPI
import OrderedCollections

/// Which services of a project build which images.
struct ImageProducers {
    private var services: [ImageReference: [Service]] = [:]

    /// Looks through all services, those of profiles that are not enabled last.
    init(of project: Project) {
        for service in project.allServices {
            guard let build = service.build else { continue }
            for image in [service.image] + build.tags {
                services[ImageReference(image).completed, default: []].append(service)
            }
        }
    }

    /// The service that builds an image, other than the one that asks.
    func producer(of image: String, for consumer: ServiceName) -> Service? {
        let candidates = services[ImageReference(image).completed] ?? []
        // What a service builds itself, it does not need from another one.
        return candidates.contains { $0.name == consumer } ? nil : candidates.first
    }
}
