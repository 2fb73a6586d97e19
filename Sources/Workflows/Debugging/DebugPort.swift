import ComposeModel

/// Chooses the port of 127.0.0.1 at which a debugger is reached.
struct DebugPort: Sendable {
    /// The one that the user asked for; `nil` is any.
    var wanted: UInt16?
    /// The one at which the service's container publishes the debugger now; `nil` is none.
    var current: UInt16?
    /// Those that services of the project publish, whether they run or not.
    var reserved: Set<UInt16> = []

    /// How many ports are tried behind the usual one.
    private static let attempts: UInt16 = 100

    /// The port.
    ///
    /// - Parameters:
    ///   - usual: the one that is best.
    ///   - isFree: whether nobody listens at a port.
    /// - Throws: ``DebugError``.
    func chosen(usual: UInt16, isFree: (UInt16) -> Bool) throws(DebugError) -> UInt16 {
        if let wanted {
            guard wanted == current || isFree(wanted) else { throw .portTaken(wanted) }
            return wanted
        }
        if let current { return current }
        let last = usual > .max - Self.attempts ? .max : usual + Self.attempts
        for port in usual...last where !reserved.contains(port) && isFree(port) { return port }
        throw .portsTaken(usual, last)
    }

    /// The ports that the services of a project publish, but for one.
    static func published(in project: Project, besides service: ServiceName) -> Set<UInt16> {
        var ports: Set<UInt16> = []
        for other in project.allServices where other.name != service {
            for published in other.ports.compactMap(\.published) { ports.formUnion(published.lower...published.upper) }
        }
        return ports
    }
}
