/// What this program is called and which version it is.
enum EngardeVersion {
    /// The version, by semver.org.
    static let current = "0.1.0"
}
