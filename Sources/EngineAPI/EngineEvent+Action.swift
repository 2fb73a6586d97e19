extension EngineEvent {
    /// What happened to an object.
    package enum Action: Hashable, Sendable, Codable, CustomStringConvertible {
        /// It was created.
        case create
        /// A container started.
        case start
        /// A container's main process exited.
        case die
        /// A container was stopped on request; follows ``die``.
        case stop
        /// A container was sent a signal.
        case kill
        /// A container was restarted on request.
        case restart
        /// A container's processes were frozen.
        case pause
        /// A container's processes run again.
        case unpause
        /// The kernel killed a process of a container for lack of memory.
        case oom
        /// It got another name.
        case rename
        /// It was removed. Podman's `remove` of a container is this, too.
        case destroy
        /// A container's health check came to another verdict.
        case healthStatus(HealthStatus)
        /// An `exec` was prepared, of this command.
        case execCreate(String)
        /// An `exec` started, of this command.
        case execStart(String)
        /// An `exec` exited.
        case execDie
        /// A container joined a network.
        case connect
        /// A container left a network.
        case disconnect
        /// A volume was mounted.
        case mount
        /// A volume was unmounted.
        case unmount
        /// An image was pulled.
        case pull
        /// An image got a name.
        case tag
        /// An image lost a name.
        case untag
        /// An image was removed.
        case delete
        /// Anything else, in the engine's words.
        case other(String)

        private static let words: [String: Action] = [
            "create": .create, "start": .start, "die": .die, "stop": .stop, "kill": .kill, "restart": .restart,
            "pause": .pause, "unpause": .unpause, "oom": .oom, "rename": .rename, "destroy": .destroy,
            "remove": .destroy, "exec_die": .execDie, "connect": .connect, "disconnect": .disconnect,
            "mount": .mount, "unmount": .unmount, "pull": .pull, "tag": .tag, "untag": .untag, "delete": .delete,
            "died": .die,
        ]

        /// Podman's names of what Docker calls otherwise, by Docker's.
        package static let podmanNames = ["die": "died", "destroy": "remove"]

        /// Takes the engine's words, such as `start` or `health_status: healthy`.
        package init(_ text: String) {
            if let action = Self.words[text] {
                self = action
                return
            }
            let parts = text.split(separator: ":", maxSplits: 1)
            let detail = parts.count == 2 ? String(parts[1].drop { $0 == " " }) : ""
            switch parts.first {
            case "health_status": self = HealthStatus(rawValue: detail).map { .healthStatus($0) } ?? .other(text)
            case "exec_create": self = .execCreate(detail)
            case "exec_start": self = .execStart(detail)
            default: self = .other(text)
            }
        }

        /// Reads the engine's words.
        package init(from decoder: any Decoder) throws {
            self.init(try decoder.singleValueContainer().decode(String.self))
        }

        /// Writes Docker's words.
        package func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            try container.encode(description)
        }

        /// Docker's words.
        package var description: String {
            switch self {
            case .healthStatus(let status): "health_status: \(status.rawValue)"
            case .execCreate(let command): "exec_create: \(command)"
            case .execStart(let command): "exec_start: \(command)"
            case .other(let text): text
            case .execDie: "exec_die"
            case .create: "create"
            case .start: "start"
            case .die: "die"
            case .stop: "stop"
            case .kill: "kill"
            case .restart: "restart"
            case .pause: "pause"
            case .unpause: "unpause"
            case .oom: "oom"
            case .rename: "rename"
            case .destroy: "destroy"
            case .connect: "connect"
            case .disconnect: "disconnect"
            case .mount: "mount"
            case .unmount: "unmount"
            case .pull: "pull"
            case .tag: "tag"
            case .untag: "untag"
            case .delete: "delete"
            }
        }
    }
}
