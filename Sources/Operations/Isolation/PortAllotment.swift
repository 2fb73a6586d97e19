package import ComposeModel

/// The ports of the host that a stack has for itself, and which of the project's ports each of them stands for.
package struct PortAllotment: Sendable, Hashable, Codable {
    /// Ports that follow one another and belong to one stack.
    package struct Block: Sendable, Hashable, Codable {
        /// The lowest one.
        package var first: UInt16
        /// The highest one.
        package var last: UInt16

        /// Creates a block.
        package init(_ first: UInt16, through last: UInt16) {
            self.first = first
            self.last = last
        }

        /// Whether a port is one of them.
        package func contains(_ port: UInt16) -> Bool { first <= port && port <= last }

        /// Whether the two have a port in common.
        package func overlaps(_ other: Block) -> Bool { first <= other.last && other.first <= last }
    }

    /// Ports of the project and what they became.
    package struct Entry: Sendable, Hashable, Codable {
        /// The ports that the files name.
        package var original: Block
        /// The first of as many ports that stand for them.
        package var first: UInt16
    }

    /// Not enough of a stack's ports are left that nobody uses.
    package struct Exhausted: Error, Hashable {
        /// The ports that the files name and that there was no room for.
        package var ports: String

        /// Names them.
        package init(ports: String) { self.ports = ports }
    }

    /// A stack has so many ports, or a multiple of that.
    package static let blockSize = 100
    /// Where blocks are looked for: below what Linux gives to outgoing connections.
    package static let defaultRange = Block(20_000, through: 32_699)

    /// The ports of the stack.
    package let block: Block
    /// What was allotted, in the order in which that was done.
    package private(set) var entries: [Entry] = []

    /// Takes a block of which nothing is allotted yet.
    package init(_ block: Block) { self.block = block }

    /// Takes the first block that has room, in order from one that the seed decides on, and around the end.
    ///
    /// Those who cannot see each other's blocks and look at the same time, as two users of one engine, rarely take the
    /// same one if their seeds differ.
    ///
    /// - Parameters:
    ///   - wanted: the ports that the files name.
    ///   - range: where blocks are looked for.
    ///   - seed: says which block is looked at first: 0 for the lowest one, any number is good.
    ///   - taken: the blocks of other stacks.
    ///   - isFree: whether nobody uses a port.
    /// - Throws: ``Exhausted``.
    package init(
        for wanted: [PortMapping.PortRange],
        within range: Block = defaultRange,
        seed: UInt64 = 0,
        besides taken: [Block],
        isFree: (UInt16) -> Bool
    ) throws(Exhausted) {
        let needed = Self.merged(wanted).reduce(0) { $0 + Int($1.last) - Int($1.first) + 1 }
        let size = max(1, (needed + Self.blockSize - 1) / Self.blockSize) * Self.blockSize
        let room = Int(range.last) - Int(range.first) + 1 - size
        let count = room < 0 ? 0 : room / Self.blockSize + 1
        for index in 0..<count {
            let place = (Int(seed % UInt64(count)) + index) % count
            let start = Int(range.first) + place * Self.blockSize
            let block = Block(UInt16(start), through: UInt16(start + size - 1))
            guard !taken.contains(where: block.overlaps) else { continue }
            var candidate = PortAllotment(block)
            guard (try? candidate.allot(wanted, isFree: isFree)) != nil else { continue }
            self = candidate
            return
        }
        throw Exhausted(ports: wanted.map(\.description).joined(separator: ", "))
    }

    /// Allots ports to those that have none yet; what has some keeps them.
    ///
    /// - Throws: ``Exhausted``; then nothing has changed.
    package mutating func allot(_ wanted: [PortMapping.PortRange], isFree: (UInt16) -> Bool) throws(Exhausted) {
        var result = self
        for original in Self.merged(wanted.filter { !isOwn($0) }) {
            if result.entry(for: original) != nil { continue }
            // A range that has grown gets new ports, so that they follow one another.
            result.entries.removeAll { $0.original.overlaps(original) }
            guard let first = result.run(of: Int(original.last) - Int(original.first) + 1, isFree) else {
                throw Exhausted(
                    ports: original.first == original.last
                        ? String(original.first) : "\(original.first)-\(original.last)"
                )
            }
            result.entries.append(Entry(original: original, first: first))
        }
        self = result
    }

    /// What a port of the project became; one of the stack's own stays; `nil` where nothing is allotted.
    package func counterpart(of port: UInt16) -> UInt16? {
        if block.contains(port) { return port }
        return entry(for: Block(port, through: port)).map { $0.first + (port - $0.original.first) }
    }

    /// What a range of ports of the project became; `nil` where nothing is allotted, as for a port that the engine
    /// chooses.
    package func counterpart(of range: PortMapping.PortRange) -> PortMapping.PortRange? {
        if isOwn(range) { return range }
        guard range.lower > 0, let entry = entry(for: Block(range.lower, through: range.upper)) else { return nil }
        let first = entry.first + (range.lower - entry.original.first)
        return PortMapping.PortRange(first, through: first + (range.upper - range.lower))
    }

    private func isOwn(_ range: PortMapping.PortRange) -> Bool {
        block.contains(range.lower) && block.contains(range.upper)
    }

    private func entry(for original: Block) -> Entry? {
        entries.first { $0.original.first <= original.first && original.last <= $0.original.last }
    }

    /// The first of so many free ports in a row.
    private func run(of count: Int, _ isFree: (UInt16) -> Bool) -> UInt16? {
        let used = entries.map { entry in
            Block(entry.first, through: entry.first + (entry.original.last - entry.original.first))
        }
        var length = 0
        for port in block.first...block.last {
            length = !used.contains { $0.contains(port) } && isFree(port) ? length + 1 : 0
            if length == count { return port - UInt16(count - 1) }
        }
        return nil
    }

    /// The ranges in order, those that overlap as one; what the engine chooses is none.
    private static func merged(_ ranges: [PortMapping.PortRange]) -> [Block] {
        var blocks: [Block] = []
        for range in ranges.filter({ $0.lower > 0 }).sorted(by: { ($0.lower, $0.upper) < ($1.lower, $1.upper) }) {
            if let last = blocks.last, range.lower <= last.last {
                blocks[blocks.count - 1].last = max(last.last, range.upper)
            } else {
                blocks.append(Block(range.lower, through: range.upper))
            }
        }
        return blocks
    }
}

extension Project {
    /// The host ports that its services publish, those of profiles that are not enabled included.
    package var publishedRanges: [PortMapping.PortRange] {
        allServices.filter { $0.networkMode != .host }.flatMap(\.ports).compactMap(\.published)
    }
}
