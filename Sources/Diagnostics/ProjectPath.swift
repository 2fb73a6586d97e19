/// The path of an attribute in a Compose project.
///
/// - Shape: its text is `services.web.ports[0]`; its JSON form is an array of names and numbers.
public struct ProjectPath: Sendable, Hashable {
    /// One step from a value to one within it.
    public enum Step: Sendable, Hashable {
        /// To the value of a key of a mapping.
        case key(String)
        /// To an item of a list, counted from 0.
        case index(Int)
    }

    /// The steps from the root of the project.
    public var steps: [Step]

    /// Creates a path.
    public init(_ steps: [Step]) {
        self.steps = steps
    }

    /// A path that leads through mappings only; `nil` where there is no key.
    public init?(keys: [String]) {
        guard !keys.isEmpty else { return nil }
        steps = keys.map(Step.key)
    }

    /// The keys that lead to the value, up to the first list.
    public var keys: [String] {
        var keys: [String] = []
        for step in steps {
            guard case .key(let key) = step else { break }
            keys.append(key)
        }
        return keys
    }
}

extension ProjectPath: CustomStringConvertible {
    /// The path as `services.web.ports[0]`.
    public var description: String {
        var text = ""
        for step in steps {
            switch step {
            case .key(let key): text += text.isEmpty ? key : ".\(key)"
            case .index(let index): text += "[\(index)]"
            }
        }
        return text
    }
}

extension ProjectPath: Codable {
    /// Reads an array of names and numbers.
    ///
    /// - Throws: `DecodingError`.
    public init(from decoder: any Decoder) throws {
        steps = try decoder.singleValueContainer().decode([Step].self)
    }

    /// Writes an array of names and numbers.
    ///
    /// - Throws: `EncodingError`.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(steps)
    }
}

extension ProjectPath.Step: Codable {
    /// Reads a name or a number.
    ///
    /// - Throws: `DecodingError`.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let index = try? container.decode(Int.self) {
            self = .index(index)
        } else {
            self = .key(try container.decode(String.self))
        }
    }

    /// Writes a name or a number.
    ///
    /// - Throws: `EncodingError`.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .key(let key): try container.encode(key)
        case .index(let index): try container.encode(index)
        }
    }
}
