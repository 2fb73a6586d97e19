/// A string that names one object of an engine.
///
/// - Shape: a plain JSON string. The engine accepts an object's name and an unambiguous prefix of its
///   identifier wherever it accepts the identifier itself.
package protocol EngineIdentifier: RawRepresentable, Hashable, Comparable, Codable, Sendable,
    ExpressibleByStringLiteral, CustomStringConvertible, CodingKeyRepresentable, ZeroValued
where RawValue == String {
    /// Takes the string as the engine wrote it.
    init(rawValue: String)
}

extension EngineIdentifier {
    /// Takes the string as the engine wrote it.
    package init(_ string: String) { self.init(rawValue: string) }
    /// Takes the literal as it is.
    package init(stringLiteral value: String) { self.init(rawValue: value) }
    /// The string itself.
    package var description: String { rawValue }
    /// The empty string, which names nothing.
    package static var zeroValue: Self { Self(rawValue: "") }
    /// The first 12 characters, without an algorithm such as `sha256:`, as docker prints identifiers.
    package var shortForm: String {
        let digest = rawValue.split(separator: ":", maxSplits: 1).last.map(String.init) ?? rawValue
        return String((rawValue.hasPrefix("sha256:") ? digest : rawValue).prefix(12))
    }
    /// The key under which this is the key of a JSON object.
    package var codingKey: any CodingKey { EngineCodingKey(rawValue) }
    /// Takes the key of a JSON object.
    package init?(codingKey: some CodingKey) { self.init(rawValue: codingKey.stringValue) }
    /// Orders by the strings.
    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// The identifier, or the name, of a container.
package struct ContainerID: EngineIdentifier {
    /// 64 hexadecimal digits, or a name without a leading slash.
    package let rawValue: String
    /// Takes the string as the engine wrote it.
    package init(rawValue: String) { self.rawValue = rawValue }
}

/// The digest of an image's configuration.
package struct ImageID: EngineIdentifier {
    /// `sha256:` and 64 hexadecimal digits.
    package let rawValue: String
    /// Takes the string as the engine wrote it.
    package init(rawValue: String) { self.rawValue = rawValue }
}

/// What a person calls an image: `name[:tag][@digest]`, or an image identifier.
package struct ImageReference: EngineIdentifier {
    /// The reference, not normalised.
    package let rawValue: String
    /// Takes the string as it is.
    package init(rawValue: String) { self.rawValue = rawValue }
    /// Refers to an image by its identifier.
    package init(_ id: ImageID) { self.rawValue = id.rawValue }
}

/// The identifier, or the name, of a network.
package struct NetworkID: EngineIdentifier {
    /// 64 hexadecimal digits, or a name.
    package let rawValue: String
    /// Takes the string as the engine wrote it.
    package init(rawValue: String) { self.rawValue = rawValue }
}

/// The name of a volume, which is its only identifier.
package struct VolumeName: EngineIdentifier {
    /// The name.
    package let rawValue: String
    /// Takes the string as the engine wrote it.
    package init(rawValue: String) { self.rawValue = rawValue }
}

/// The identifier of a prepared or running `exec` in a container.
package struct ExecID: EngineIdentifier {
    /// 64 hexadecimal digits.
    package let rawValue: String
    /// Takes the string as the engine wrote it.
    package init(rawValue: String) { self.rawValue = rawValue }
}
