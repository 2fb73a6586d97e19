package import ComposeModel

/// `db shell`: the client of a database, in its running container.
package struct DatabaseShell: Sendable {
    /// The service.
    package let service: ServiceName
    /// The client, which takes user, database and password from the container's variables.
    package let words: [String]
    /// The arguments of the command line that does about the same by hand.
    package let line: [String]

    /// Describes the client.
    ///
    /// - Parameter arguments: further arguments of it.
    package init(_ database: DatabaseService, arguments: [String]) {
        service = database.name
        words = database.engine.client(arguments)
        line = ["exec", database.name.rawValue, database.engine.program] + arguments
    }
}
