import ComposeLoader
import ComposeModel
import TestSupport
import Testing

@testable import Workflows

/// Which port a debugger is published at.
@Suite struct DebugPortTests {
    @Test func theUsualOneOrTheNextThatIsFree() throws {
        #expect(try DebugPort().chosen(usual: 5678) { _ in true } == 5678)
        #expect(try DebugPort(reserved: [5678]).chosen(usual: 5678) { $0 > 5679 } == 5680)
    }

    @Test func theOneThatTheContainerHasStays() throws {
        #expect(try DebugPort(current: 5700).chosen(usual: 5678) { _ in false } == 5700)
        #expect(try DebugPort(wanted: 5700, current: 5700).chosen(usual: 5678) { _ in false } == 5700)
    }

    @Test func oneThatIsInUseIsRefused() {
        let taken = #expect(throws: DebugError.self) { try DebugPort(wanted: 22).chosen(usual: 5678) { _ in false } }
        #expect(taken == .portTaken(22))
        let all = #expect(throws: DebugError.self) { try DebugPort().chosen(usual: 65_500) { _ in false } }
        #expect(all == .portsTaken(65_500, 65_535))
    }

    @Test func otherServicesPortsAreReserved() throws {
        let project = try LoadedProject.shop(
            "services: {web: {image: a, ports: ['80:80']}, db: {image: b, ports: ['90-92:90-92', '7']}}"
        )
        .project
        #expect(DebugPort.published(in: project, besides: "web") == [90, 91, 92])
    }

    @Test func listeningPortsAreReadFromTheKernelsTable() {
        let table = """
              sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
               0: 00000000:162E 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1 1 0 100 0 0 10 0
               1: 0100007F:162F 0100007F:0050 01 00000000:00000000 00:00000000 00000000     0        0 2 1 0 100 0 0 10 0
            """
        #expect(ListeningPorts(table).ports == [5678])
        #expect(ListeningPorts("").ports == [])
    }
}
