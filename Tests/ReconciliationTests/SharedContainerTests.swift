import ComposeModel
import EngineAPI
import Reconciliation
import Testing

/// Containers that use what others have: namespaces, volumes, names.
@Suite struct SharedContainerTests {
    @Test(arguments: [
        "network_mode: 'service:base'", "network_mode: none, pid: 'service:base'", "ipc: 'service:base'",
        "volumes_from: ['base:ro']", "links: ['base:db']",
    ])
    func whatIsUsedIsThereBefore(attribute: String) throws {
        let fixture = try PlanFixture(
            """
            services:
              base: {image: b, network_mode: bridge}
              user: {image: u, \(attribute)}
            """
        )
        let steps = try fixture.outcome().plan.steps
        let base = try #require(
            steps.first {
                if case .startContainer(let start) = $0.operation { start.name == "shop-base-1" } else { false }
            }
        )
        let user = try #require(
            steps.first {
                if case .createContainer(let create) = $0.operation { create.name == "shop-user-1" } else { false }
            }
        )
        let plan = try fixture.plan()
        #expect(user.after.contains(base.id), "\(plan)")
    }

    @Test func aContainerWhoseVolumesAreUsedIsReplacedFirst() throws {
        let text =
            "services: {base: {image: b, network_mode: none}, user: {image: u, network_mode: none, volumes_from: [base]}}"
        var fixture = try PlanFixture(text)
        try fixture.carryOut()
        #expect(try fixture.plan() == "")
        fixture.observed.images["b"] = "sha256:new"
        let plan = try fixture.plan().split(separator: "\n").map { $0.prefix { $0 != "#" } }
        let renamed = try #require(plan.firstIndex { $0.contains("rename") && $0.contains("to shop-base-1") })
        let created = try #require(plan.firstIndex { $0.contains("create container") && $0.contains("user-1") })
        #expect(renamed < created, "\(plan)")
    }

    @Test func aLinkHasTheNamesThatDockerComposeGivesIt() throws {
        let fixture = try PlanFixture("services: {base: {image: b}, user: {image: u, links: ['base:db', base]}}")
        let requests = try fixture.outcome().plan.steps.compactMap { step in
            if case .createContainer(let create) = step.operation, create.name == "shop-user-1" {
                create.request
            } else {
                nil
            }
        }
        #expect(
            requests.first?.networks["shop_default"]?.links == [
                "shop-base-1:db", "shop-base-1:base-1", "shop-base-1:shop-base-1",
                "shop-base-1:base", "shop-base-1:base-1", "shop-base-1:shop-base-1",
            ]
        )
    }

    @Test(arguments: ["network_mode: bridge", "networks: [default]"])
    func aLinkToAServiceWithoutAContainerIsLeftOut(network: String) throws {
        var fixture = try PlanFixture(
            """
            services:
              base: {image: b, \(network)}
              other: {image: o, \(network)}
              user: {image: u, \(network), links: ["base:db", other]}
            """
        )
        func links() throws -> [String] {
            try fixture.outcome().plan.steps.flatMap { step -> [String] in
                guard case .createContainer(let create) = step.operation, create.name == "shop-user-1" else {
                    return []
                }
                return create.request.hostConfig.links + create.request.networks.values.flatMap(\.links)
            }
        }
        #expect(try links().count == 6)
        fixture.options.services = ["other"]
        try fixture.carryOut()
        fixture.options.services = ["user"]
        fixture.options.includesDependencies = false
        #expect(
            try links() == ["shop-other-1:other", "shop-other-1:other-1", "shop-other-1:shop-other-1"]
        )
        #expect(
            try fixture.outcome().warnings == ["service 'user' gets no link to service 'base', which has no container"]
        )
    }

    @Test func capabilitiesHaveTheirFullNames() throws {
        func host(_ attributes: String) throws -> HostConfig? {
            let fixture = try PlanFixture("services: {w: {image: w, \(attributes)}}")
            return try fixture.outcome().plan.steps.compactMap { step in
                if case .createContainer(let create) = step.operation { create.request.hostConfig } else { nil }
            }.first
        }
        let some = try host("cap_add: [net_admin, CAP_SYS_TIME], cap_drop: [MKNOD, NET_ADMIN]")
        #expect(some?.capAdd == ["CAP_NET_ADMIN", "CAP_SYS_TIME"])
        #expect(some?.capDrop == ["CAP_MKNOD"])
        let all = try host("cap_add: [chown], cap_drop: [all, MKNOD]")
        #expect(all?.capAdd == ["CAP_CHOWN"] && all?.capDrop == ["ALL"])
    }
}
