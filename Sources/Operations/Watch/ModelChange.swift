import ComposeModel
import OrderedCollections
import Reconciliation

/// What an edit of the project's own files means for services that run.
///
/// Pure: two projects and what runs in, services and options out.
struct ModelChange: Sendable {
    /// The project as it was.
    let former: Project
    /// The project as its files say now.
    let current: Project

    /// Whether the files say what they said; who has which credentials says nothing of the files.
    var isEmpty: Bool {
        var other = current
        other.registryConfiguration = former.registryConfiguration
        return other == former
    }

    /// The services that the project did not have, or that no profile enabled.
    var added: [ServiceName] { current.services.keys.filter { former.services[$0] == nil } }

    /// The services that are described in another way.
    var changed: [ServiceName] {
        current.services.keys.filter { name in
            former.services[name].map { $0 != current.services[name] } ?? false
        }
    }

    /// The services whose images are built in another way, with the reason.
    var outdatedImages: [ServiceName: String] {
        var result: [ServiceName: String] = [:]
        for name in changed {
            guard let build = current.services[name]?.build, build != former.services[name]?.build else { continue }
            result[name] = "its 'build' section changed"
        }
        return result
    }

    /// How the change is brought to what runs.
    ///
    /// - Parameters:
    ///   - options: how services were brought up; the ones that they name, and what these need, are the only ones that count.
    ///   - running: how many containers of each service run.
    /// - Returns: `nil` when nothing is to be brought up.
    /// - Throws: `ReconciliationError`.
    func options(_ options: Up.Options, running: [ServiceName: Int]) throws(ReconciliationError) -> Up.Options? {
        var options = options
        var planned = options.reconciliation
        let named = planned.services.filter { current.services[$0] != nil }
        // Without any, all would be meant.
        if named.isEmpty, !planned.services.isEmpty { return nil }
        let allowed = try ServiceSelection(
            named,
            of: current,
            includingDependencies: planned.includesDependencies
        ).services.map(\.name)
        var wanted = Set(changed).union(added).union(running.keys)
        let needed = added.filter(allowed.contains)
        if !needed.isEmpty, planned.includesDependencies {
            wanted.formUnion(try ServiceSelection(needed, of: current).services.map(\.name))
        }
        planned.services = allowed.filter(wanted.contains)
        guard !planned.services.isEmpty else { return nil }
        planned.includesDependencies = false
        // What was asked for at the start was done then.
        if planned.recreation == .always { planned.recreation = .whenChanged }
        planned.recreatesDependencies = false
        planned.renewsAnonymousVolumes = false
        planned.replacedVolumes = []
        for (name, count) in running where planned.scale[name] == nil && count > 0 {
            guard let scale = current.services[name]?.scale, former.services[name]?.scale == scale else { continue }
            if count != scale { planned.scale[name] = count }
        }
        options.reconciliation = planned
        options.building = .whenMissing
        options.pulling = options.pulling == .always ? nil : options.pulling
        options.starts = true
        options.outdatedImages = outdatedImages
        return options
    }
}
