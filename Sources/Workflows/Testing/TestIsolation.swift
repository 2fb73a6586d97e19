import ComposeLoader
import ComposeModel
import OrderedCollections

/// Makes a project one that runs beside all others on an engine, and that can be removed with all that it made.
///
/// - Shape: nothing is published on the host; containers, networks, volumes and the images that are built have names of the
///   project's own, whatever the files call them.
struct TestIsolation: Sendable {
    /// The project.
    let loaded: LoadedProject
    /// What is otherwise than the files say and may surprise, a sentence each.
    let warnings: [String]

    /// Isolates a project, which has its name already.
    init(_ loaded: LoadedProject) {
        let project = loaded.project
        var warnings: [String] = []
        var images: [String: String] = [:]
        for service in project.allServices where service.build != nil && project.namesImage(of: service) {
            images[service.image] = "\(project.name)\(project.nameSeparator)\(service.name)"
        }
        let renamed = project.services.values.reduce(into: [ServiceName: String]()) { names, service in
            names[service.name] = images[service.image]
        }
        var isolated = loaded.settingImages(renamed)
        for (name, service) in isolated.project.services {
            let (own, data) = Self.isolated(service)
            isolated.project.services[name] = own
            warnings += data.map { path in
                "service '\(name)' keeps data in a directory of this machine at '\(path)': the tests get an empty volume there"
            }
            if service.networkMode == .host {
                warnings.append("service '\(name)' uses the network of the host, and its ports with it")
            }
        }
        for (name, service) in isolated.project.disabledServices {
            var (service, _) = Self.isolated(service)
            service.image = images[service.image] ?? service.image
            isolated.project.disabledServices[name] = service
        }
        for (name, network) in project.networks {
            var own = network
            own.name = "\(project.name)_\(name)"
            own.isExternal = false
            // The same addresses cannot be given out by two networks.
            own.ipam.pools = []
            isolated.project.networks[name] = own
        }
        for (name, volume) in project.volumes {
            var own = volume
            own.name = "\(project.name)_\(name)"
            own.isExternal = false
            if volume.isExternal {
                warnings.append("volume '\(name)' is external: the tests get an empty one of their own in its place")
            } else if volume.driverOptions["device"] != nil {
                own.driver = nil
                own.driverOptions = [:]
                warnings.append("volume '\(name)' is a directory or device: the tests get an empty volume in its place")
            }
            isolated.project.volumes[name] = own
        }
        self.loaded = isolated
        self.warnings = warnings
    }

    /// The service on its own, and the paths at which it does not get this machine's data.
    private static func isolated(_ service: Service) -> (Service, data: [String]) {
        var service = service
        var data: [String] = []
        service.ports = []
        service.containerName = nil
        service.macAddress = nil
        service.build?.tags = []
        service.watchRules = []
        for (name, attachment) in service.networks {
            var own = attachment
            own.ipv4Address = nil
            own.ipv6Address = nil
            own.macAddress = nil
            service.networks[name] = own
        }
        for (index, mount) in service.mounts.enumerated() where keepsData(mount) {
            // Two databases on the same files would destroy them.
            service.mounts[index].kind = .volume(source: nil, Mount.VolumeOptions())
            data.append(mount.target)
        }
        return (service, data)
    }

    /// Whether a mount is what databases keep their files in, on the host.
    private static func keepsData(_ mount: Mount) -> Bool {
        guard case .bind = mount.kind, !mount.readOnly else { return false }
        return ["/data", "/data/db"].contains(mount.target)
            || ["/var/lib/", "/bitnami/"].contains { mount.target.hasPrefix($0) }
    }
}
