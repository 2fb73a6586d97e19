import ComposeModel
import Diagnostics
import EngineAPI
import Testing

@testable import Workflows

/// Which port is opened, and by which address.
@Suite struct AddressChoiceTests {
    private static func port(
        _ target: UInt16,
        on published: UInt16?,
        at host: String = "0.0.0.0",
        _ transport: ContainerPort.Transport = .tcp
    ) -> ContainerSummary.Port {
        ContainerSummary.Port(hostIP: host, privatePort: target, publicPort: published, transport: transport)
    }

    private static func address(
        _ ports: [ContainerSummary.Port],
        port: UInt16? = nil,
        engineHost: String? = nil
    ) throws -> String {
        try AddressChoice(ports, engineHost: engineHost).address(ofPort: port)
    }

    @Test func theLikeliestWebServerIsChosen() throws {
        let ports = [
            Self.port(5678, on: 5678), Self.port(9999, on: 9999), Self.port(8000, on: 18_000),
            Self.port(53, on: 53, .udp), Self.port(7000, on: nil),
        ]
        #expect(try Self.address(ports) == "http://localhost:18000")
        #expect(try Self.address([Self.port(5678, on: 1), Self.port(9999, on: 2)]) == "http://localhost:2")
        #expect(try Self.address([Self.port(80, on: 80), Self.port(443, on: 443)]) == "http://localhost")
        #expect(try Self.address([Self.port(443, on: 8443)]) == "https://localhost:8443")
    }

    @Test func aPortIsNamedAsInTheContainerOrOnTheHost() throws {
        let ports = [Self.port(8000, on: 9000), Self.port(9000, on: 7000)]
        #expect(try Self.address(ports, port: 9000) == "http://localhost:7000")
        #expect(try Self.address(ports, port: 7000) == "http://localhost:7000")
        #expect(try Self.address(ports, port: 8000) == "http://localhost:9000")
    }

    @Test(
        arguments: [
            ("", nil, "http://localhost:1"), ("::", nil, "http://localhost:1"), ("::1", nil, "http://localhost:1"),
            ("127.0.0.1", "far", "http://localhost:1"), ("0.0.0.0", "far", "http://far:1"),
            ("192.168.1.2", nil, "http://192.168.1.2:1"), ("fd00::2", nil, "http://[fd00::2]:1"),
            ("0.0.0.0", "fd00::3", "http://[fd00::3]:1"),
        ] as [(String, String?, String)]
    )
    func theHostIsTheOneThatListens(host: String, engineHost: String?, address: String) throws {
        #expect(try Self.address([Self.port(80, on: 1, at: host)], engineHost: engineHost) == address)
    }

    @Test(
        arguments: [
            ([], nil, .nothingPublished),
            ([port(80, on: nil)], nil, .nothingPublished),
            ([port(80, on: 1)], 81, .notPublished(81, others: [80])),
            ([port(5432, on: 5432)], nil, .noWebServer([5432])),
        ] as [([ContainerSummary.Port], UInt16?, AddressChoice.Failure)]
    )
    func whyThereIsNone(ports: [ContainerSummary.Port], port: UInt16?, failure: AddressChoice.Failure) {
        #expect(throws: failure) { try Self.address(ports, port: port) }
    }

    @Test func whatIsSaidNamesTheService() throws {
        let error = AddressMissing(of: "db", because: .noWebServer([5432]))
        let said = try #require(error.diagnostics.first)
        #expect(said.message == "service 'db' publishes nothing that looks like a web server, but 5432")
        #expect(said.hint == "'--port 5432' opens it all the same")
        #expect(said.code == .addressMissing)
    }
}
