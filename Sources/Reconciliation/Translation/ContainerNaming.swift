package import ComposeModel

/// The names that containers get.
package enum ContainerNaming {
    /// The name of a service's container: `container_name`, or `<project>-<service>-<number>`.
    package static func name(project: Project, service: Service, number: Int) -> String {
        service.containerName
            ?? [project.name.rawValue, service.name.rawValue, String(number)].joined(separator: project.nameSeparator)
    }

    /// A container's name without its project, such as `web-1`.
    package static func source(of container: String, in project: ProjectName) -> String {
        ["-", "_"].contains { container.hasPrefix("\(project)\($0)") }
            ? String(container.dropFirst(project.rawValue.count + 1)) : container
    }

    /// The name while a container is about to replace another: `<12 characters of the old identifier>_<final name>`.
    package static func provisionalName(replacing id: String, finalName: String) -> String {
        "\(id.prefix(12))_\(finalName)"
    }

    /// Whether a name is one that a container has while it is about to get `finalName`.
    package static func isProvisional(_ name: String, for finalName: String) -> Bool {
        let prefix = name.prefix(12)
        return name.count == 13 + finalName.count && name.hasSuffix("_\(finalName)") && prefix.allSatisfy(\.isHexDigit)
    }

    /// The name that a container is about to get; `nil` for a name that is not provisional.
    package static func finalName(of name: String) -> String? {
        let prefix = name.prefix { $0 != "_" }
        guard prefix.count == 12, prefix.allSatisfy(\.isHexDigit), name.count > 13 else { return nil }
        return String(name.dropFirst(13))
    }
}
