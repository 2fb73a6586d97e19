package import ComposeModel
import EngineAPI
import OrderedCollections

/// The networks and volumes that services use: what the engine is asked for, and which have to be made anew.
struct ProjectResources {
    /// Why networks are made anew, by name.
    let changedNetworks: [String: String]
    /// Why volumes are made anew, by name.
    let changedVolumes: [String: String]
    /// The volumes that differ and are kept, since nobody agreed to lose what they hold.
    let keptVolumes: [DivergedVolume]

    /// Compares what the services use with what is there.
    init(of project: Project, used services: [Service], observed: ObservedState, options: ReconciliationOptions) {
        let requests = ResourceRequests(project: project, toolVersion: options.toolVersion)
        let networks = Set(services.filter { $0.networkMode == nil }.flatMap { $0.networks.keys })
        changedNetworks = project.networks.reduce(into: [:]) { result, entry in
            let (key, network) = entry
            guard networks.contains(key), !network.isExternal, let found = observed.networks[network.name],
                found.compose.belongs(to: project.name)
            else { return }
            result[network.name] = DefinitionComparison.cause(requests.request(for: network, key: key), found)
        }
        let volumes = Set(services.flatMap { $0.mounts.compactMap(\.namedVolume) })
        var changed: [String: String] = [:]
        var kept: [DivergedVolume] = []
        for (key, volume) in project.volumes where volumes.contains(key) && !volume.isExternal {
            guard let found = observed.volumes[volume.name],
                found.compose.belongs(to: project.name),
                let cause = DefinitionComparison.cause(requests.request(for: volume, key: key), found)
            else { continue }
            if options.replacedVolumes.contains(volume.name) {
                changed[volume.name] = cause
            } else {
                kept.append(DivergedVolume(key: key, name: volume.name, cause: cause))
            }
        }
        changedVolumes = changed
        keptVolumes = kept
    }
}

/// A volume whose definition changed after it was made.
package struct DivergedVolume: Sendable, Hashable {
    /// Its key in the project.
    package var key: ComposeModel.VolumeName
    /// Its name.
    package var name: String
    /// What differs, such as `its definition changed: driver_opts`.
    package var cause: String

    /// Creates a finding.
    package init(key: ComposeModel.VolumeName, name: String, cause: String) {
        self.key = key
        self.name = name
        self.cause = cause
    }

    /// The question whether it may be made anew.
    package var question: String { "\(finding); make it anew, and lose what it holds?" }

    /// What is said when it is left as it is.
    package var warning: String { "\(finding); it is kept with what it holds, 'up --yes' makes it anew" }

    /// What is said of it before anybody is asked.
    package var forecast: String {
        "\(finding); 'up' asks at a terminal whether to make it anew, and keeps it where nobody can be asked; "
            + "'up --yes' makes it anew"
    }

    private var finding: String { "volume '\(name)' is not as the files say: \(cause)" }
}
