internal import ComposeModel

extension InterpolationVariable {
    /// The variable, and of what is written beside it nothing, if its name sounds secret.
    public var redacted: InterpolationVariable {
        guard ValueDisclosure.soundsSecret(name) else { return self }
        var variable = self
        variable.defaultValue = Redaction.mark(defaultValue)
        variable.alternateValue = Redaction.mark(alternateValue)
        return variable
    }
}

extension ValueOrigin {
    /// The origin of a value, and the value itself and what is written for it only if neither its own name nor one of the
    /// variables in it sounds secret.
    public var redacted: ValueOrigin {
        var origin = self
        let name = path.split(whereSeparator: { ".[]".contains($0) }).last.map(String.init) ?? ""
        let holdsSecret = layers.contains { $0.variables.contains { ValueDisclosure.soundsSecret($0.name) } }
        let isSecret = Redaction.isProgramsValue(path) && ValueDisclosure.soundsSecret(name)
        if isSecret || holdsSecret { origin.value = Redaction.mark(value) }
        origin.value = origin.value.map(ValueDisclosure.withoutPasswords)
        origin.layers = layers.map { layer in
            var layer = layer
            let names = layer.variables.map(\.name)
            // A name alone says nothing; a word beside it, as in `${PASSWORD:-word}`, may.
            let isName = names.count == 1 && ["$\(names[0])", "${\(names[0])}"].contains(layer.text)
            let isConcealed = isSecret || names.contains(where: ValueDisclosure.soundsSecret)
            layer.text =
                isConcealed && !isName
                ? Redaction.mark(layer.text) ?? "" : ValueDisclosure.withoutPasswords(layer.text)
            layer.variables = layer.variables.map { variable in
                guard isSecret || ValueDisclosure.soundsSecret(variable.name) else { return variable }
                var variable = variable
                variable.value = Redaction.mark(variable.value)
                return variable
            }
            return layer
        }
        return origin
    }
}

/// What is left out of lists for people.
private enum Redaction {
    /// The mark in place of a value; what is empty or not there stays so.
    static func mark(_ value: String?) -> String? { value.map { $0.isEmpty ? $0 : "…" } }

    /// Whether a path leads into what programs are given to read.
    static func isProgramsValue(_ path: String) -> Bool {
        path.split(separator: ".").contains {
            ValueDisclosure.confidentialAttributes.contains(String($0)) || $0.hasPrefix("x-")
        }
    }
}
