public import ComposeModel
internal import OrderedCollections

extension LoadedProject {
    /// Which of docker compose's two texts of a service is meant.
    public enum ConfigurationTextKind: Sendable, Hashable {
        /// That of a container's label: env files are merged into the environment.
        case label
        /// That of `config --hash`: env files are named. The project has to be loaded without reading them, see
        /// `LoadRequest.mergesServiceEnvironmentFiles`.
        case listing
    }

    /// The text of each enabled service whose SHA-256 digest is docker compose's `config-hash`.
    ///
    /// - Source: docker compose 2.40's `ServiceHash`: the service as JSON, without what needs no new container.
    public func configurationTexts(for kind: ConfigurationTextKind = .label) -> [ServiceName: String] {
        guard isInterpolated else { return [:] }
        // docker compose keeps the names of label files in its label, and those of env files in its listing.
        let builder = OutputBuilder(
            format: .json,
            consumed: kind == .label ? ["env_file", "extends"] : ["label_file", "extends"]
        )
        return (tree["services"]?.mapping ?? [:]).reduce(into: [:]) { texts, entry in
            texts[ServiceName(entry.key)] = JSONWriter.text(
                Self.withoutWhatNeedsNoContainer(builder.service(entry.value)),
                step: nil
            )
        }
    }

    private static func withoutWhatNeedsNoContainer(_ service: OutputValue) -> OutputValue {
        let left: Set<String> = ["build", "pull_policy", "scale", "depends_on", "profiles"]
        return service.filteringEntries { !left.contains($0.key) }.mappingEntries { entry in
            guard entry.key == "deploy" else { return entry }
            return .init(key: entry.key, value: entry.value.filteringEntries { $0.key != "replicas" })
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
