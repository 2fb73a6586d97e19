package import SessionEvents

/// What a terminal shows below the lines that scroll, and what its keys mean.
///
/// Pure: events, keys and sizes in; lines, and what is to be done, out. Without ``begin(_:quitting:)`` it shows only what is
/// going on, and no key means anything.
package struct InterfaceState: Sendable {
    /// A service that has a line.
    package struct Service: Sendable, Hashable {
        /// Its name.
        package var name: String
        /// Whether its image is built, and so can be rebuilt.
        package var isBuilt: Bool

        /// Names a service.
        package init(_ name: String, isBuilt: Bool) {
            self.name = name
            self.isBuilt = isBuilt
        }
    }

    /// What the key for quitting does.
    package enum Departure: Sendable, Hashable {
        /// It leaves services running that Ctrl-C would stop.
        case leavesRunning
        /// It ends what Ctrl-C ends, too: services run on in any case.
        case ends
    }

    /// What is to be done because of a key.
    package enum Action: Sendable, Hashable {
        /// Restart a service.
        case restart(String)
        /// Build a service's image, and replace its containers.
        case rebuild(String)
        /// Open an address in a browser.
        case open(String)
        /// End, and leave services running.
        case leave
        /// Answer the question that was asked.
        case answer(Bool)
        /// Part the lines above and those to come by an empty one.
        case part
    }

    /// What is done with a service that is chosen.
    enum Choice: Sendable, Hashable {
        case restart, rebuild, open
    }

    /// What keys mean at the moment.
    enum Mode: Sendable, Hashable {
        /// Each key is a command.
        case commands
        /// They choose what something is done with.
        case choosing(Choice, typed: String)
        /// They write the text that log lines have to have.
        case filtering(String)
        /// Any key ends the help.
        case help
        /// They answer a question.
        case asking(String)
    }

    /// Something that is going on.
    struct Activity: Sendable {
        var title: String
        var service: String?
        var text: String
        /// When it began, on the clock of whoever draws.
        var began: Duration
    }

    /// Whether a line of a container that came in parts is shown.
    struct Origin: Sendable, Hashable {
        var source: String
        var stream: LogLine.Stream
    }

    /// What the session's events say.
    var session = SessionSnapshot()
    /// What is going on, in order of beginning.
    var activities: [Activity] = []
    /// Containers that passed their health check before the engine noticed.
    var healthy: Set<String> = []
    /// The services that have a line; `nil` without keys.
    private(set) var services: [Service]?
    private(set) var departure = Departure.ends
    var mode = Mode.commands
    /// What log lines have to have; empty is nothing.
    var filter = ""
    /// How many log lines were not shown because of the filter.
    var hiddenLines = 0
    var hiddenOrigins: Set<Origin> = []
    /// Something to be said until the next key.
    var notice: String?
    /// What was asked for and is not done yet, by service.
    var requests: [String: Choice] = [:]
    /// Whether it ends when all requests are done.
    var leavesWhenDone = false
    /// Whether services are being stopped.
    var isStopping = false
    /// The terminal's height in lines; `nil` is no limit.
    var rows: Int?
    /// The terminal's width in columns; `nil` is no limit.
    var columns: Int?
    /// The seconds by which the terminal's time of day is ahead of UTC.
    package var secondsFromUTC = 0

    /// The state before the first event.
    package init(rows: Int?, columns: Int?) { resize(rows: rows, columns: columns) }

    /// Takes the size that the terminal has now.
    package mutating func resize(rows: Int?, columns: Int?) {
        self.rows = rows
        self.columns = columns
    }

    /// Gives services lines and keys meanings.
    package mutating func begin(_ services: [Service], quitting departure: Departure) {
        self.services = services
        self.departure = departure
    }

    /// Takes lines and meanings away.
    package mutating func end() {
        services = nil
        mode = .commands
        notice = nil
        filter = ""
    }

    /// Says something until the next key.
    package mutating func tell(_ text: String) { notice = text }

    /// Puts a question, to be answered by a key.
    package mutating func ask(_ question: String) { mode = .asking(question) }

    /// Whether a log line is shown; one that comes in parts is shown whole or not at all.
    package mutating func shows(_ line: LogLine) -> Bool {
        let origin = Origin(source: line.source, stream: line.stream)
        switch line.part {
        case .middle: return !hiddenOrigins.contains(origin)
        case .end: return hiddenOrigins.remove(origin) == nil
        case .whole, .beginning: break
        }
        let isShown =
            filter.isEmpty || line.source.lowercased().contains(filter.lowercased())
            || line.text.lowercased().contains(filter.lowercased())
        hiddenOrigins.remove(origin)
        guard !isShown else { return true }
        hiddenLines += 1
        if line.part == .beginning { hiddenOrigins.insert(origin) }
        return false
    }
}
