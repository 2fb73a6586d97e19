import ComposeModel
import EngineAPI
import OrderedCollections
import Reconciliation
import Testing

/// Two networks of one name, made at the same time by two tools or two users.
@Suite struct DuplicateNetworkTests {
    private func fixture() throws -> PlanFixture {
        var fixture = try PlanFixture("services: {a: {image: a}, b: {image: b}}")
        try fixture.carryOut()
        fixture.observed.duplicateNetworks = [DuplicateNetwork(name: "shop_default", id: "younger")]
        fixture.change("shop-b-1") { $0.networks["shop_default"] = "younger" }
        return fixture
    }

    @Test func upTakesTheYoungerOneAway() throws {
        let cause = "an older network has the name 'shop_default', too"
        let replaced = "network shop_default was replaced"
        #expect(
            try fixture().plan() == """
                1. disconnect container shop-b-1 from network younger  # \(cause)
                2. remove network younger after 1  # \(cause)
                3. create container 0123456789ab_shop-b-1 after 2  # \(replaced)
                4. stop container shop-b-1 after 3  # \(replaced)
                5. remove container shop-b-1 after 4  # \(replaced)
                6. rename container 0123456789ab_shop-b-1 to shop-b-1 after 5  # \(replaced)
                7. start container shop-b-1 after 2, 6  # \(replaced)
                """
        )
    }

    @Test func aContainerThatIsNotReplacedJoinsTheOlderOne() throws {
        var fixture = try fixture()
        fixture.options.services = ["a"]
        let cause = "an older network has the name 'shop_default', too"
        #expect(
            try fixture.plan() == """
                1. disconnect container shop-b-1 from network younger  # \(cause)
                2. remove network younger after 1  # \(cause)
                3. connect container shop-b-1 to network id-shop_default after 2  # \(cause)
                """
        )
    }

    @Test func downRemovesBothByTheirIdentifiers() throws {
        let fixture = try fixture()
        let plan = Teardown(
            of: "shop",
            project: fixture.project,
            observed: fixture.observed,
            options: TeardownOptions()
        )
        .plan()
        let networks = plan.text.split(separator: "\n").filter { $0.contains("network") }
        #expect(
            networks == [
                "5. remove network id-shop_default after 2, 4  # the project goes down",
                "6. remove network younger after 2, 4  # the project goes down",
            ]
        )
    }
}
