package import ComposeModel
import OrderedCollections

/// A container that is made for one command, as `run` does it: beside those that the service has, and not counted among
/// them.
///
/// - Source: docker compose's `prepareRun`.
package struct OneOff: Sendable, Hashable {
    /// The service, with what the command line changes of it; it counts in place of the project's.
    package var service: Service
    /// The container's name; `nil` is `<project>-<service>-run-<12 characters of the slug>`.
    package var name: String?
    /// 64 hexadecimal digits that tell it from others.
    package var slug: String
    /// Whether it has the names of the service in its networks.
    package var usesAliases = false
    /// Whether the engine removes it when it has ended.
    package var isRemoved = false
    /// Whether its standard input is for whoever connects to it first, and ends with that.
    package var isInteractive = true
    /// The size that its terminal has at first, rows before columns; `nil` where nobody sits at one.
    package var consoleSize: [Int]?

    /// Creates one.
    package init(of service: Service, slug: String = OneOff.randomSlug()) {
        self.service = service
        self.slug = slug
    }

    /// A slug that nobody else has.
    package static func randomSlug() -> String {
        (0..<4).map { _ in
            let digits = String(UInt64.random(in: .min ... .max), radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }
        .joined()
    }

    /// Takes over the variables that programs have provided to the service since this was made, unless the command line has
    /// values of its own for them.
    ///
    /// - Parameters:
    ///   - known: the project's service with what was provided.
    ///   - former: the project's service that this was made of.
    package mutating func takeOverVariables(of known: Service, since former: Service) {
        for (name, value) in known.environment where former.environment[name] != .some(value) {
            guard service.environment[name] == former.environment[name] else { continue }
            service.environment.updateValue(value, forKey: name)
        }
        service.providedVariables = known.providedVariables
    }

    /// Checks that the service has containers.
    ///
    /// - Throws: ``ReconciliationError/managedByProvider(service:provider:)``.
    package func checkService() throws(ReconciliationError) {
        guard let provider = service.provider else { return }
        throw .managedByProvider(service: service.name, provider: provider.type)
    }

    /// The container's name in a project.
    package func containerName(in project: Project) -> String {
        name
            ?? [project.name.rawValue, service.name.rawValue, "run", String(slug.prefix(12))]
            .joined(separator: project.nameSeparator)
    }
}
