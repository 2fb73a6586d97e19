package import EngineAPI

/// What a container uses.
package struct ContainerUsage: Sendable, Hashable {
    /// The container.
    package var id: ContainerID
    /// Its name.
    package var name: String
    /// What the engine said last; `nil` while it has said nothing.
    package var figures: Figures?

    /// Names a container of which nothing is known.
    package init(id: ContainerID, name: String) {
        self.id = id
        self.name = name
    }

    /// The figures.
    package struct Figures: Sendable, Hashable {
        /// How much of one processor, in percent; `nil` in the first look, which there is nothing to compare with.
        package var processorShare: Double?
        /// The memory in bytes, without what only caches files.
        package var memory: UInt64
        /// How much memory it may use, in bytes; 0 while it does not run.
        package var memoryLimit: UInt64
        /// The bytes that came in by networks.
        package var received: UInt64
        /// The bytes that went out by networks.
        package var sent: UInt64
        /// The bytes that were read from devices.
        package var read: UInt64
        /// The bytes that were written to devices.
        package var written: UInt64
        /// How many processes and threads there are.
        package var processes: UInt64

        /// How much of the memory that it may use, in percent.
        package var memoryShare: Double { memoryLimit == 0 ? 0 : Double(memory) / Double(memoryLimit) * 100 }

        /// Takes what matters of an engine's statistics.
        ///
        /// - Source: docker's `container/stats_helpers.go`.
        package init(_ statistics: ContainerStatistics) {
            processorShare = Self.share(statistics.processors, since: statistics.earlierProcessors)
            memory = Self.withoutCache(statistics.memory)
            memoryLimit = statistics.memory.limit
            received = statistics.networks.values.reduce(0) { $0 &+ $1.received }
            sent = statistics.networks.values.reduce(0) { $0 &+ $1.sent }
            read = Self.bytes("r", statistics.blocks)
            written = Self.bytes("w", statistics.blocks)
            processes = statistics.processes.current
        }

        private static func share(
            _ now: ContainerStatistics.ProcessorTime,
            since before: ContainerStatistics.ProcessorTime
        ) -> Double? {
            if before.system == 0, now.system != 0 { return nil }
            let (own, all) = (now.usage.total - before.usage.total, now.system - before.system)
            guard own > 0, all > 0 else { return 0 }
            let count = now.count == 0 ? now.usage.each.count : now.count
            return Double(own) / Double(all) * Double(count) * 100
        }

        /// The counter is called otherwise in the first version of control groups and in the second.
        private static func withoutCache(_ memory: ContainerStatistics.Memory) -> UInt64 {
            let cache = memory.counters["total_inactive_file"] ?? memory.counters["inactive_file"] ?? 0
            return cache < memory.usage ? memory.usage - cache : memory.usage
        }

        private static func bytes(_ letter: Character, _ blocks: ContainerStatistics.Blocks) -> UInt64 {
            blocks.bytes.filter { $0.operation.lowercased().first == letter }.reduce(0) { $0 &+ $1.value }
        }
    }
}
