internal import OrderedCollections

extension Project {
    /// The services, those of profiles that are not enabled last.
    package var allServices: [Service] { Array(services.values) + Array(disabledServices.values) }

    /// The service of a name, enabled or not.
    package func definition(of service: ServiceName) -> Service? { services[service] ?? disabledServices[service] }
}
