/// Something that happened to an object of the engine.
///
/// - Source: `GET /events`.
package struct EngineEvent: Hashable, Sendable, Codable {
    /// What kind of object it happened to.
    package var type: ObjectType
    /// What happened.
    package var action: Action
    /// The object.
    package var actor: Actor
    /// `local` or `swarm`.
    @ZeroWhenAbsent package var scope: String
    /// When, in seconds since 1970.
    @ZeroWhenAbsent package var time: Int64
    /// When, in nanoseconds since 1970.
    @ZeroWhenAbsent package var timeNano: Int64

    /// Creates an event.
    package init(type: ObjectType, action: Action, actor: Actor, timeNano: Int64) {
        self.type = type
        self.action = action
        self.actor = actor
        self.time = timeNano / 1_000_000_000
        self.timeNano = timeNano
    }

    enum CodingKeys: String, CodingKey {
        case type = "Type"
        case action = "Action"
        case actor = "Actor"
        case scope = "scope"
        case time = "time"
        case timeNano = "timeNano"
    }

    /// The kinds of objects; an engine may know more than the constants.
    package struct ObjectType: RawRepresentable, Hashable, Sendable, Codable {
        /// The engine's word.
        package let rawValue: String
        /// Takes the engine's word.
        package init(rawValue: String) { self.rawValue = rawValue }

        /// A container.
        package static let container = ObjectType(rawValue: "container")
        /// An image.
        package static let image = ObjectType(rawValue: "image")
        /// A network.
        package static let network = ObjectType(rawValue: "network")
        /// A volume.
        package static let volume = ObjectType(rawValue: "volume")
        /// The engine itself.
        package static let daemon = ObjectType(rawValue: "daemon")
        /// The build cache.
        package static let builder = ObjectType(rawValue: "builder")
    }

    /// The object that an event is about.
    package struct Actor: Hashable, Sendable, Codable {
        /// Its identifier, or its name where it has no identifier.
        @ZeroWhenAbsent package var id: String
        /// A container's `name`, `image`, `exitCode` and labels; what else the engine tells.
        @ZeroWhenAbsent package var attributes: [String: String]

        /// Creates an actor.
        package init(id: String, attributes: [String: String] = [:]) {
            self.id = id
            self.attributes = attributes
        }

        enum CodingKeys: String, CodingKey {
            case id = "ID"
            case attributes = "Attributes"
        }
    }

    /// The container, where it happened to one.
    package var container: ContainerID? { type == .container ? ContainerID(actor.id) : nil }
    /// A container's exit code, for which Podman has a name of its own, in its ``Action/die`` and ``Action/execDie``.
    package var exitCode: Int? {
        (actor.attributes["exitCode"] ?? actor.attributes["containerExitCode"]).flatMap { Int($0) }
    }
    /// The `exec`, in the actions that concern one.
    package var exec: ExecID? { actor.attributes["execID"].map { ExecID($0) } }
    /// When it happened.
    package var timestamp: EngineTimestamp {
        EngineTimestamp(seconds: timeNano / 1_000_000_000, nanoseconds: Int32(timeNano % 1_000_000_000))
    }
}
