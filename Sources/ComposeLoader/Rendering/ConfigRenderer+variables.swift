extension ConfigRenderer {
    /// The variables that a project's files use, as `docker compose config --variables --format …` prints them.
    ///
    /// - Shape: a mapping by name; what is not written is an empty text. four spaces a level; the keys of YAML are in
    ///   lower case.
    /// - Source: docker compose 2.40.3, which prints its own structure of a variable.
    public func text(_ variables: [InterpolationVariable]) -> String {
        let value = OutputValue.mapping(
            variables.map { variable in
                let members: [(key: String, value: OutputValue)] = [
                    ("Name", .text(variable.name)),
                    ("DefaultValue", .text(variable.defaultValue ?? "")),
                    ("PresenceValue", .text(variable.alternateValue ?? "")),
                    ("Required", .bool(variable.isRequired)),
                ]
                return OutputValue.Entry(
                    key: variable.name,
                    value: .mapping(
                        members.map { key, value in .init(key: format == .yaml ? key.lowercased() : key, value: value) }
                    )
                )
            }
        )
        return switch format {
        case .yaml: YAMLWriter.text(value, step: 4)
        case .json: JSONWriter.text(value, step: 4) + "\n"
        }
    }
}
