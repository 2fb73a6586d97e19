package import ComposeModel

/// A service that is a database.
package struct DatabaseService: Sendable, Hashable {
    /// The service.
    package let service: Service
    /// What it runs.
    package let engine: DatabaseEngine

    /// Its name.
    package var name: ServiceName { service.name }
}
