import CLibrary
import Testing

@testable import Convergence

/// Who listens on a port of this host.
@Suite struct ListeningProcessTests {
    private static let table = """
          sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
           0: 00000000:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 41001 1 0000000000000000 100 0 0 10 0
           1: 0100007F:1F90 0100007F:9C40 01 00000000:00000000 00:00000000 00000000     0        0 41002 1 0000000000000000 20 4 30 10 -1
           2: 00000000000000000000000000000000:1F90 00000000000000000000000000000000:0000 07 00000000:00000000 00:00000000 00000000 0 0 41003 2 0000000000000000 0
           3: 00000000:1F90 00000000:0000 06 00000000:00000000 03:00000C5D 00000000     0        0 0 3 0000000000000000
           4: 00000000:1F91 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 41004 1 0000000000000000 100 0 0 10 0
        """

    @Test func socketsThatListenAndThoseOfUDPHoldAPort() {
        #expect(ListeningProcess.sockets(boundTo: 8080, in: Self.table) == ["41001", "41003"])
        #expect(ListeningProcess.sockets(boundTo: 8081, in: Self.table) == ["41004"])
        #expect(ListeningProcess.sockets(boundTo: 80, in: Self.table) == [])
    }

    @Test(arguments: ["", "x", "sl\n 0: 1F90 0 0A", "sl\n 0: :FFFFF 0 0A 0 0 0 0 0 41001"])
    func whatIsNoTableHoldsNone(text: String) {
        #expect(ListeningProcess.sockets(boundTo: 8080, in: text) == [])
    }

    #if os(Linux)
    @Test func theProcessIsFoundThatListens() throws {
        let socket = CLibrary.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(socket) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                #expect(bind(socket, generic, length) == 0)
                #expect(listen(socket, 1) == 0)
                #expect(getsockname(socket, generic, &length) == 0)
            }
        }
        let found = try #require(ListeningProcess.find(port: UInt16(bigEndian: address.sin_port)))
        #expect(found.id == Int(getpid()))
        #expect(!found.name.isEmpty)
    }
    #endif
}
