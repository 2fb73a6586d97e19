import ComposeModel
import EngineAPI
import OrderedCollections
@testable import Reconciliation
import Testing

/// What the engine's device drivers are asked for.
@Suite struct DeviceRequestTests {
    private func requests(_ attribute: String) throws -> [EngineAPI.DeviceRequest] {
        let fixture = try PlanFixture("services: {web: {image: web, \(attribute)}}")
        let service = try #require(fixture.project.services["web"])
        return try ContainerBlueprint(of: service, in: fixture.project).request.hostConfig.deviceRequests
    }

    @Test func graphicsProcessorsAreAskedForAsSuch() throws {
        #expect(try requests("gpus: all").map(\.capabilities) == [[["gpu"]]])
        #expect(try requests("gpus: all").map(\.count) == [-1])
        let some = try requests("gpus: [{driver: nvidia, device_ids: ['0'], capabilities: [utility]}]")
        #expect(some.map(\.capabilities) == [[["utility", "gpu"]]] && some.map(\.deviceIDs) == [["0"]])
        #expect(try requests("gpus: [{capabilities: [gpu]}]").map(\.capabilities) == [[["gpu"]]])
    }

    @Test func reservedDevicesAreAskedForAsTheyAre() throws {
        let reserved = try requests("deploy: {resources: {reservations: {devices: [{capabilities: [tpu], count: 2}]}}}")
        #expect(reserved.map(\.capabilities) == [[["tpu"]]] && reserved.map(\.count) == [2])
    }
}
