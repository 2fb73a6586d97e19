import ComposeModel
import EngineAPI

/// A copy of a database's volumes that is complete.
package struct Snapshot: Sendable, Hashable {
    /// One volume of it.
    package struct Part: Sendable, Hashable {
        /// The volume on the engine.
        package var volume: String
        /// The path at which the database mounts what it is a copy of.
        package var target: String
    }

    /// What tells it from all others: 12 hexadecimal digits.
    package var identifier: String
    /// The name that people know it by.
    package var name: String
    /// The service.
    package var service: String
    /// The kind of database; empty where it is not known.
    package var engine: String
    /// The image that the database ran.
    package var image: String
    /// The major version whose files it has; `nil` where it is not known.
    package var version: String?
    /// When it was complete, in seconds since 1970.
    package var time: Int64
    /// How much it holds, in bytes.
    package var size: Int64
    /// The branch of git that was checked out; `nil` for none.
    package var branch: String?
    /// Whether it belongs to the branch.
    package var isBound: Bool
    /// Its volumes with data, ordered by the path.
    package var parts: [Part]

    /// The volume that is made last, without which there is no snapshot.
    var record: String { Self.record(identifier, of: project) }
    /// The project.
    var project: String

    /// The name of the volume that says that a snapshot is complete.
    static func record(_ identifier: String, of project: String) -> String { "\(project)_snapshot_\(identifier)" }

    /// The name of a volume with data.
    static func part(_ number: Int, of identifier: String, of project: String) -> String {
        "\(record(identifier, of: project))_\(number)"
    }

    /// An identifier that no other snapshot has.
    package static func randomIdentifier() -> String {
        let digits = String(UInt64.random(in: 0..<(1 << 48)), radix: 16)
        return String(repeating: "0", count: 12 - digits.count) + digits
    }

    /// Whether a text can be the name of a snapshot.
    static func isName(_ text: String) -> Bool {
        guard let first = text.first, first.isASCII, first.isLetter || first.isNumber else { return false }
        return text.count <= 200
            && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_./".contains($0)) }
    }

    /// The name of a snapshot that nobody has given one: `2026-11-29T07-15-03`, the time in UTC.
    static func name(at time: Duration) -> String {
        String(EngineTimestamp(seconds: time.components.seconds).description.prefix(19)).replacing(":", with: "-")
    }

    /// The name of the snapshot that `restore` keeps of what it replaces.
    package static let automaticName = "before-restore"
}

extension Snapshot {
    /// Reads what the labels of the last volume say; `nil` for another volume.
    ///
    /// - Parameter parts: those that are there.
    init?(_ labels: ComposeLabels, parts: [Part]) {
        guard let name = labels.snapshotName, let identifier = labels.snapshotIdentifier,
            let project = labels.snapshotProject, labels.snapshotParts == parts.count
        else { return nil }
        self.identifier = identifier
        self.project = project.rawValue
        self.name = name
        service = labels.snapshotService ?? ""
        engine = labels.snapshotEngine ?? ""
        image = labels.snapshotImage ?? ""
        version = labels.snapshotVersion
        time = labels.snapshotTime ?? 0
        size = labels.snapshotSize ?? 0
        branch = labels.snapshotBranch
        isBound = labels.snapshotIsBound
        self.parts = parts
    }

    /// The labels of the last volume.
    var labels: [String: String] {
        [
            ComposeLabel.snapshotProject: project,
            ComposeLabel.snapshotIdentifier: identifier,
            ComposeLabel.snapshotName: name,
            ComposeLabel.snapshotService: service,
            ComposeLabel.snapshotEngine: engine,
            ComposeLabel.snapshotImage: image,
            ComposeLabel.snapshotVersion: version ?? "",
            ComposeLabel.snapshotTime: String(time),
            ComposeLabel.snapshotSize: String(size),
            ComposeLabel.snapshotParts: String(parts.count),
            ComposeLabel.snapshotBranch: branch ?? "",
            ComposeLabel.snapshotIsBound: String(isBound),
        ]
    }
}
