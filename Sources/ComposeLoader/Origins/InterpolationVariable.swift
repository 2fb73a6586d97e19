internal import OrderedCollections

/// A variable that a project's files use.
public struct InterpolationVariable: Sendable, Hashable, Codable {
    /// The variable's name.
    public var name: String
    /// Whether a value is demanded with `:?` or `?`.
    public var isRequired: Bool
    /// The word of `:-` or `-`.
    public var defaultValue: String?
    /// The word of `:+` or `+`.
    public var alternateValue: String?
}

extension LoadedProject {
    /// The variables that the files use, sorted by name.
    ///
    /// - Shape: empty for a project that was loaded with its variables replaced; see `LoadRequest.interpolates`.
    public var interpolationVariables: [InterpolationVariable] {
        guard !isInterpolated else { return [] }
        var variables: [String: InterpolationVariable] = [:]
        collect(from: tree, into: &variables)
        return variables.values.sorted { $0.name < $1.name }
    }

    private func collect(from node: Node, into variables: inout [String: InterpolationVariable]) {
        switch node.value {
        case .string(let text):
            if Template.isNeeded(for: text), let template = try? Template(parsing: text) {
                collect(from: template, into: &variables)
            }
        case .sequence(let items):
            for item in items { collect(from: item, into: &variables) }
        case .mapping(let entries):
            for entry in entries.values { collect(from: entry, into: &variables) }
        case .null, .bool, .int, .unsigned, .float:
            return
        }
    }

    private func collect(from template: Template, into variables: inout [String: InterpolationVariable]) {
        for case .variable(let variable) in template.parts {
            var known = variables[variable.name] ?? InterpolationVariable(name: variable.name, isRequired: false)
            if let operation = variable.operation {
                let word = operation.word.source
                switch operation.kind {
                case .defaultIfEmpty, .defaultIfUnset: known.defaultValue = known.defaultValue ?? word
                case .replaceIfNonempty, .replaceIfSet: known.alternateValue = known.alternateValue ?? word
                case .requireNonempty, .require: known.isRequired = true
                }
                collect(from: operation.word, into: &variables)
            }
            variables[variable.name] = known
        }
    }
}

extension Template {
    /// The template as it is written, but for `$$`.
    fileprivate var source: String {
        parts.map { part in
            switch part {
            case .text(let text): text
            case .variable(let variable): variable.source
            }
        }.joined()
    }
}
