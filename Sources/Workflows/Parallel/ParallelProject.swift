package import ComposeModel
import Diagnostics
import OrderedCollections

/// A project under another name that can run beside the one it is made from, and touches nothing of it: pure.
///
/// - Shape: ports are published where the engine likes; containers, networks, volumes and built images have names of its own; what
///   is external, and what of the host can be written to, is replaced by what it has alone.
package struct ParallelProject: Sendable {
    /// The project.
    package private(set) var project: Project
    /// What a container may miss in it: what others have, or what lies on the host.
    package private(set) var changes: [ParallelChange] = []

    /// What there is at an absolute path of the host.
    package typealias Look = @Sendable (_ path: String) -> Content

    /// What is at a path of the host.
    package enum Content: Sendable, Hashable {
        /// A directory, or nothing, which the engine makes one of.
        case directory
        /// A file.
        case file
        /// A socket, a device or a pipe: it is a way to something, and holds nothing.
        case special
    }

    /// Makes a project that can run beside another one.
    ///
    /// - Parameters:
    ///   - original: a project as it was loaded.
    ///   - name: its name.
    ///   - look: tells what is mounted.
    package init(of original: Project, named name: ProjectName, _ look: Look) {
        project = original
        project.name = name
        separateNetworks()
        separateVolumes()
        let images = builtImages(of: original)
        for service in original.services.values {
            project.services[service.name] = separated(service, images, look)
        }
        for service in original.disabledServices.values {
            project.disabledServices[service.name] = separated(service, images, look)
        }
    }

    private mutating func separateNetworks() {
        for (key, network) in project.networks {
            var own = network
            if network.isExternal {
                // These are of every engine, and no project's.
                if ["bridge", "host", "none"].contains(network.name) { continue }
                own = Network(name: "")
                let what = "external network '\(network.name)'"
                note(nil, what, "an empty network of its own", ["networks", key.rawValue])
            }
            own.name = "\(project.name)_\(key)"
            own.ipam.pools = []
            own.driverOptions["com.docker.network.bridge.name"] = nil
            project.networks[key] = own
        }
    }

    private mutating func separateVolumes() {
        for (key, volume) in project.volumes {
            var own = volume
            let isElsewhere = volume.driverOptions["device"] != nil && volume.driverOptions["type"] != "tmpfs"
            if volume.isExternal || isElsewhere {
                own = Volume(name: "")
                own.labels = volume.labels
                let what = volume.isExternal ? "external volume '\(volume.name)'" : "volume on a device or directory"
                note(nil, what, "an empty volume of its own", ["volumes", key.rawValue])
            }
            own.name = "\(project.name)_\(key)"
            project.volumes[key] = own
        }
    }

    /// The images that are built, by the names that the files have for them, with the names that they get here.
    private func builtImages(of original: Project) -> [String: String] {
        original.allServices.filter { $0.build != nil }.reduce(into: [:]) { images, service in
            images[service.image] = images[service.image] ?? imageName(of: service)
        }
    }

    private func imageName(of service: Service) -> String { "\(project.name)\(project.nameSeparator)\(service.name)" }

    private mutating func separated(_ original: Service, _ images: [String: String], _ look: Look) -> Service {
        var service = original
        service.containerName = nil
        service.macAddress = nil
        service.watchRules = []
        for index in service.ports.indices { service.ports[index].published = nil }
        if service.build != nil {
            service.image = imageName(of: original)
            service.pullPolicy = nil
            service.build?.tags = []
            // A cache may be kept in a registry, which others read.
            service.build?.cacheTo = []
        } else {
            service.image = images[original.image] ?? original.image
        }
        for index in service.preStart.indices {
            if let image = service.preStart[index].image {
                service.preStart[index].image = images[image] ?? image
            }
        }
        for key in service.networks.keys {
            service.networks[key]?.ipv4Address = nil
            service.networks[key]?.ipv6Address = nil
            service.networks[key]?.linkLocalAddresses = []
            service.networks[key]?.macAddress = nil
        }
        separateNetworkMode(of: &service)
        separateOthers(of: &service)
        service.mounts = original.mounts.map { separated($0, of: original, images, look) }
        return service
    }

    private mutating func separateNetworkMode(of service: inout Service) {
        switch service.networkMode {
        case .host, .container, .other:
            let what = "network mode '\(service.networkMode?.description ?? "")'"
            note(service.name, what, "a network of the project", ["services", service.name.rawValue, "network_mode"])
            let key: NetworkName = "default"
            if project.networks[key] == nil { project.networks[key] = Network(name: "\(project.name)_\(key)") }
            service.networkMode = nil
            service.networks = [key: NetworkAttachment()]
        case nil, .some(.none), .bridge, .service: break
        }
    }

    /// Takes away what is of containers that the project does not have.
    private mutating func separateOthers(of service: inout Service) {
        if !service.externalLinks.isEmpty {
            let what = "links to containers outside the project"
            note(service.name, what, "none", ["services", service.name.rawValue, "external_links"])
            service.externalLinks = []
        }
        let own = service.volumesFrom.filter { source in
            if case .service = source.owner { true } else { false }
        }
        if own.count < service.volumesFrom.count {
            let what = "volumes of containers outside the project"
            note(service.name, what, "none", ["services", service.name.rawValue, "volumes_from"])
            service.volumesFrom = own
        }
    }

    private mutating func separated(
        _ mount: Mount,
        of service: Service,
        _ images: [String: String],
        _ look: Look
    ) -> Mount {
        var own = mount
        switch mount.kind {
        case .image(let source, let subpath):
            own.kind = .image(source: images[source] ?? source, subpath: subpath)
        case .bind(let source, _):
            guard !mount.readOnly, !Self.isOfTheSystem(source) else { return mount }
            let instead: String
            switch look(source) {
            case .special: return mount
            case .directory where !MountTarget.isForConfiguration(mount.target):
                own.kind = .volume(source: nil, Mount.VolumeOptions())
                instead = "an empty volume of its own"
            case .directory, .file:
                own.readOnly = true
                instead = "the same, read-only"
            }
            let path = ["services", service.name.rawValue, "volumes"]
            note(service.name, "'\(source)' mounted to be written to", instead, path)
        case .volume, .tmpfs, .cluster, .namedPipe: break
        }
        return own
    }

    /// Whether a path is of the system, and not of any project.
    private static func isOfTheSystem(_ path: String) -> Bool {
        path.hasSuffix(".sock") || ["/dev", "/proc", "/sys"].contains { MountTarget.isAt(path, orBelow: $0) }
    }

    private mutating func note(_ service: ServiceName?, _ what: String, _ instead: String, _ keys: [String]) {
        // What no profile enables is not missed.
        if let service, project.services[service] == nil { return }
        changes.append(
            ParallelChange(service: service, what: what, instead: instead, path: ProjectPath(keys: keys))
        )
    }
}
