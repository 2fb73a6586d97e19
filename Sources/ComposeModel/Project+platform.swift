internal import OrderedCollections

extension Project {
    /// Gives all services without a platform that of `DOCKER_DEFAULT_PLATFORM`, such as `linux/arm64`, where it is set.
    public mutating func adoptDefaultPlatform() {
        guard let platform = environment["DOCKER_DEFAULT_PLATFORM"], !platform.isEmpty else { return }
        for name in services.keys where services[name]?.platform == nil { services[name]?.platform = platform }
        for name in disabledServices.keys where disabledServices[name]?.platform == nil {
            disabledServices[name]?.platform = platform
        }
    }
}
