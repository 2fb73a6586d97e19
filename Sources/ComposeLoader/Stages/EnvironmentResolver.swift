internal import OrderedCollections

/// Gives the variables that are only named in `environment` and `build.args` their values.
enum EnvironmentResolver {
    static func resolve(_ project: inout Node, _ environment: [String: String]) {
        project.updateMapping { top in
            guard let services = top.index(forKey: "services") else { return }
            top.values[services].updateMapping { services in
                for index in services.values.indices {
                    fill(&services.values[index], "environment", environment)
                }
            }
        }
    }

    /// Fills in the null values of a mapping below an attribute.
    static func fill(_ node: inout Node, _ attribute: String, _ environment: [String: String]) {
        node.updateMapping { attributes in
            guard let index = attributes.index(forKey: attribute) else { return }
            attributes.values[index].updateMapping { variables in
                for index in variables.values.indices where variables.values[index].isNull {
                    if let value = environment[variables.keys[index]] {
                        variables.values[index].value = .string(value)
                    }
                }
            }
        }
    }
}
