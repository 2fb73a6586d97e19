public import OrderedCollections

/// A file that the project hands to containers: a config or a secret.
///
/// - Source: Compose Specification, "Configs top-level element" and "Secrets top-level element".
public struct FileObject<Kind: Sendable>: Sendable, Hashable {
    /// The object's name: `name`, else `<project>_<key>`, or the key when it is external.
    public var name: String
    /// Where the content comes from.
    public var source: Source
    /// What the variable of ``Source/environment(variable:)`` holds for the included file that declares it; `nil` where it is
    /// that of the project.
    public var includedValue: String?
    /// Labels.
    public var labels: OrderedDictionary<String, String>
    /// The driver of a secret.
    public var driver: String?
    /// Options of the driver.
    public var driverOptions: OrderedDictionary<String, String>
    /// The driver of templates.
    public var templateDriver: String?

    /// Where the content comes from.
    public enum Source: Sendable, Hashable {
        /// A file on the host, by its absolute path.
        case file(String)
        /// A variable of the project's environment.
        case environment(variable: String)
        /// The text itself; only for configs.
        case content(String)
        /// It must be there already.
        case external
        /// The driver provides it.
        case driver

        /// The attribute that says so, such as `environment`.
        public var form: String {
            switch self {
            case .file: "file"
            case .environment: "environment"
            case .content: "content"
            case .external: "external"
            case .driver: "driver"
            }
        }
    }

    /// Creates an object.
    public init(name: String, source: Source) {
        self.name = name
        self.source = source
        labels = [:]
        driverOptions = [:]
    }
}

/// Tells configs from secrets.
public enum ConfigKind: Sendable {}
/// Tells secrets from configs.
public enum SecretKind: Sendable {}

/// A config of the project.
public typealias Config = FileObject<ConfigKind>
/// A secret of the project.
public typealias Secret = FileObject<SecretKind>
