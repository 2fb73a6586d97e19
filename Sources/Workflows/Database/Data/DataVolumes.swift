import ComposeModel
import EngineAPI
import OrderedCollections

/// Which of the volumes of a database hold its data: pure.
struct DataVolumes: Sendable {
    /// Something that is mounted, as far as it is known.
    private struct Mounted {
        var target: String
        /// The volume; `nil` for what is none.
        var volume: String?
        /// What it is in place of a volume.
        var reason: String
        var isWritable: Bool
    }

    /// The volumes, ordered by the path.
    let volumes: [DataVolume]

    /// Finds them by what a container of the database mounts; where there is none, by what the files say.
    ///
    /// - Throws: ``DatabaseError/unreachable(service:reason:)`` where the data is elsewhere.
    init(
        of database: DatabaseService,
        mounted points: [MountPoint]?,
        in project: Project
    ) throws(DatabaseError) {
        let mounted = points.map { $0.map { Self.found($0) } } ?? Self.declared(by: database.service, in: project)
        let variable = database.service.environment["PGDATA"].flatMap { $0 }
        let places = database.engine.directories + (variable.map { [$0] } ?? [])
        func holdsData(_ mount: Mounted) -> Bool {
            places.contains {
                $0 == mount.target || $0.hasPrefix(mount.target + "/") || mount.target.hasPrefix($0 + "/")
            }
        }
        let data = mounted.filter { $0.isWritable && holdsData($0) }
        if let other = data.first(where: { $0.volume == nil }) {
            throw .unreachable(service: database.name.rawValue, reason: "'\(other.target)' is \(other.reason)")
        }
        guard !data.isEmpty else {
            throw .unreachable(service: database.name.rawValue, reason: "no volume is mounted where they belong")
        }
        volumes = data.compactMap { mount in mount.volume.map { DataVolume(name: $0, target: mount.target) } }
            .sorted { $0.target < $1.target }
    }

    private static func found(_ point: MountPoint) -> Mounted {
        let isVolume = point.type == .volume && !point.name.isEmpty
        return Mounted(
            target: point.destination,
            volume: isVolume ? point.name : nil,
            reason: point.type == .bind ? "the directory '\(point.source)' of this machine" : "in memory only",
            isWritable: point.isWritable
        )
    }

    private static func declared(by service: Service, in project: Project) -> [Mounted] {
        service.mounts.map { mount in
            var volume: String?
            var reason = "in memory only"
            switch mount.kind {
            case .volume(let key?, _): volume = project.volumes[key]?.name
            case .volume(nil, _): reason = "a volume without a name, and no container is there that has it"
            case .bind(let source, _): reason = "the directory '\(source)' of this machine"
            default: break
            }
            return Mounted(target: mount.target, volume: volume, reason: reason, isWritable: !mount.readOnly)
        }
    }
}
