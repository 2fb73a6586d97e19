package import ComposeModel
import OrderedCollections

/// The variables by which services learn of the models that they use.
package enum ModelVariables {
    /// What ``ComposeModel/Service/providedVariables`` calls where they come from; no service can have the name.
    package static let provider = "(models)"

    /// The variables of a service.
    ///
    /// - Parameter endpoint: where models are reached.
    /// - Source: docker compose's `model.go`: `<MODEL>_URL` and `<MODEL>_MODEL`, unless the file names others.
    package static func of(_ service: Service, in project: Project, endpoint: String) -> [String: String] {
        service.models.reduce(into: [:]) { variables, entry in
            guard let model = project.models[entry.key] else { return }
            let prefix = entry.key.rawValue.uppercased().replacing("-", with: "_")
            variables[entry.value.modelVariable ?? "\(prefix)_MODEL"] = model.artifact
            variables[entry.value.endpointVariable ?? "\(prefix)_URL"] = endpoint
        }
    }
}
