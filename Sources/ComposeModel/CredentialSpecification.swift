/// Where the credential specification of a managed service account comes from.
///
/// - Source: Compose Specification, `credential_spec`.
public enum CredentialSpecification: Sendable, Hashable {
    /// A config of the project.
    case config(ConfigName)
    /// A file, by its path relative to the engine's `CredentialSpecs` directory.
    case file(String)
    /// A value of the engine host's registry.
    case registry(String)
}
