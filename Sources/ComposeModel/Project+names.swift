import OrderedCollections

extension Project {
    /// Separates the parts of the names of containers, and of images that have no name of their own, by another text.
    ///
    /// - Source: docker compose's `--compatibility`, which separates by `_`, as the first Compose did.
    public mutating func separateNames(by separator: String) {
        func renamed(_ service: Service) -> Service {
            var service = service
            if service.build != nil, service.image == "\(name)\(nameSeparator)\(service.name)" {
                service.image = "\(name)\(separator)\(service.name)"
            }
            return service
        }
        for (name, service) in services { services[name] = renamed(service) }
        for (name, service) in disabledServices { disabledServices[name] = renamed(service) }
        nameSeparator = separator
    }

    /// Whether a service has an image whose name stands in the files, and not the one that is made up for what it builds.
    public func namesImage(of service: Service) -> Bool {
        guard !service.image.isEmpty, service.provider == nil else { return false }
        return service.build == nil || service.image != "\(name)\(nameSeparator)\(service.name)"
    }
}
