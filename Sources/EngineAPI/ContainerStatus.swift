/// What a container is doing, in one word.
package enum ContainerStatus: Hashable, Sendable, Codable, CustomStringConvertible {
    /// Made and never started.
    case created
    /// Its main process runs.
    case running
    /// It was told to stop and has not ended yet; only Podman tells so.
    case stopping
    /// Its processes are frozen.
    case paused
    /// It exited and the engine starts it again.
    case restarting
    /// It is being removed.
    case removing
    /// It ran and exited. Podman's `stopped` is this, too.
    case exited
    /// Its removal failed.
    case dead
    /// A word that this client does not know.
    case other(String)

    private static let words: [String: ContainerStatus] = [
        "created": .created, "configured": .created, "initialized": .created, "running": .running, "paused": .paused,
        "stopping": .stopping, "restarting": .restarting, "removing": .removing, "exited": .exited, "stopped": .exited,
        "dead": .dead,
    ]

    /// Takes the engine's word.
    package init(_ word: String) { self = Self.words[word] ?? .other(word) }

    /// Reads the engine's word.
    package init(from decoder: any Decoder) throws {
        self.init(try decoder.singleValueContainer().decode(String.self))
    }

    /// Writes Docker's word.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }

    /// Docker's word.
    package var description: String {
        switch self {
        case .created: "created"
        case .running: "running"
        case .stopping: "stopping"
        case .paused: "paused"
        case .restarting: "restarting"
        case .removing: "removing"
        case .exited: "exited"
        case .dead: "dead"
        case .other(let word): word
        }
    }
}
