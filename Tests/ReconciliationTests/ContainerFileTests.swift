import ComposeModel
import EngineAPI
import OrderedCollections
@testable import Reconciliation
import Testing

/// What is put into containers before they start.
@Suite struct ContainerFileTests {
    private static func text(_ more: String = "") -> String {
        """
        services: {web: {image: web, network_mode: none, configs: [settings], secrets: [{source: token, \(more)}]}}
        configs: {settings: {content: "secret-settings"}}
        secrets: {token: {environment: TOKEN}}
        """
    }

    private func fixture(_ more: String = "target: token", token: String = "secret-token") throws -> PlanFixture {
        try PlanFixture(Self.text(more), files: ["/shop/.env": "TOKEN=\(token)\n"])
    }

    @Test func filesArePutBetweenCreationAndStart() throws {
        #expect(
            try fixture().plan() == """
                1. create container shop-web-1  # it does not exist
                2. put config 'settings' at /settings, secret 'token' at /run/secrets/token into container shop-web-1 after 1  # it does not exist
                3. start container shop-web-1 after 1, 2  # it does not exist
                """
        )
    }

    @Test func aReplacementHasItsFilesBeforeTheOldOneIsStopped() throws {
        var running = try fixture()
        try running.carryOut()
        #expect(try running.plan() == "")
        var changed = try fixture(token: "other-token")
        changed.observed = running.observed
        #expect(
            try changed.plan() == """
                1. create container 0123456789ab_shop-web-1  # secrets./run/secrets/token changed
                2. put config 'settings' at /settings, secret 'token' at /run/secrets/token into container 0123456789ab_shop-web-1 after 1  # secrets./run/secrets/token changed
                3. stop container shop-web-1 after 1, 2  # secrets./run/secrets/token changed
                4. remove container shop-web-1 after 3  # secrets./run/secrets/token changed
                5. rename container 0123456789ab_shop-web-1 to shop-web-1 after 4  # secrets./run/secrets/token changed
                6. start container shop-web-1 after 5  # secrets./run/secrets/token changed
                """
        )
    }

    @Test(arguments: [
        "target: other", "target: token, uid: '5'", "target: token, gid: '5'", "target: token, mode: 0400",
    ])
    func placeOwnerAndModeCount(change: String) throws {
        var running = try fixture()
        try running.carryOut()
        var changed = try fixture(change)
        changed.observed = running.observed
        #expect(!(try changed.plan()).isEmpty)
    }

    @Test func whatWasCreatedAndNotFilledIsFilledBeforeItStarts() throws {
        var fixture = try fixture()
        let creation = try fixture.outcome().plan.steps.prefix(1)
        fixture.carryOut(creation)
        #expect(
            try fixture.plan() == """
                1. put config 'settings' at /settings, secret 'token' at /run/secrets/token into container shop-web-1  # it was never started
                2. start container shop-web-1 after 1  # it was never started
                """
        )
    }

    @Test func noPlanNoLabelAndNoDumpShowsWhatTheyHold() throws {
        var fixture = try fixture()
        let plan = try fixture.outcome().plan
        var dumped = ""
        dump(plan, to: &dumped)
        #expect(!dumped.contains("secret-token") && !"\(plan)".contains("secret-token"))
        #expect(!dumped.contains("secret-settings") && !plan.text.contains("secret-settings"))
        fixture.carryOut(plan.steps)
        let labels = fixture.observed.containers.flatMap(\.labels).map { "\($0)=\($1)" }.joined()
        #expect(labels.contains("secrets./run/secrets/token") && !labels.contains("secret-token"))
    }

    @Test func aBlueprintWithoutFilesIsWhatItWas() throws {
        let fixture = try PlanFixture("services: {web: {image: web}}")
        let service = try #require(fixture.project.services["web"])
        #expect(!(try ContainerBlueprint(of: service, in: fixture.project)).json.contains("files"))
    }

    @Test func theSocketBringsTheCredentialsAndTheyReplaceNoContainer() throws {
        var fixture = try PlanFixture("services: {web: {image: web, network_mode: none, use_api_socket: true}}")
        fixture.project.registryConfiguration = Confidential("secret-one")
        let service = try #require(fixture.project.services["web"])
        let blueprint = try ContainerBlueprint(of: service, in: fixture.project)
        #expect(blueprint.files.map(\.path) == ["/run/secrets/docker/config.json"])
        #expect(blueprint.files.map { String(decoding: $0.content, as: UTF8.self) } == ["secret-one"])
        #expect(blueprint.request.config.env == ["DOCKER_CONFIG=/run/secrets/docker"])
        #expect(blueprint.request.hostConfig.mounts.map(\.target) == ["/var/run/docker.sock"])
        try fixture.carryOut()
        fixture.project.registryConfiguration = Confidential("secret-two")
        #expect(try fixture.plan() == "")
        var dumped = ""
        dump(fixture.project, to: &dumped)
        #expect(!dumped.contains("secret-two"))
    }

    @Test func imagesThatAreMountedArePulled() throws {
        let text = "services: {web: {image: web, volumes: [{type: image, source: 'tools:1', target: /tools}]}}"
        var fixture = try PlanFixture(text)
        #expect(try fixture.imagePlan().text == "1. pull image tools:1  # 'web' needs it, and it does not exist")
        #expect(throws: ReconciliationError.imageMissing(service: "web", image: "tools:1")) {
            try fixture.imagePlan(pulling: .never)
        }
        fixture.observed.images["tools:1"] = "sha256:t"
        #expect(try fixture.imagePlan().isEmpty)
        let built = try PlanFixture(
            "services: {web: {image: web, volumes: [{type: image, source: 'tools:1', target: /tools}]}, tools: {image: 'tools:1', build: .}}"
        )
        var observed = built.observed
        observed.images["tools:1"] = nil
        #expect(
            try built.imagePlan(for: ["web"], observed: observed).text
                == "1. build image tools:1 of service tools  # 'web' needs its image, which does not exist"
        )
    }
}
