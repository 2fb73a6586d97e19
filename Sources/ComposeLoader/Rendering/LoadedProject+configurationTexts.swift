public import ComposeModel
internal import OrderedCollections

extension LoadedProject {
    /// Which of docker compose's two texts of a service is meant.
    public enum ConfigurationTextKind: Sendable, Hashable {
        /// That of a container's label: env files are merged into the environment, other services are containers.
        case label
        /// That of `config --hash`: env files and other services are named. The project has to be loaded without reading
        /// env files, see `LoadRequest.mergesServiceEnvironmentFiles`.
        case listing
    }

    /// The text of each enabled service whose digest is docker compose's `config-hash`.
    public func configurationTexts(for kind: ConfigurationTextKind = .label) -> [ServiceName: ConfigurationText] {
        guard isInterpolated else { return [:] }
        // docker compose keeps the names of label files in its label, and those of env files in its listing.
        let builder = OutputBuilder(
            format: .json,
            consumed: kind == .label ? ["env_file", "extends"] : ["label_file", "extends"]
        )
        return (tree["services"]?.mapping ?? [:]).reduce(into: [:]) { texts, entry in
            var service = Self.withoutWhatNeedsNoContainer(builder.service(entry.value))
            if kind == .label { service = service.mappingEntries(Self.namingContainers) }
            texts[ServiceName(entry.key)] = ConfigurationText(Self.parts(of: JSONWriter.text(service, step: nil)))
        }
    }

    private static func withoutWhatNeedsNoContainer(_ service: OutputValue) -> OutputValue {
        let left: Set<String> = ["build", "pull_policy", "scale", "depends_on", "profiles"]
        return service.filteringEntries { !left.contains($0.key) }.mappingEntries { entry in
            guard entry.key == "deploy" else { return entry }
            return .init(key: entry.key, value: entry.value.filteringEntries { $0.key != "replicas" })
        }
    }

    /// What stands, in the text on the way, around the name of a service whose container's identifier belongs there.
    private static let mark: Character = "\u{E000}"

    private static func namingContainers(_ entry: OutputValue.Entry) -> OutputValue.Entry {
        switch (entry.key, entry.value) {
        case ("network_mode", .text(let mode)), ("ipc", .text(let mode)), ("pid", .text(let mode)):
            guard let service = ServiceName(reference: mode) else { return entry }
            return .init(key: entry.key, value: .text("container:\(mark)\(service)\(mark)"))
        case ("volumes_from", .sequence(let sources)):
            return .init(key: entry.key, value: .sequence(sources.map(namingContainer)))
        default: return entry
        }
    }

    /// A source of volumes; docker compose drops its mode.
    private static func namingContainer(_ source: OutputValue) -> OutputValue {
        guard case .text(let text) = source else { return source }
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        if parts[0] == "container" { return .text(parts.count > 1 ? String(parts[1]) : "") }
        return .text("\(mark)\(parts[0])\(mark)")
    }

    private static func parts(of text: String) -> [ConfigurationText.Part] {
        let pieces = text.split(separator: mark, omittingEmptySubsequences: false)
        return pieces.enumerated().map { index, piece in
            index % 2 == 1 ? .container(of: ServiceName(String(piece))) : .text(String(piece))
        }
    }
}

extension OutputValue {
    fileprivate func filteringEntries(_ isKept: (Entry) -> Bool) -> OutputValue {
        if case .mapping(let entries) = self { .mapping(entries.filter(isKept)) } else { self }
    }

    fileprivate func mappingEntries(_ change: (Entry) -> Entry) -> OutputValue {
        if case .mapping(let entries) = self { .mapping(entries.map(change)) } else { self }
    }
}
