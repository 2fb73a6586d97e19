import ComposeModel
import OrderedCollections

extension PlanConstruction {
    /// Names the containers that stay although their label still holds the values of their environment; the labels of a
    /// container cannot be changed.
    mutating func noteLegibleLabels() {
        let names = services.flatMap { service in
            (decisions[service.name] ?? []).compactMap { decision -> String? in
                switch decision {
                case .keep(let container), .start(let container, _):
                    container.compose.blueprint == nil ? nil : container.name
                case .recreate, .create, .remove, .discard: nil
                }
            }
        }
        guard !names.isEmpty else { return }
        warnings.append(
            "the label '\(ComposeLabel.blueprint)', which an earlier version wrote, shows the environment of \(names.joined(separator: ", ")); replace what has it with '--force-recreate'"
        )
    }

    /// Names the files of the host that containers are to have with another owner or other rights than on the host, where new
    /// containers are made.
    mutating func noteIgnoredOwners() {
        for service in services where decisions[service.name]?.contains(where: \.makesContainer) ?? false {
            let configs = service.configs.filter { $0.setsRights && !isPut(project.configs[$0.source]?.source) }
                .map { "config '\($0.source)'" }
            let secrets = service.secrets.filter { $0.setsRights && !isPut(project.secrets[$0.source]?.source) }
                .map { "secret '\($0.source)'" }
            for file in configs + secrets {
                warnings.append(
                    "'uid', 'gid' and 'mode' of \(file) of service '\(service.name)' have no effect: its file is mounted as it is on the host"
                )
            }
        }
    }

    private func isPut<Kind>(_ source: FileObject<Kind>.Source?) -> Bool { source?.isPutIntoContainers ?? false }
}

extension FileReference {
    /// Whether it says whose the file is, or what may be done with it.
    fileprivate var setsRights: Bool { userID != nil || groupID != nil || mode != nil }
}
