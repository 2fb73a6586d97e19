import ComposeModel
import EngineAPI
import OrderedCollections
import Reconciliation
import Testing

/// What Ctrl-C stops after `up`.
@Suite struct ShutdownSelectionTests {
    private static let text = """
        services:
          app: {image: a, depends_on: [db, cache]}
          admin: {image: a, depends_on: [db]}
          db: {image: d}
          cache: {image: c, depends_on: [disk]}
          disk: {image: c}
        """

    private func stopped(_ requested: [ServiceName], before: Set<ServiceName>, running: [ServiceName]) throws
        -> [ServiceName]
    {
        let fixture = try PlanFixture(Self.text)
        let containers = running.map { service in
            ObservedContainer(
                id: ContainerID("id-\(service)"),
                name: "shop-\(service)-1",
                service: service,
                number: 1,
                state: .running(.none)
            )
        }
        return try ShutdownSelection(
            requested,
            of: fixture.project,
            before: before,
            observed: ObservedState(containers: containers)
        )
        .services
    }

    @Test func withoutNamesAllStop() throws {
        let all: [ServiceName] = ["app", "admin", "db", "cache", "disk"]
        #expect(Set(try stopped([], before: Set(all), running: all)) == Set(all))
    }

    @Test func dependenciesThatRanBeforeStay() throws {
        #expect(
            try stopped(["app"], before: ["db", "cache", "disk"], running: ["app", "db", "cache", "disk"]) == ["app"]
        )
    }

    @Test func dependenciesThatUpStartedStop() throws {
        #expect(
            Set(try stopped(["app"], before: [], running: ["app", "db", "cache", "disk"]))
                == ["app", "db", "cache", "disk"]
        )
    }

    @Test func whatAServiceThatStaysUsesStays() throws {
        #expect(
            Set(try stopped(["app"], before: [], running: ["app", "admin", "db", "cache", "disk"]))
                == ["app", "cache", "disk"]
        )
        // 'cache' ran before, so what it needs stays as well.
        #expect(
            Set(try stopped(["app"], before: ["cache"], running: ["app", "db", "cache", "disk"])) == ["app", "db"]
        )
    }

    @Test func whatWasNamedStopsWhoeverUsesIt() throws {
        #expect(try stopped(["db"], before: ["db", "admin"], running: ["admin", "db"]) == ["db"])
    }
}
