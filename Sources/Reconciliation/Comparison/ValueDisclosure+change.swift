import ComposeModel

/// What a plan shows of the values of attributes.
extension ValueDisclosure {
    /// The change of an attribute as people read it.
    ///
    /// - Parameters:
    ///   - old: the value before; `nil` when it is not known.
    ///   - new: the value afterwards; `nil` when the attribute is gone.
    ///   - disclosesAll: whether values are shown that may be secret; what is in files never is.
    static func change(
        of name: String,
        from old: Former,
        to new: String?,
        disclosingAll disclosesAll: Bool = false
    ) -> String {
        let isFile = ["configs.", "secrets."].contains { name.hasPrefix($0) }
        let shows = { (values: [String]) in
            disclosesAll && !isFile ? values.allSatisfy(isShort) : Self.shows(name, values)
        }
        return switch (old, new) {
        case (.unset, let new?): shows([new]) ? "\(name): unset → \(new)" : "\(name) added"
        case (.unknown, nil): "\(name) removed"
        case (.known(let old), nil): shows([old]) ? "\(name): \(old) → unset" : "\(name) removed"
        case (.known(let old), let new?):
            shows([old, new]) ? "\(name): \(old) → \(new)" : "\(name) changed"
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
        return AttributeTable.shownAttributes.contains(String(root)) && values.allSatisfy(isShort)
    }

    /// Whether a value is short enough to be read in the cause of a step.
    private static func isShort(_ value: String) -> Bool { value.count <= 200 }
}
