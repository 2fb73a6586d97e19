import ComposeLoader
import ComposeModel
import Diagnostics

/// Where the files for production say what is checked.
struct ProductionPlaces: Sendable {
    let loaded: LoadedProject

    /// The first attribute of a service that is written in a file; the service itself where none is.
    ///
    /// - Parameter alternatives: the keys that lead from the service to each attribute.
    func excerpt(of service: ServiceName, _ alternatives: [String]...) -> SourceExcerpt? {
        let root = ["services", service.rawValue]
        for keys in alternatives {
            guard let path = ProjectPath(keys: root + keys), let node = loaded.node(at: path), !node.isImplied else {
                continue
            }
            return loaded.excerpt(at: path.keys)
        }
        return loaded.excerpt(at: root)
    }

    /// The item of a service's `volumes` that is mounted at a path.
    func mount(at target: String, of service: ServiceName) -> SourceExcerpt? {
        let items = loaded.root["services"]?[service.rawValue]?["volumes"]?.items ?? []
        return items.first { $0["target"]?.string == target }?.excerpt ?? excerpt(of: service, ["volumes"])
    }
}
