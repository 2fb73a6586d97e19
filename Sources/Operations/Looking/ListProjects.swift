import ComposeModel
import EngineAPI
package import EngineClient

/// Lists the projects that an engine has containers of.
package struct ListProjects: Sendable {
    private let client: EngineClient
    private let includesStopped: Bool

    /// One project.
    package struct Row: Sendable, Hashable {
        /// Its name.
        package var name: String
        /// How many of its containers are doing what: `exited(1), running(2)`.
        package var status: String
        /// Its files, joined by commas; `N/A` where a container does not know them.
        package var files: String

        /// Creates a row.
        package init(name: String, status: String, files: String) {
            self.name = name
            self.status = status
            self.files = files
        }
    }

    /// Creates the operation.
    ///
    /// - Parameter includesStopped: whether projects are listed too of which nothing runs.
    package init(_ client: EngineClient, includesStopped: Bool) {
        self.client = client
        self.includesStopped = includesStopped
    }

    /// The projects, ordered by name.
    ///
    /// - Throws: `EngineError`, `CancellationError`.
    package func run() async throws -> [Row] {
        let filters = QueryFilters.label(ComposeLabel.project).and(.label(ComposeLabel.configurationHash))
        return Self.rows(of: try await client.containers(all: includesStopped, filters: filters))
    }

    /// The projects of containers.
    static func rows(of containers: [ContainerSummary]) -> [Row] {
        let projects = Dictionary(grouping: containers) { ComposeLabels($0.labels).project?.rawValue ?? "" }
        return projects.map { name, containers in
            let states = Dictionary(grouping: containers, by: \.state.description)
            var files: [String] = []
            for container in containers {
                for file in ComposeLabels(container.labels).configurationFiles where !files.contains(file) {
                    files.append(file)
                }
            }
            let isKnown = containers.allSatisfy { !ComposeLabels($0.labels).configurationFiles.isEmpty }
            return Row(
                name: name,
                status: states.sorted { $0.key < $1.key }.map { "\($0)(\($1.count))" }.joined(separator: ", "),
                files: isKnown ? files.joined(separator: ",") : "N/A"
            )
        }
        .sorted { $0.name < $1.name }
    }
}
