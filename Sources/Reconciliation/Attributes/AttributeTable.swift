import ComposeModel
import EngineAPI

/// What becomes of each attribute of a Compose file: the one place that says it.
///
/// The translation into requests, the comparison with containers that another tool made, the names of changes, refusals and
/// the tables of the documentation all come from here.
package enum AttributeTable {
    /// All rows, in the order in which what is refused is said and what differs is named.
    package static let rows: [AttributeRow] =
        process + lifecycle + healthcheckAndLogging + network + storage + rights + resources + deploy + files + build
        + project

    private static let rowsByPath = Dictionary(uniqueKeysWithValues: rows.map { ($0.path, $0) })

    /// The row that speaks for an attribute: its own, or that of the nearest one around it.
    package static func row(for path: String) -> AttributeRow? {
        var parts = path.split(separator: ".")
        while !parts.isEmpty {
            if let row = rowsByPath[parts.joined(separator: ".")] { return row }
            parts.removeLast()
        }
        return nil
    }

    /// The rows that go into what a container is made from, with the attribute of the service that they are.
    static let containerAttributes: [(name: String, attribute: ContainerAttribute)] = rows.compactMap { row in
        row.container.map { (row.nameOfAttribute, $0) }
    }

    /// The names that Compose files have for what the engine calls otherwise.
    static let names: [String: String] = containerAttributes.reduce(into: [:]) { names, row in
        names.merge(row.attribute.names) { first, _ in first }
    }

    /// The attributes whose values plans show.
    static let shownAttributes = Set(containerAttributes.filter(\.attribute.isShown).map(\.name))

    private static let isOfBuild: @Sendable (AttributeRow) -> Bool = { $0.path.hasPrefix("services.*.build.") }
    private static let refusedInContainers: [AttributeRow.Refusals] =
        rows.filter { !isOfBuild($0) }.compactMap { $0.refusals }
    private static let refusedInBuilds: [AttributeRow.Refusals] = rows.filter(isOfBuild).compactMap { $0.refusals }

    /// What keeps a service's containers from being made.
    static func refusals(of service: Service, in project: Project) -> [ReconciliationError] {
        refusedInContainers.flatMap { $0(project, service) }
    }

    /// What keeps a service's image from being built.
    static func refusalsOfBuild(of service: Service, in project: Project) -> [ReconciliationError] {
        refusedInBuilds.flatMap { $0(project, service) }
    }
}

extension AttributeRow {
    /// The attribute of the service that it is, such as `mem_limit`.
    fileprivate var nameOfAttribute: String { path.split(separator: ".").dropFirst(2).joined(separator: ".") }
}
