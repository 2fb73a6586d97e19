import ComposeLoader
import ComposeModel
import Diagnostics
import OrderedCollections
import Reconciliation

/// The project that one works on: some services as the layer for development has them, what those depend on as it is delivered.
struct DevelopmentMix: Sendable {
    /// The services that run from source, and whose edits are carried over.
    let fromSource: [ServiceName]
    /// The services that they depend on and that run from their production target.
    let fromProduction: [ServiceName]
    /// The services beside them, which are as the files say.
    let asTheyAre: [ServiceName]
    /// The project.
    let loaded: LoadedProject

    /// Puts it together.
    ///
    /// - Parameters:
    ///   - development: the project with the layer for development, or as it is where there is none.
    ///   - named: the services that are worked on; empty means all.
    ///   - includesDependencies: whether what these depend on is brought up, too.
    ///   - deliveries: the project without that layer, the most likely first; what builds a service as development does is not
    ///     its production target, if another one does not.
    /// - Throws: `ReconciliationError`.
    init(
        _ development: LoadedProject,
        workingOn named: [ServiceName],
        includingDependencies includesDependencies: Bool = true,
        deliveries: [LoadedProject]
    ) throws {
        let selection = try ServiceSelection(
            named,
            of: development.project,
            includingDependencies: includesDependencies
        )
        guard !named.isEmpty else {
            fromSource = selection.services.filter { $0.build != nil }.map(\.name)
            fromProduction = []
            asTheyAre = selection.services.filter { $0.build == nil }.map(\.name)
            loaded = development
            return
        }
        var mixed = development
        var production: [ServiceName] = []
        for service in selection.services where !named.contains(service.name) {
            guard let build = service.build else { continue }
            let delivering = deliveries.filter { $0.project.definition(of: service.name)?.build != nil }
            let delivery =
                delivering.first { $0.project.definition(of: service.name)?.build != build } ?? delivering.first
            guard let delivery, let delivered = delivery.project.definition(of: service.name) else { continue }
            production.append(service.name)
            mixed = mixed.taking([service.name], from: delivery)
            if delivered.build != build, delivered.image == service.image {
                // Under one name each would be taken for the other, and not be built.
                mixed = mixed.settingImages([service.name: Self.productionImage(service.image)])
            }
        }
        for name in Array(mixed.project.services.keys) where !named.contains(name) {
            mixed.project.services[name]?.watchRules = []
        }
        for name in Array(mixed.project.disabledServices.keys) where !named.contains(name) {
            mixed.project.disabledServices[name]?.watchRules = []
        }
        let brought = try ServiceSelection(named, of: mixed.project, includingDependencies: includesDependencies)
        fromSource = named
        fromProduction = production
        asTheyAre = brought.services.map(\.name).filter { !named.contains($0) && !production.contains($0) }
        loaded = mixed
    }

    /// Whether a service needs another delivery than the given ones to run from its production target.
    ///
    /// - Parameter deliveries: without any there is no layer for development, and each service is as it is.
    static func needsFurtherDelivery(
        _ development: LoadedProject,
        workingOn named: [ServiceName],
        deliveries: [LoadedProject]
    ) throws -> Bool {
        guard !named.isEmpty, !deliveries.isEmpty else { return false }
        return try ServiceSelection(named, of: development.project).services.contains { service in
            guard !named.contains(service.name), let build = service.build else { return false }
            return !deliveries.contains { delivery in
                delivery.project.definition(of: service.name)?.build.map { $0 != build } ?? false
            }
        }
    }

    /// What runs how, in one line.
    var summary: String {
        let parts = [
            ("from source", fromSource), ("from their production target", fromProduction), ("as they are", asTheyAre),
        ]
        return parts.filter { !$0.1.isEmpty }
            .map { "\($0.0): \($0.1.map(\.rawValue).joined(separator: ", "))" }
            .joined(separator: "; ")
    }

    /// Whether anything is watched.
    var isWatched: Bool {
        fromSource.contains { loaded.project.definition(of: $0)?.watchRules.isEmpty == false }
    }

    /// What is said of services whose edits nothing carries over.
    var warnings: [Diagnostic] {
        fromSource.compactMap { name in
            guard let service = loaded.project.definition(of: name), service.watchRules.isEmpty else { return nil }
            let mounts = service.mounts.contains { mount in
                if case .bind = mount.kind { true } else { false }
            }
            return Diagnostic(
                code: .editsNotCarried,
                severity: .warning,
                message: mounts
                    ? "service '\(name)' has no 'develop.watch' rule: saved edits reach it by its bind mounts only"
                    : "service '\(name)' has no 'develop.watch' rule and no bind mount: saved edits do not reach it",
                path: ProjectPath(keys: ["services", name.rawValue]),
                hint: "write what is to be carried over under 'services.\(name).develop.watch'"
            )
        }
    }

    /// The name of the image that a service has from its production target, where development has the name already.
    static func productionImage(_ image: String) -> String {
        let name = image.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
        return name.contains(":") ? "\(image)-production" : "\(image):production"
    }
}
