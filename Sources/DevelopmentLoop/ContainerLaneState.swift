/// What the lane of a container is at, and what it was asked for.
///
/// Pure: what a request is, and what the connection to the container is, is up to the lane.
struct ContainerLaneState<Request: Sendable, Connection: Sendable>: Sendable {
    /// What the lane is at.
    enum Phase: Sendable {
        /// A receiver is being opened, or is one that has no connection; what is asked for waits for it.
        case opening
        /// A receiver with a connection is in use.
        case serving(Connection)
        /// There is a pause before the next attempt, which the signal ends; what is asked for is refused.
        case resting(Wakeup)
        /// It is over for good.
        case closed
    }

    private(set) var phase = Phase.opening
    private var requests: [Request] = []

    /// The connection that is in use, and that ends when the engine is lost.
    var connection: Connection? {
        if case .serving(let connection) = phase { connection } else { nil }
    }

    /// What ends the pause, when the engine or the container is back.
    var hurry: Wakeup? {
        if case .resting(let hurry) = phase { hurry } else { nil }
    }

    /// Takes a request, to be carried out in its turn.
    ///
    /// - Returns: whether it was taken; if not, the next comparison makes up for it.
    mutating func accept(_ request: Request) -> Bool {
        switch phase {
        case .resting, .closed: return false
        case .opening, .serving:
            requests.append(request)
            return true
        }
    }

    /// The request whose turn it is; it is taken out.
    mutating func takeFirst() -> Request? { requests.isEmpty ? nil : requests.removeFirst() }

    /// All requests; they are taken out.
    mutating func takeAll() -> [Request] {
        defer { requests = [] }
        return requests
    }

    /// Notes that an attempt begins; nothing leads out of `closed`.
    mutating func open() { go(to: .opening) }

    /// Notes the connection that is in use from now on.
    ///
    /// - Returns: whether it may be used: not if the lane was closed meanwhile.
    mutating func serve(_ connection: Connection) -> Bool { go(to: .serving(connection)) }

    /// Notes a pause.
    mutating func rest(until hurry: Wakeup) { go(to: .resting(hurry)) }

    /// Notes the end.
    ///
    /// - Returns: what the lane was at.
    mutating func close() -> Phase {
        defer { phase = .closed }
        return phase
    }

    @discardableResult
    private mutating func go(to next: Phase) -> Bool {
        if case .closed = phase { return false }
        phase = next
        return true
    }
}
