import ComposeModel
import EngineAPI
import Reconciliation
import Testing

/// Containers that turn up after a plan was made, half replaced.
@Suite struct LeftoverTests {
    private func container(
        _ name: String,
        replacing old: String? = nil,
        _ state: ObservedContainer.State = .created
    ) -> ObservedContainer {
        ObservedContainer(
            id: ContainerID("id-\(name)"),
            name: name,
            service: "web",
            number: 1,
            state: state,
            labels: old.map { [ComposeLabel.replaces: $0] } ?? [:]
        )
    }

    private func plan(_ containers: ObservedContainer...) -> String {
        LeftoverPlanner(
            of: Project(name: "shop", workingDirectory: "/shop"),
            observed: ObservedState(containers: containers)
        ).plan().text
    }

    @Test func oneBesideItsOriginalGoes() {
        #expect(
            plan(
                container("shop-web-1", .running(.none)),
                container("3987c834e4c4_shop-web-1", replacing: "shop-web-1")
            )
                == "1. remove container 3987c834e4c4_shop-web-1  # an interrupted replacement left it behind"
        )
    }

    @Test func oneWithoutAnOriginalTakesItsPlace() {
        #expect(
            plan(container("3987c834e4c4_shop-web-1", replacing: "shop-web-1")) == """
                1. rename container 3987c834e4c4_shop-web-1 to shop-web-1  # an interrupted replacement left it under this name
                2. start container shop-web-1 after 1  # it was never started
                """
        )
    }

    @Test func aNameThatOnlyLooksLikeOneStays() {
        #expect(plan(container("3987c834e4c4_shop-web-1", .running(.none))) == "")
        #expect(plan(container("shop_web_1", replacing: "shop-web-1")) == "")
    }

    @Test(
        arguments: [
            ("3987c834e4c4_shop-web-1", "shop-web-1"), ("3987c834e4c4_a_b", "a_b"), ("shop-web-1", nil),
            ("3987c834e4c_web", nil), ("3987c834e4cg_web", nil), ("3987c834e4c4_", nil),
        ] as [(String, String?)]
    )
    func aProvisionalNameHoldsTheFinalOne(name: String, final: String?) {
        #expect(ContainerNaming.finalName(of: name) == final)
    }
}
