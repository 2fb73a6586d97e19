import ComposeModel

/// What a plan shows of the values of attributes.
extension ValueDisclosure {
    /// The change of an attribute as people read it.
    ///
    /// - Parameters:
    ///   - old: the value before; `nil` when it is not known.
    ///   - new: the value afterwards; `nil` when the attribute is gone.
    static func change(of name: String, from old: Former, to new: String?) -> String {
        switch (old, new) {
        case (.unset, let new?): shows(name, [new]) ? "\(name): unset → \(new)" : "\(name) added"
        case (.unknown, nil): "\(name) removed"
        case (.known(let old), nil): shows(name, [old]) ? "\(name): \(old) → unset" : "\(name) removed"
        case (.known(let old), let new?):
            shows(name, [old, new]) ? "\(name): \(old) → \(new)" : "\(name) changed"
        case (.unknown, .some), (.unset, nil): "\(name) changed"
        }
    }

    /// What an attribute was before.
    enum Former {
        /// It had no value.
        case unset
        /// It had another value, which nobody knows any more.
        case unknown
        /// It had this value.
        case known(String)
    }

    private static func shows(_ name: String, _ values: [String]) -> Bool {
        let root = name.prefix { $0 != "." }
        if root == "environment" {
            let variable = String(name.dropFirst("environment.".count))
            return values.allSatisfy { shows($0, ofVariable: variable) }
        }
        return AttributeTable.shownAttributes.contains(String(root)) && values.allSatisfy { $0.count <= 200 }
    }
}
