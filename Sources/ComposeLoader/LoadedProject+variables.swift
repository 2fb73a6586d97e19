public import ComposeModel
internal import OrderedCollections

extension LoadedProject {
    /// The project in which a service has further variables, or other values of those that it has.
    ///
    /// - Parameters:
    ///   - variables: the values, by name.
    ///   - provider: what provides them, for ``ComposeModel/Service/providedVariables``.
    public func adding(
        _ variables: [String: String],
        to service: ServiceName,
        from provider: String
    ) -> LoadedProject {
        guard !variables.isEmpty else { return self }
        var result = self
        func add(to service: inout Service?) {
            for (name, value) in variables { service?.environment[name] = value }
            service?.providedVariables[provider] = variables.keys.sorted()
        }
        if project.services[service] != nil {
            add(to: &result.project.services[service])
        } else {
            add(to: &result.project.disabledServices[service])
        }
        result.tree.updateMapping { top in
            top["services"]?.updateMapping { services in
                guard let index = services.index(forKey: service.rawValue) else { return }
                let none = services.values[index].implying(.mapping([:]))
                services.values[index].updateMapping { attributes in
                    var environment = attributes["environment"] ?? none
                    environment.updateMapping { entries in
                        for (name, value) in variables { entries[name] = none.implying(.string(value)) }
                    }
                    attributes["environment"] = environment
                }
            }
        }
        return result
    }
}
