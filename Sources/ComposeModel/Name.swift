/// The name of a thing of one kind, so that the name of a service cannot stand where that of a network is meant.
///
/// - Shape: `Subject` only tells the kinds apart; the names in use are ``ServiceName``, ``NetworkName`` and so on.
public struct Name<Subject>: Sendable, Hashable, Codable, Comparable {
    /// The name as it stands in the Compose file.
    public let rawValue: String

    /// Creates a name from text that is already known to be one.
    public init(_ rawValue: String) {
        self.rawValue = rawValue
    }

    /// Reads a name from a bare string.
    public init(from decoder: any Decoder) throws {
        rawValue = try decoder.singleValueContainer().decode(String.self)
    }

    /// Writes the name as a bare string.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rawValue)
    }

    /// Orders names by their Unicode scalars, as Docker Compose sorts keys.
    public static func < (left: Name, right: Name) -> Bool {
        left.rawValue.utf8.lexicographicallyPrecedes(right.rawValue.utf8)
    }
}

extension Name: ExpressibleByStringLiteral {
    /// Creates a name from a literal.
    public init(stringLiteral value: String) {
        self.init(value)
    }
}

extension Name: CustomStringConvertible {
    /// The bare name.
    public var description: String { rawValue }
}

/// The name of a project: lower-case letters, digits, `-` and `_`, beginning with a letter or digit.
public typealias ProjectName = Name<Project>
/// The key of a service under `services:`.
public typealias ServiceName = Name<Service>
/// The key of a network under `networks:`; its name on the engine is ``Network/name``.
public typealias NetworkName = Name<Network>
/// The key of a volume under `volumes:`; its name on the engine is ``Volume/name``.
public typealias VolumeName = Name<Volume>
/// The key of a config under `configs:`.
public typealias ConfigName = Name<Config>
/// The key of a secret under `secrets:`.
public typealias SecretName = Name<Secret>
/// The key of a model under `models:`.
public typealias ModelName = Name<Model>
