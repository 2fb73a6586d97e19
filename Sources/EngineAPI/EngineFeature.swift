/// Something that not every engine can do: the one list of it, and what happens where it is missing.
package enum EngineFeature: String, CaseIterable, Hashable, Sendable {
    /// Annotations for the runtime.
    case annotations
    /// A pause of its own between the probes of the start period.
    case startInterval
    /// A MAC address for each network of a container.
    case macAddresses
    /// Mounts that are an error where what is below them cannot be read-only, too.
    case recursiveReadOnly
    /// A directory of a volume as a mount.
    case volumeSubpath
    /// The file system of an image as a mount.
    case imageMounts
    /// A choice of the network that gives the default route.
    case gatewayPriority
    /// Networks without IPv4.
    case networkWithoutIPv4
    /// A choice of the names of interfaces in containers.
    case interfaceName
    /// A directory of a git repository as the context of a build by BuildKit.
    case repositoryDirectories
    /// A build whose context the engine gets from a URL by itself.
    case remoteContexts
    /// BuildKit, reached through the engine.
    case buildKit
    /// What a build gets from this program while it runs: secrets, ssh agents, further contexts; and what else only BuildKit
    /// has.
    case buildSession
    /// What BuildKit is asked for by its own interface only: single stages built anew, rights, limits, places of layers.
    case buildControl
    /// Limits of processes in the steps of a build.
    case buildLimits
    /// Builds of which more comes than one image: several platforms, attestations, layers in a registry.
    case imageLists
    /// Health checks that the engine runs by itself.
    case healthChecks
    /// `host-gateway` as the address of an extra host.
    case hostGateway
    /// The identifiers of networks in what is told of containers.
    case networkIdentifiers
    /// Links between containers on the engine's own bridge.
    case bridgeLinks
    /// Further names of other containers, for one container in a network.
    case networkLinks
    /// Devices that are asked for by what they can do, such as graphics processors.
    case deviceRequests
    /// The settings of a container in the form in which they were asked for.
    case settingsAsAsked
    /// What a registry says that a name stands for, without a pull.
    case registryDigests
    /// Docker's names of what happens, in filters of events.
    case eventNames
    /// An answer about containers although one of them is removed while the engine looks at it.
    case steadyReading
    /// An answer to who waits for a container's end as soon as that has come.
    case promptEnds
    /// Ten seconds between the signal and the kill for containers that ask for no other time.
    case gracePeriod
    /// Paused and restarting containers in a list of those that run.
    case pausedAmongRunning
    /// A container's processes without a program of the container's that lists them.
    case processes
    /// Statistics that are compared with those of a moment before although they are asked for once.
    case comparedStatistics
    /// Events until a time that is over.
    case pastEvents
    /// An image of a container whose configuration nobody sends along.
    case bareCommits
    /// Sizes of a terminal that follow each other at once.
    case quickResizes

    /// What happens on an engine that cannot do it.
    package enum Absence: Hashable, Sendable {
        /// Who would need it is refused; what to do about it, in the imperative.
        case refused(hint: String)
        /// It has no effect, which a warning says; what is so instead.
        case warned(instead: String)
        /// This program does it; what that is.
        case replaced(by: String)
    }

    /// The version of the API that brought it; `nil` where that was before every version that is spoken.
    package var since: APIVersion? {
        switch self {
        case .repositoryDirectories, .buildLimits: APIVersion(major: 1, minor: 42)
        case .annotations: APIVersion(major: 1, minor: 43)
        case .startInterval, .macAddresses, .recursiveReadOnly: APIVersion(major: 1, minor: 44)
        case .volumeSubpath: APIVersion(major: 1, minor: 45)
        case .imageMounts, .gatewayPriority, .networkWithoutIPv4: APIVersion(major: 1, minor: 48)
        case .interfaceName: APIVersion(major: 1, minor: 49)
        case .remoteContexts, .buildKit, .buildSession, .buildControl, .imageLists, .healthChecks, .hostGateway,
            .networkIdentifiers, .bridgeLinks, .networkLinks, .deviceRequests, .settingsAsAsked, .registryDigests,
            .eventNames, .steadyReading, .promptEnds, .gracePeriod, .pausedAmongRunning, .processes,
            .comparedStatistics, .pastEvents, .bareCommits, .quickResizes:
            nil
        }
    }

    /// The version of Podman that brought it, by its first number; 0 is all, `nil` none.
    ///
    /// What depends on the version of the API is not asked for here.
    package var sincePodman: Int? {
        switch self {
        case .remoteContexts, .buildKit, .buildSession, .buildControl, .buildLimits, .imageLists, .healthChecks,
            .networkIdentifiers, .bridgeLinks, .networkLinks, .settingsAsAsked, .registryDigests, .eventNames,
            .steadyReading, .promptEnds, .gracePeriod, .pausedAmongRunning, .processes, .comparedStatistics,
            .pastEvents, .bareCommits, .quickResizes:
            nil
        case .hostGateway, .deviceRequests: 5
        case .annotations, .startInterval, .macAddresses, .recursiveReadOnly, .volumeSubpath, .imageMounts,
            .gatewayPriority, .networkWithoutIPv4, .interfaceName, .repositoryDirectories:
            0
        }
    }

    /// What it is called in a Compose file, or else in words.
    package var title: String {
        switch self {
        case .annotations: "annotations"
        case .startInterval: "healthcheck.start_interval"
        case .macAddresses: "mac_address of a further network"
        case .recursiveReadOnly: "bind.recursive: readonly"
        case .volumeSubpath: "volume.subpath"
        case .imageMounts: "a mount of type image"
        case .gatewayPriority: "gw_priority"
        case .networkWithoutIPv4: "enable_ipv4: false"
        case .interfaceName: "interface_name"
        case .repositoryDirectories: "a build by BuildKit from a directory of a git repository"
        case .remoteContexts: "a build from a URL"
        case .buildKit: "builds by BuildKit"
        case .buildSession: "a build with secrets, ssh, additional_contexts, cache_to or several platforms"
        case .buildControl: "a build with no_cache_filter, entitlements, privileged, attestations or other caches"
        case .buildLimits: "build.ulimits"
        case .imageLists: "a build for several platforms, with provenance or sbom, or whose cache is sent elsewhere"
        case .healthChecks: "health checks that the engine runs"
        case .hostGateway: "extra_hosts with host-gateway"
        case .networkIdentifiers: "identifiers of a container's networks"
        case .bridgeLinks: "links with network_mode: bridge"
        case .networkLinks: "a name given by links or external_links"
        case .deviceRequests: "a reservation of devices or GPUs"
        case .settingsAsAsked: "a container's settings as they were asked for"
        case .registryDigests: "digests of images that registries have"
        case .eventNames: "names of events in filters"
        case .steadyReading: "answers about containers while some are removed"
        case .promptEnds: "an end of a container that is told at once"
        case .gracePeriod: "ten seconds to stop in, where no other time is asked for"
        case .pausedAmongRunning: "paused containers in the list of those that run"
        case .processes: "a container's processes, as its host sees them"
        case .comparedStatistics: "statistics that are compared, asked for once"
        case .pastEvents: "events until a time that is over"
        case .bareCommits: "an image of a container, without a configuration"
        case .quickResizes: "sizes of a terminal in quick succession"
        }
    }

    /// What has it, where that is no question of versions.
    package var need: String {
        if [.buildSession, .buildControl].contains(self) { return "BuildKit" }
        if self == .imageLists { return "Docker Engine that keeps its images in containerd" }
        guard let version = sincePodman, version > 0 else { return "Docker Engine" }
        return "Docker Engine or Podman \(version)"
    }

    /// What happens on an engine that cannot do it.
    package var absence: Absence {
        switch self {
        case .annotations: .warned(instead: "the runtime is told none")
        case .startInterval: .warned(instead: "the engine probes at 'interval' from the start")
        case .macAddresses: .warned(instead: "only that of the first network is asked for")
        case .gatewayPriority: .warned(instead: "the engine chooses the default route")
        case .recursiveReadOnly: .refused(hint: "leave 'recursive' out, what is mounted below stays writable then")
        case .volumeSubpath: .refused(hint: "mount the whole volume, or upgrade the engine")
        case .imageMounts: .refused(hint: "copy the files in a build, or upgrade the engine")
        case .networkWithoutIPv4: .refused(hint: "leave 'enable_ipv4' out, or upgrade the engine")
        case .interfaceName: .refused(hint: "leave 'interface_name' out, or upgrade the engine")
        case .remoteContexts: .refused(hint: "fetch what is there, and name its directory on this host")
        case .buildSession, .buildControl: .refused(hint: "leave it out of the build, or use an engine with BuildKit")
        case .buildLimits: .refused(hint: "leave 'ulimits' out of the build, or upgrade the engine")
        case .imageLists: .refused(hint: "leave it out of the build, or have the engine keep its images in containerd")
        case .buildKit, .repositoryDirectories: .replaced(by: "the engine's classic builder builds")
        case .healthChecks:
            .replaced(
                by: "'up --wait' and whoever depends on the service run the check; 'ps' has it run when it is due"
            )
        case .hostGateway: .replaced(by: "the gateway of the container's first network is written in its place")
        case .networkIdentifiers: .replaced(by: "networks are told apart by their names")
        case .bridgeLinks: .refused(hint: "put both services into a network of the project")
        case .networkLinks: .warned(instead: "containers are found by their services' names and aliases only")
        case .deviceRequests: .warned(instead: "the engine hands over none because of it")
        case .settingsAsAsked:
            .replaced(by: "another tool's container of another digest is made anew; what differs is not named")
        case .registryDigests: .replaced(by: "those that the images on the engine's host were pulled with")
        case .eventNames: .replaced(by: "its own names are asked for, too")
        case .steadyReading: .replaced(by: "where it fails, it is asked up to four times")
        case .promptEnds: .replaced(by: "the container is looked at every 250 ms besides")
        case .gracePeriod: .replaced(by: "they are asked for; what another tool made may be killed at once")
        case .pausedAmongRunning: .replaced(by: "all are listed, and those that do not run left out")
        case .processes: .replaced(by: "as the container sees them")
        case .comparedStatistics: .replaced(by: "they are asked for twice, a second apart")
        case .pastEvents: .replaced(by: "all are asked for, and later ones left out")
        case .bareCommits: .replaced(by: "an empty one goes along")
        case .quickResizes: .replaced(by: "'attach' sends one size, and programs do not draw anew")
        }
    }
}
