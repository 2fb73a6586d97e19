package import OrderedCollections

/// What the labels of a container, network or volume say about its place in a project: the one reader of ``ComposeLabel``.
///
/// A label that is missing, or says nothing that can be understood, is `nil` or empty; none makes anything fail, since
/// whoever uses the engine can write what they like.
///
/// - Source: docker compose's `pkg/api/labels.go`, and how its `projectFromName` reads them.
package struct ComposeLabels: Sendable, Hashable {
    /// All labels, by name.
    package let all: [String: String]

    /// Reads the labels of an object, or the attributes of an event about it, which have the labels among them.
    package init(_ all: [String: String]) { self.all = all }

    // MARK: On everything

    /// The project.
    package var project: ProjectName? { text(ComposeLabel.project).map { ProjectName($0) } }
    /// The digest of the configuration that it was made from, in docker compose's form where that is known.
    package var configurationHash: String? { all[ComposeLabel.configurationHash] }
    /// The version of the tool that made it.
    package var version: String? { text(ComposeLabel.version) }

    // MARK: On containers

    /// The service.
    package var service: ServiceName? { text(ComposeLabel.service).map { ServiceName($0) } }
    /// The number among its service's containers, from 1.
    package var containerNumber: Int? { all[ComposeLabel.containerNumber].flatMap { Int($0) } }
    /// Whether `run` made it, or a hook, not `up`.
    package var isOneOff: Bool { all[ComposeLabel.oneOff]?.lowercased() == "true" || hook != nil }
    /// What tells a container of `run` from all others: 64 hexadecimal digits.
    package var slug: String? { text(ComposeLabel.slug) }
    /// The identifier of the image that it was made from.
    package var image: String? { text(ComposeLabel.image) }
    /// What its service depends on, in the order of the label.
    ///
    /// An entry that lacks its condition asks for the start alone; one that lacks the word on restarts asks for them.
    package var dependsOn: OrderedDictionary<ServiceName, Dependency> {
        list(ComposeLabel.dependsOn).reduce(into: [:]) { result, entry in
            let parts = entry.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
            guard let name = parts.first, !name.isEmpty else { return }
            result[ServiceName(name)] = Dependency(
                condition: parts.count > 1 ? Dependency.Condition(rawValue: parts[1]) ?? .started : .started,
                restart: parts.count > 2 ? parts[2].lowercased() == "true" : true
            )
        }
    }
    /// The project's directory.
    package var workingDirectory: String? { text(ComposeLabel.workingDirectory) }
    /// The project's files.
    package var configurationFiles: [String] { list(ComposeLabel.configurationFiles) }
    /// The environment files that were named on the command line.
    package var environmentFiles: [String] { list(ComposeLabel.environmentFiles) }
    /// The name of the container that it replaced.
    package var replaces: String? { all[ComposeLabel.replaces] }
    /// The kind of hook that it was made for, such as `pre_start`.
    package var hook: String? { text(ComposeLabel.hook) }
    /// EnGarde's hashes of the configuration's values, as the label's text.
    package var fingerprint: String? { all[ComposeLabel.fingerprint] }
    /// The names of the variables that are in no file, by what provides them.
    package var providedVariables: [String: [String]] {
        list(ComposeLabel.providedVariables).reduce(into: [:]) { result, entry in
            let parts = entry.split(separator: ":", maxSplits: 1).map(String.init)
            if parts.count == 2 { result[parts[0], default: []].append(parts[1]) }
        }
    }
    /// The identifiers of the images that are mounted, by the names that the files had for them.
    package var mountedImages: [String: String] {
        list(ComposeLabel.mountedImages).reduce(into: [:]) { result, entry in
            let parts = entry.split(separator: "=", maxSplits: 1).map(String.init)
            if parts.count == 2 { result[parts[0]] = parts[1] }
        }
    }
    /// The configuration as JSON with all values, which earlier versions wrote.
    package var blueprint: String? { all[ComposeLabel.blueprint] }

    // MARK: On networks and volumes

    /// The network's key in the project.
    package var network: NetworkName? { text(ComposeLabel.network).map { NetworkName($0) } }
    /// The volume's key in the project.
    package var volume: VolumeName? { text(ComposeLabel.volume).map { VolumeName($0) } }

    // MARK: Questions

    /// Whether it was made for a project.
    package func belongs(to project: ProjectName) -> Bool { self.project == project }

    /// Whether it is a container of one of the services.
    ///
    /// - Parameter services: empty means all, also where no service is named.
    package func belongs(toAnyOf services: Set<ServiceName>) -> Bool {
        services.isEmpty || service.map(services.contains) ?? false
    }

    /// The labels that neither docker compose nor EnGarde put there.
    package var foreign: [String: String] {
        all.filter { name, _ in !ComposeLabel.namespaces.contains(where: name.hasPrefix) }
    }

    /// The labels that may be shown: all but the ``blueprint``, which holds every value of the environment.
    package var legible: [String: String] { all.filter { $0.key != ComposeLabel.blueprint } }

    private func text(_ name: String) -> String? { all[name].flatMap { $0.isEmpty ? nil : $0 } }

    private func list(_ name: String) -> [String] { (all[name] ?? "").split(separator: ",").map(String.init) }
}
