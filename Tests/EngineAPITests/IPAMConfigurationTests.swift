import Testing

@testable import EngineAPI

/// The address of the host in a network, stated or not.
@Suite struct IPAMConfigurationTests {
    private static func hostAddress(_ pools: IPAMConfiguration.Pool...) -> String? {
        IPAMConfiguration(pools: pools).hostAddress
    }

    @Test func aGatewayThatIsStatedCounts() {
        #expect(
            Self.hostAddress(.init(subnet: "10.0.0.0/8"), .init(subnet: "172.17.0.0/16", gateway: "172.17.0.9"))
                == "172.17.0.9"
        )
    }

    @Test(arguments: [
        ("172.17.0.0/16", "172.17.0.1"), ("192.168.5.128/25", "192.168.5.129"), ("10.1.2.3/8", "10.0.0.1"),
        ("255.255.255.252/30", "255.255.255.253"), ("0.0.0.0/0", "0.0.0.1"),
    ])
    func otherwiseItIsTheFirstOfTheSubnet(_ subnet: String, _ address: String) {
        #expect(Self.hostAddress(.init(subnet: "fd00::/64"), .init(subnet: subnet)) == address)
    }

    @Test(arguments: [
        "", "fd00::/64", "10.0.0.0", "10.0.0/8", "10.0.0.256/8", "10.0.0.0/33", "10.0.0.0/32", "10..0.0/8",
    ])
    func otherSubnetsSayNothing(_ subnet: String) {
        #expect(Self.hostAddress(.init(subnet: subnet)) == nil)
    }
}
