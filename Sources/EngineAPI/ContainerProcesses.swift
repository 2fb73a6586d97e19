/// The processes of a container as the engine's host sees them.
///
/// - Source: `GET /containers/{id}/top`.
package struct ContainerProcesses: Hashable, Sendable, Codable {
    /// What the columns are, such as `UID`, `PID` and `CMD`; they depend on the engine's host.
    @ZeroWhenAbsent package var titles: [String]
    /// A row for each process, with a text for each title.
    @ZeroWhenAbsent package var processes: [[String]]

    /// Creates a list.
    package init(titles: [String], processes: [[String]]) {
        self.titles = titles
        self.processes = processes
    }

    enum CodingKeys: String, CodingKey {
        case titles = "Titles"
        case processes = "Processes"
    }
}
