internal import ComposeModel
internal import ComposeYAML
internal import Diagnostics

/// What messages may show of a Compose file, by the attribute table.
///
/// Attributes whose values are for programs may hold passwords, and so may what is not known to be an attribute: of those,
/// only the names of variables are shown.
struct AttributeDisclosure: DisclosureRule {
    func disclosure(below keys: [String]) -> TextDisclosure {
        var shapes: [Shape] = [.record(.project)]
        var areItems = false
        for (index, key) in keys.enumerated() {
            guard let value = shapes.lazy.compactMap({ $0.value(under: key) }).first else {
                // What looks like a key among the texts of a list is the beginning of one.
                if areItems, shapes.contains(where: \.isText) { return .shown }
                guard index == keys.count - 1, let meant = attribute(meantBy: key, among: shapes) else {
                    return .assignments
                }
                return disclosure(below: keys.dropLast() + [meant])
            }
            let isAttribute = shapes.contains { $0.record?[key] != nil }
            (shapes, areItems) = (value.alternatives, value.isList)
            guard isAttribute, ValueDisclosure.confidentialAttributes.contains(key) else { continue }
            // Of a config or secret, 'environment' is the name of a variable.
            let areNames = shapes.contains(where: \.hasFreeKeys) || key == "environment"
            return areNames && index == keys.count - 1 ? .assignments : .concealed
        }
        return shapes.contains(where: \.isText) ? .shown : .firstWord
    }

    /// The attribute whose misspelt name a key seems to be; names of variables are mostly in capitals.
    private func attribute(meantBy key: String, among shapes: [Shape]) -> String? {
        guard key.count <= 40, !key.contains(where: \.isUppercase) else { return nil }
        let record = shapes.lazy.compactMap(\.record).first
        return record.flatMap { NameSuggestion.nearest(to: key, among: $0.attributes.lazy.map(\.name)) }
    }

    func shows(_ value: String, of name: String) -> Bool {
        if name == "test", ["CMD", "CMD-SHELL", "NONE"].contains(value) { return true }
        return ValueDisclosure.shows(value, ofVariable: name)
    }
}

extension Shape {
    /// The shapes that a value may have, those of items in place of a list's.
    fileprivate var alternatives: [Shape] {
        switch self {
        case .either(let shapes): shapes.flatMap(\.alternatives)
        case .sequence(let item, _): item.alternatives
        case .ranged(let shape, _): shape.alternatives
        case .anything, .scalar, .choice, .mapping, .record: [self]
        }
    }

    /// The shape of the value under a key.
    fileprivate func value(under key: String) -> Shape? {
        switch self {
        case .record(let record): record[key]?.shape
        case .mapping(let value, _): value
        default: nil
        }
    }

    fileprivate var isList: Bool {
        switch self {
        case .sequence: true
        case .either(let shapes): shapes.contains(where: \.isList)
        default: false
        }
    }

    fileprivate var hasFreeKeys: Bool {
        if case .mapping = self { true } else { false }
    }

    fileprivate var isText: Bool {
        switch self {
        case .scalar, .choice: true
        default: false
        }
    }
}

extension SourceText {
    /// A Compose file.
    ///
    /// - Parameter disclosesValues: whether messages show all of it.
    convenience init(composeFile path: String, displayPath: String, bytes: [UInt8], disclosesValues: Bool) {
        self.init(
            path: path,
            displayPath: displayPath,
            bytes: bytes,
            disclosure: disclosesValues ? .everything : .yaml(AttributeDisclosure())
        )
    }

    /// A file of variables or labels.
    ///
    /// - Parameter disclosesValues: whether messages show all of it.
    convenience init(environmentFile path: String, displayPath: String, bytes: [UInt8], disclosesValues: Bool) {
        self.init(
            path: path,
            displayPath: displayPath,
            bytes: bytes,
            disclosure: disclosesValues ? .everything : .assignments(AttributeDisclosure())
        )
    }
}
