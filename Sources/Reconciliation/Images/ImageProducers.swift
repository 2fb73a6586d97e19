import ComposeModel
import OrderedCollections

/// Which services of a project build which images.
struct ImageProducers {
    private var services: [String: [Service]] = [:]

    /// Looks through all services, those of profiles that are not enabled last.
    init(of project: Project) {
        for service in project.allServices {
            guard let build = service.build else { continue }
            for image in [service.image] + build.tags { services[Self.normalised(image), default: []].append(service) }
        }
    }

    /// The service that builds an image, other than the one that asks.
    func producer(of image: String, for consumer: ServiceName) -> Service? {
        let candidates = services[Self.normalised(image)] ?? []
        // What a service builds itself, it does not need from another one.
        return candidates.contains { $0.name == consumer } ? nil : candidates.first
    }

    /// The reference with what `docker` adds to short ones left out: registry, `library/`, `:latest`.
    static func normalised(_ image: String) -> String {
        var text = image[...]
        for prefix in ["docker.io/", "index.docker.io/", "library/"] where text.hasPrefix(prefix) {
            text = text.dropFirst(prefix.count)
        }
        return String(text.hasSuffix(":latest") ? text.dropLast(":latest".count) : text)
    }
}
