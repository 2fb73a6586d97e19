import ComposeModel
import Operations
import Testing

/// Which ports of the host a stack gets.
@Suite struct PortAllotmentTests {
    private typealias Range = PortMapping.PortRange
    private static let wanted: [PortMapping.PortRange] = [.init(8_000), .init(5_432), .init(9_000, through: 9_002)]

    @Test func portsKeepTheirOrderAndRangesStayTogether() throws {
        let ports = try PortAllotment(for: Self.wanted, besides: []) { _ in true }
        #expect(ports.block == .init(20_000, through: 20_099))
        #expect(ports.counterpart(of: 5_432) == 20_000)
        #expect(ports.counterpart(of: 8_000) == 20_001)
        #expect(ports.counterpart(of: Range(9_000, through: 9_002)) == Range(20_002, through: 20_004))
        #expect(ports.counterpart(of: 9_001) == 20_003)
        #expect(ports.counterpart(of: 80) == nil)
    }

    @Test func whatIsUsedIsPassedOver() throws {
        let ports = try PortAllotment(for: Self.wanted, besides: [.init(20_000, through: 20_099)]) { port in
            port != 20_100 && port != 20_103
        }
        #expect(ports.counterpart(of: 5_432) == 20_101)
        #expect(ports.counterpart(of: 8_000) == 20_102)
        #expect(ports.counterpart(of: Range(9_000, through: 9_002)) == Range(20_104, through: 20_106))
    }

    @Test(
        arguments: [(0, 20_000), (1, 20_100), (2, 20_200), (3, 20_000), (UInt64.max, 20_000)] as [(UInt64, UInt16)]
    )
    func theSeedSaysWhereTheSearchBegins(seed: UInt64, first: UInt16) throws {
        let range = PortAllotment.Block(20_000, through: 20_350)
        let ports = try PortAllotment(for: Self.wanted, within: range, seed: seed, besides: []) { _ in true }
        #expect(ports.block == .init(first, through: first + 99))
    }

    @Test func theSearchGoesAroundTheEndOfTheRange() throws {
        let range = PortAllotment.Block(20_000, through: 20_299)
        let last = PortAllotment.Block(20_200, through: 20_299)
        let ports = try PortAllotment(for: Self.wanted, within: range, seed: 2, besides: [last]) { $0 >= 20_100 }
        #expect(ports.block == .init(20_100, through: 20_199))
        let large = try PortAllotment(for: [.init(8_000, through: 8_149)], within: range, seed: 3, besides: []) { _ in
            true
        }
        #expect(large.block == .init(20_100, through: 20_299))
        #expect(throws: PortAllotment.Exhausted(ports: "8000")) {
            try PortAllotment(for: [.init(8_000)], within: .init(20_000, through: 20_098), seed: 7, besides: []) { _ in
                true
            }
        }
    }

    @Test func whatIsAllottedStays() throws {
        var ports = try PortAllotment(for: [.init(8_000)], besides: []) { _ in true }
        try ports.allot(Self.wanted) { _ in true }
        #expect(ports.counterpart(of: 8_000) == 20_000)
        #expect(ports.counterpart(of: 5_432) == 20_001)
        let before = ports
        try ports.allot(Self.wanted.reversed()) { _ in false }
        #expect(ports == before)
    }

    @Test func aRangeThatGrowsGetsPortsThatFollowOneAnother() throws {
        var ports = try PortAllotment(for: [.init(8_000), .init(8_002)], besides: []) { _ in true }
        try ports.allot([.init(8_000, through: 8_001), .init(8_002)]) { _ in true }
        #expect(ports.counterpart(of: Range(8_000, through: 8_001)) == Range(20_002, through: 20_003))
        #expect(ports.counterpart(of: 8_002) == 20_001)
    }

    @Test func thePortsOfTheStackItselfStay() throws {
        var ports = try PortAllotment(for: [.init(8_000)], besides: []) { _ in true }
        #expect(ports.counterpart(of: Range(20_000)) == Range(20_000))
        try ports.allot([.init(20_050)]) { _ in false }
        #expect(ports.entries.count == 1)
    }

    @Test func thePortThatTheEngineChoosesStaysSo() throws {
        let ports = try PortAllotment(for: [.init(0)], besides: []) { _ in true }
        #expect(ports.entries.isEmpty)
        #expect(ports.counterpart(of: Range(0)) == nil)
    }

    @Test func moreThanAHundredTakeMoreThanOneBlock() throws {
        let ports = try PortAllotment(for: [.init(8_000, through: 8_149)], besides: []) { _ in true }
        #expect(ports.block == .init(20_000, through: 20_199))
    }

    @Test func noneAreLeft() {
        #expect(throws: PortAllotment.Exhausted(ports: "8000")) {
            try PortAllotment(
                for: [.init(8_000)],
                within: .init(20_000, through: 20_199),
                besides: [.init(20_000, through: 20_099)]
            ) { _ in false }
        }
        #expect(throws: PortAllotment.Exhausted(ports: "80-82")) {
            var full = PortAllotment(.init(20_000, through: 20_001))
            try full.allot([.init(80, through: 82)]) { _ in true }
        }
    }
}
