/// A volume with a database's data.
struct DataVolume: Sendable, Hashable {
    /// Its name on the engine.
    var name: String
    /// The path at which the database mounts it.
    var target: String
}
