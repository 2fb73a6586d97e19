/// A JSON schema, as far as the schemas of this repository go: types, constants, enumerations, properties, items,
/// alternatives and references to definitions.
package struct JSONSchema {
    private let root: ParsedJSON

    /// What is wrong with the schema itself.
    package struct Unusable: Error {
        /// Why.
        package var reason: String
    }

    /// Reads a schema.
    package init(_ text: String) throws { root = try ParsedJSON(text) }

    /// The names of the properties that an object may have at the top.
    package var properties: Set<String> { Set((root["properties"]?.members ?? [:]).keys) }

    /// The values that a property at the top may have.
    package func values(of property: String) -> Set<String> {
        Set((root["properties"]?[property]?["enum"]?.elements ?? []).compactMap(\.string))
    }

    /// What is wrong with a text; empty when it is as the schema says.
    package func flaws(of text: String) throws -> [String] { try flaws(of: ParsedJSON(text), root, at: "$") }

    private func flaws(of value: ParsedJSON, _ schema: ParsedJSON, at place: String) throws -> [String] {
        if let reference = schema["$ref"]?.string {
            guard let definition = root["definitions"]?[String(reference.dropFirst("#/definitions/".count))] else {
                throw Unusable(reason: "there is no '\(reference)'")
            }
            return try flaws(of: value, definition, at: place)
        }
        if let alternatives = schema["oneOf"]?.elements {
            let fitting = try alternatives.filter { try flaws(of: value, $0, at: place).isEmpty }
            return fitting.count == 1 ? [] : ["\(place) fits \(fitting.count) alternatives"]
        }
        if let known = schema["enum"]?.elements {
            return known.contains(value) ? [] : ["\(place) is none of the known values"]
        }
        if let constant = schema["const"] { return value == constant ? [] : ["\(place) is not \(constant)"] }
        let types = schema["type"].map { $0.string.map { [$0] } ?? $0.elements.compactMap(\.string) } ?? []
        guard !types.isEmpty else { throw Unusable(reason: "\(place) has no type") }
        guard types.contains(where: { Self.isOf(value, $0) }) else { return ["\(place) is no \(types)"] }
        switch value {
        case .object(let members): return try flaws(of: members, schema, at: place)
        case .array(let elements):
            guard let items = schema["items"] else { throw Unusable(reason: "\(place) has no items") }
            return try elements.enumerated().flatMap { try flaws(of: $0.element, items, at: "\(place)[\($0.offset)]") }
        default: return []
        }
    }

    private func flaws(of members: [String: ParsedJSON], _ schema: ParsedJSON, at place: String) throws -> [String] {
        var flaws = (schema["required"]?.elements ?? []).compactMap(\.string).filter { members[$0] == nil }
            .map { "\(place) lacks '\($0)'" }
        for (name, value) in members {
            if let property = schema["properties"]?[name] {
                flaws += try self.flaws(of: value, property, at: "\(place).\(name)")
            } else if schema["additionalProperties"] == .boolean(false) {
                flaws.append("\(place) has '\(name)'")
            }
        }
        return flaws
    }

    private static func isOf(_ value: ParsedJSON, _ type: String) -> Bool {
        switch (value, type) {
        case (.object, "object"), (.array, "array"), (.string, "string"), (.boolean, "boolean"), (.number, "number"):
            true
        case (.number(let number), "integer"): number == number.rounded()
        default: false
        }
    }
}
