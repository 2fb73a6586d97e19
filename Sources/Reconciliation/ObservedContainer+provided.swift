import ComposeModel
import EngineAPI

extension ObservedContainer {
    /// The variables that programs have provided to it when it was made, by what provided them.
    package var providedVariables: [String: [String: String]] {
        let variables = (definition?.config.env ?? []).reduce(into: [String: String]()) { result, entry in
            guard let mark = entry.firstIndex(of: "=") else { return }
            result[String(entry[..<mark])] = String(entry[entry.index(after: mark)...])
        }
        return compose.providedVariables.mapValues { names in variables.filter { names.contains($0.key) } }
    }
}
