import EngineAPI
import Reconciliation
import Testing

@testable import Convergence

@Suite struct EngineChangeTests {
    @Test func whatIsCreatedMayTurnUpLate() {
        #expect(EngineChange(.createNetwork(.init(name: "shop_default"))) == .networkCreation(name: "shop_default"))
        #expect(EngineChange(.createVolume(.init(name: "shop_data"))) == .volumeCreation(name: "shop_data"))
    }

    @Test func aRemovalOfANetworkLeavesNothing() {
        #expect(EngineChange(.removeNetwork(name: "shop_default")) == nil)
    }
}
