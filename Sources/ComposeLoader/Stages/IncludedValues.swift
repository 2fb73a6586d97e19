internal import ComposeModel
internal import OrderedCollections

/// What the variables of configs and secrets hold for the included files that declare them: such a file may have env files of
/// its own.
final class IncludedValues {
    private struct Value {
        var variable: String
        var value: String
    }

    private var values: [String: [String: Value]] = [:]

    /// Notes what the configs and secrets of an included project get from its variables.
    func note(_ project: Node, _ environment: [String: String]) {
        for section in ["configs", "secrets"] {
            for (key, object) in project[section]?.mapping ?? [:] {
                guard let variable = object["environment"]?.string, let value = environment[variable] else { continue }
                values[section, default: [:]][key] = Value(variable: variable, value: value)
            }
        }
    }

    /// Gives the configs and secrets of the whole project what was noted, unless another file made them something else.
    func apply(to project: inout Project) {
        apply("configs", to: &project.configs)
        apply("secrets", to: &project.secrets)
    }

    private func apply<Kind>(
        _ section: String,
        to objects: inout OrderedDictionary<Name<FileObject<Kind>>, FileObject<Kind>>
    ) {
        for (key, noted) in values[section] ?? [:] {
            let name = Name<FileObject<Kind>>(key)
            guard objects[name]?.source == .environment(variable: noted.variable) else { continue }
            objects[name]?.includedValue = noted.value
        }
    }
}
