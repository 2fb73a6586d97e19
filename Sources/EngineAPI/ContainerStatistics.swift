/// What a container has used until one moment, and what it had used a moment before; all zero while it does not run.
///
/// - Source: `GET /containers/{id}/stats`.
package struct ContainerStatistics: Hashable, Sendable, Codable {
    /// The container.
    @ZeroWhenAbsent package var id: ContainerID
    /// Its name with the engine's leading slash.
    @ZeroWhenAbsent package var slashedName: String
    /// The processors' time.
    @ZeroWhenAbsent package var processors: ProcessorTime
    /// The processors' time a moment before; all zero in the first statistics of a stream.
    @ZeroWhenAbsent package var earlierProcessors: ProcessorTime
    /// The memory.
    @ZeroWhenAbsent package var memory: Memory
    /// The processes.
    @ZeroWhenAbsent package var processes: Processes
    /// The traffic, by the interface's name.
    @ZeroWhenAbsent package var networks: [String: Traffic]
    /// What was read from and written to devices.
    @ZeroWhenAbsent package var blocks: Blocks

    /// Creates statistics that say nothing.
    package init() {}

    enum CodingKeys: String, CodingKey {
        case id = "id"
        case slashedName = "name"
        case processors = "cpu_stats"
        case earlierProcessors = "precpu_stats"
        case memory = "memory_stats"
        case processes = "pids_stats"
        case networks = "networks"
        case blocks = "blkio_stats"
    }

    /// How long processors have worked.
    package struct ProcessorTime: Hashable, Sendable, Codable, ZeroValued {
        /// For the container.
        @ZeroWhenAbsent package var usage: Usage
        /// For everybody, in nanoseconds, all processors together.
        @ZeroWhenAbsent package var system: Int64
        /// How many processors there are; 0 where the engine does not say.
        @ZeroWhenAbsent package var count: Int

        /// Nothing.
        package static var zeroValue: ProcessorTime { ProcessorTime() }

        /// Creates a time of zero.
        package init() {}

        enum CodingKeys: String, CodingKey {
            case usage = "cpu_usage"
            case system = "system_cpu_usage"
            case count = "online_cpus"
        }

        /// How long processors have worked for a container.
        package struct Usage: Hashable, Sendable, Codable, ZeroValued {
            /// In nanoseconds, all processors together.
            @ZeroWhenAbsent package var total: Int64
            /// In nanoseconds, each processor; empty where the engine does not say.
            @ZeroWhenAbsent package var each: [Int64]

            /// Nothing.
            package static var zeroValue: Usage { Usage() }

            /// Creates a usage of zero.
            package init() {}

            enum CodingKeys: String, CodingKey {
                case total = "total_usage"
                case each = "percpu_usage"
            }
        }
    }

    /// The memory in bytes.
    package struct Memory: Hashable, Sendable, Codable, ZeroValued {
        /// What is in use, with what only caches files.
        @ZeroWhenAbsent package var usage: UInt64
        /// How much the container may use, or the host has.
        @ZeroWhenAbsent package var limit: UInt64
        /// The kernel's own counters.
        @ZeroWhenAbsent package var counters: [String: UInt64]

        /// Nothing.
        package static var zeroValue: Memory { Memory() }

        /// Creates a memory of zero.
        package init() {}

        enum CodingKeys: String, CodingKey {
            case usage = "usage"
            case limit = "limit"
            case counters = "stats"
        }
    }

    /// The number of processes.
    package struct Processes: Hashable, Sendable, Codable, ZeroValued {
        /// How many there are, threads included.
        @ZeroWhenAbsent package var current: UInt64

        /// Nothing.
        package static var zeroValue: Processes { Processes() }

        /// Creates a number of zero.
        package init() {}

        enum CodingKeys: String, CodingKey { case current }
    }

    /// The traffic of one interface in bytes.
    package struct Traffic: Hashable, Sendable, Codable {
        /// What came in.
        @ZeroWhenAbsent package var received: UInt64
        /// What went out.
        @ZeroWhenAbsent package var sent: UInt64

        /// Creates traffic.
        package init(received: UInt64 = 0, sent: UInt64 = 0) {
            self.received = received
            self.sent = sent
        }

        enum CodingKeys: String, CodingKey {
            case received = "rx_bytes"
            case sent = "tx_bytes"
        }
    }

    /// What was read from and written to devices.
    package struct Blocks: Hashable, Sendable, Codable, ZeroValued {
        /// Counters by device and operation.
        @ZeroWhenAbsent package var bytes: [Counter]

        /// Nothing.
        package static var zeroValue: Blocks { Blocks() }

        /// Creates counters of zero.
        package init() {}

        enum CodingKeys: String, CodingKey { case bytes = "io_service_bytes_recursive" }

        /// A counter of one device and one kind of operation.
        package struct Counter: Hashable, Sendable, Codable {
            /// `read`, `write` and others, in either case.
            @ZeroWhenAbsent package var operation: String
            /// The bytes.
            @ZeroWhenAbsent package var value: UInt64

            /// Creates a counter.
            package init(operation: String, value: UInt64) {
                self.operation = operation
                self.value = value
            }

            enum CodingKeys: String, CodingKey {
                case operation = "op"
                case value = "value"
            }
        }
    }
}

extension UInt64: ZeroValued {
    /// `0`.
    package static var zeroValue: UInt64 { 0 }
}
