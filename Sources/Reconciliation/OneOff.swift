package import ComposeModel

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

    /// The container's name in a project.
    package func containerName(in project: Project) -> String {
        name
            ?? [project.name.rawValue, service.name.rawValue, "run", String(slug.prefix(12))]
            .joined(separator: project.nameSeparator)
    }
}
