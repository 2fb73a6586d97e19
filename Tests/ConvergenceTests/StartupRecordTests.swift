@testable import Convergence
import ComposeModel
@testable import Reconciliation
import SessionEvents
import Testing

@Suite struct StartupRecordTests {
    private func startOf(_ service: ServiceName) -> Operation {
        .startContainer(
            .init(
                service: service,
                number: 1,
                name: "hq-\(service)-1",
                hooks: [],
                ownNetworks: OwnNetworks(of: Project(name: "hq", workingDirectory: "/hq"))
            )
        )
    }

    private func waitFor(_ service: ServiceName) -> Operation {
        .awaitReadiness(
            .init(
                service: service,
                number: 1,
                name: "hq-\(service)-1",
                condition: .healthy,
                dependents: [],
                isRequired: true
            )
        )
    }

    @Test func startsAndReadinessOfTwoPlansMakeOneTimeline() throws {
        var plan = Plan()
        let dbStart = plan.add(startOf("db"), because: "")
        let dbWait = plan.add(waitFor("db"), because: "", after: [dbStart])
        let cacheStart = plan.add(startOf("cache"), because: "")
        let cacheWait = plan.add(waitFor("cache"), because: "", after: [cacheStart])
        let apiStart = plan.add(startOf("api"), because: "", after: [dbWait, cacheWait])
        var record = StartupRecord()
        for (id, milliseconds, outcome) in [
            (dbStart, 100, nil), (cacheStart, 120, nil), (cacheWait, 200, .healthy), (dbWait, 900, .healthy),
            (apiStart, 950, nil),
        ] as [(Int, Int, ReadinessWaiter.Outcome?)] {
            record.note(try #require(plan.step(id)), at: .milliseconds(milliseconds), outcome, in: plan)
        }
        record.total = .milliseconds(950)
        #expect(record.readyContainers == ["hq-db-1", "hq-cache-1"])

        var later = Plan()
        let apiWait = later.add(waitFor("api"), because: "")
        var second = StartupRecord()
        second.note(try #require(later.step(apiWait)), at: .milliseconds(300), .healthy, in: later)
        second.total = .milliseconds(300)

        let timeline = record.followed(by: second, after: .milliseconds(50))
            .timeline(after: .milliseconds(10), project: "hq")
        #expect(timeline.total.duration == .milliseconds(1_310))
        #expect(timeline.rows.map(\.container) == ["db-1", "cache-1", "api-1"])
        #expect(timeline.rows.map(\.started?.duration) == [.milliseconds(110), .milliseconds(130), .milliseconds(960)])
        #expect(timeline.rows.map(\.ready?.duration) == [.milliseconds(910), .milliseconds(210), .milliseconds(1_310)])
        // The dependency that was ready last is named first: it is the one that the start waited for.
        #expect(timeline.rows.last?.waitedFor == ["db-1", "cache-1"])
    }

    @Test func awaitThatGaveUpLeavesNoReadiness() throws {
        var plan = Plan()
        let wait = plan.add(waitFor("db"), because: "")
        var record = StartupRecord()
        record.note(try #require(plan.step(wait)), at: .seconds(1), nil, in: plan)
        #expect(record.readyContainers == [])
    }
}
