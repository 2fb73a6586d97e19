import Convergence
import EngineAPI
import EngineClient
import EngineServer
import Operations
import Reconciliation
import TestSupport
import Testing

/// Taking a project down, without an engine.
@Suite(.timeLimit(.minutes(1))) struct DownTests {
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

    @Test func anImageThatSomebodyElseUsesIsAnError() async throws {
        let fixture = try OperationsFixture("services: {web: {image: web, network_mode: none}}")
        try await ServedEngine.with(fixture.store) { engine in
            try await fixture.up(engine.client)
            let other = try await engine.client.createContainer(ContainerCreateRequest(image: "web"), name: "other")
            do {
                try await fixture.down(engine.client) { $0.images = .all }
                Issue.record("it did not fail")
            } catch let error as ConvergenceError {
                let image = try await engine.client.inspectImage("web").id.shortForm
                #expect(
                    "\(error)"
                        == "cannot remove image web: image 'web' is in conflict with the request: conflict: unable "
                        + "to remove repository reference \"web\" (must force) - container \(other.id.shortForm) is using "
                        + "its referenced image \(image)"
                )
            }
        }
        #expect(fixture.store.containerNames == ["other"])
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
