import Convergence
import EngineAPI
import EngineClient
import EngineServer
import Operations
import Reconciliation
import SessionEvents
import TestSupport
import Testing

/// Taking a project down, without an engine.
@Suite(.timeLimit(.minutes(5))) struct DownTests {
    private static let shop = """
        services:
          web: {image: web, depends_on: [db]}
          db: {image: db, volumes: ["data:/data"]}
        volumes: {data: {}}
        """

    @Test func containersGoInOrderAndVolumesStay() async throws {
        let fixture = try OperationsFixture(Self.shop)
        try await ServedEngine.with(fixture.store) { engine in
            try await fixture.up(engine.client)
            fixture.store.forgetCalls()
            try await fixture.down(engine.client)
        }
        #expect(fixture.store.calls(.stopContainer) == ["stopContainer shop-web-1", "stopContainer shop-db-1"])
        #expect(fixture.store.containerNames == [])
        #expect(fixture.store.networkNames == [])
        #expect(fixture.store.volumeNames == ["shop_data"])
        #expect(fixture.store.imageNames == ["db:latest", "web:latest"])
    }

    @Test func volumesGoWhenAskedFor() async throws {
        let fixture = try OperationsFixture(Self.shop)
        try await ServedEngine.with(fixture.store) { engine in
            try await fixture.up(engine.client)
            try await fixture.down(engine.client) { $0.removesVolumes = true }
        }
        #expect(fixture.store.volumeNames == [])
    }

    @Test(arguments: [(TeardownOptions.Images.local, ["web:latest"]), (.all, [])])
    func imagesGo(_ images: TeardownOptions.Images, remaining: [String]) async throws {
        let fixture = try OperationsFixture(
            """
            services:
              web: {image: web, network_mode: none}
              job: {build: /nowhere, network_mode: none}
            """
        )
        try await ServedEngine.with(fixture.store) { engine in
            try await fixture.up(engine.client)
            try await fixture.down(engine.client) { $0.images = images }
        }
        #expect(fixture.store.imageNames == remaining)
    }

    @Test(arguments: [(TeardownOptions.Images.local, ["web:latest"]), (.all, [])])
    func withoutFilesTheImagesOfContainersGo(_ images: TeardownOptions.Images, remaining: [String]) async throws {
        let fixture = try OperationsFixture(
            """
            services:
              web: {image: web, network_mode: none}
              job: {build: /nowhere, network_mode: none}
            """
        )
        try await ServedEngine.with(fixture.store) { engine in
            try await fixture.up(engine.client)
            try await fixture.downWithoutFiles(engine.client) { $0.images = images }
        }
        #expect(fixture.store.containerNames == [])
        #expect(fixture.store.imageNames == remaining)
    }

    @Test func anImageThatSomebodyElseUsesStays() async throws {
        let fixture = try OperationsFixture("services: {web: {image: web, network_mode: none}}")
        try await ServedEngine.with(fixture.store) { engine in
            try await fixture.up(engine.client)
            let other = try await engine.client.createContainer(ContainerCreateRequest(image: "web"), name: "other")
            let image = try await engine.client.inspectImage("web").id.shortForm
            try await fixture.down(engine.client) { $0.images = .all }
            #expect(
                fixture.events.warnings == [
                    "Image web  Resource is still in use: conflict: unable to remove repository reference \"web\" "
                        + "(must force) - container \(other.id.shortForm) is using its referenced image \(image)"
                ]
            )
        }
        #expect(fixture.store.containerNames == ["other"])
        #expect(fixture.store.imageNames == ["web:latest"])
    }

    @Test func aNetworkThatSomebodyElseIsInStays() async throws {
        let fixture = try OperationsFixture("services: {web: {image: web}}")
        try await ServedEngine.with(fixture.store) { engine in
            try await fixture.up(engine.client)
            let other = try await engine.client.createContainer(ContainerCreateRequest(image: "web"), name: "other")
            try await engine.client.startContainer(other.id)
            try await engine.client.connect(other.id, to: "shop_default")
            let network = try await engine.client.inspectNetwork("shop_default").id
            try await fixture.down(engine.client)
            #expect(
                fixture.events.warnings == [
                    "Network shop_default  Resource is still in use: error while removing network: "
                        + "network shop_default id \(network) has active endpoints"
                ]
            )
            #expect(
                fixture.events.all.contains {
                    $0.action == .stepFailed(action: .removeNetwork, isTolerated: true)
                }
            )
        }
        #expect(fixture.store.containerNames == ["other"])
        #expect(fixture.store.networkNames == ["shop_default"])
    }

    @Test func aNetworkThatSomebodyElseIsInStaysWithPodman() async throws {
        let store = ScriptedStore(images: ["web"], as: .podman)
        let fixture = try OperationsFixture("services: {web: {image: web}}", on: store)
        try await ServedEngine.with(fixture.store) { engine in
            try await fixture.up(engine.client)
            let other = try await engine.client.createContainer(ContainerCreateRequest(image: "web"), name: "other")
            try await engine.client.connect(other.id, to: "shop_default")
            try await fixture.down(engine.client)
            #expect(
                fixture.events.warnings == [
                    "Network shop_default  Resource is still in use: \"shop_default\" has associated containers with it: "
                        + "network is being used"
                ]
            )
        }
        #expect(fixture.store.networkNames == ["shop_default"])
    }

    @Test func whatSomebodyElseUsesHidesNoFailure() async throws {
        let fixture = try OperationsFixture(
            """
            services: {web: {image: web, volumes: ["data:/data"]}}
            volumes: {data: {}}
            """
        )
        fixture.store.fail(.removeNetwork, with: .system("boom"))
        fixture.store.fail(.removeVolume, with: .conflict("volume is in use"))
        try await ServedEngine.with(fixture.store) { engine in
            try await fixture.up(engine.client)
            do {
                try await fixture.down(engine.client) { $0.removesVolumes = true }
                Issue.record("it did not fail")
            } catch let error as ConvergenceError {
                #expect(
                    "\(error)"
                        == "cannot remove network shop_default: the engine refused 'DELETE /networks/shop_default' "
                        + "with status 500: boom"
                )
            }
        }
        #expect(fixture.events.warnings == ["Volume shop_data  Resource is still in use: volume is in use"])
        let failures = fixture.events.all.map(\.action).filter {
            if case .stepFailed = $0 { true } else { false }
        }
        let expected: Set<EventAction> = [
            .stepFailed(action: .removeNetwork), .stepFailed(action: .removeVolume, isTolerated: true),
        ]
        #expect(Set(failures) == expected)
    }

    @Test func whatFailsKeepsNothingElse() async throws {
        let fixture = try OperationsFixture(Self.shop)
        try await ServedEngine.with(fixture.store) { engine in
            try await fixture.up(engine.client)
            fixture.store.fail(.removeContainer, on: "shop-web-1", with: .system("boom"))
            do {
                try await fixture.down(engine.client)
                Issue.record("it did not fail")
            } catch let error as ConvergenceError {
                #expect(
                    "\(error)"
                        == "cannot remove container shop-web-1: the engine refused 'DELETE /containers/shop-web-1' with status 500: boom"
                )
            }
        }
        #expect(fixture.store.containerNames == ["shop-web-1"])
        #expect(fixture.store.networkNames == ["shop_default"])
    }

    @Test func whatIsGoneAlreadyIsNoError() async throws {
        let fixture = try OperationsFixture(Self.shop)
        fixture.store.fail(.removeNetwork, with: .notFound("network shop_default not found"))
        try await ServedEngine.with(fixture.store) { engine in
            try await fixture.up(engine.client)
            try await fixture.down(engine.client)
            #expect(fixture.events.warnings == [])
        }
    }

    @Test func whereThereIsNothingAWarningSaysSo() async throws {
        let fixture = try OperationsFixture(Self.shop)
        try await ServedEngine.with(fixture.store) { engine in try await fixture.down(engine.client) }
        #expect(fixture.events.warnings == ["nothing to take down for project 'shop'"])
    }
}
