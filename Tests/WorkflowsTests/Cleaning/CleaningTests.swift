import ComposeModel
import Diagnostics
import EngineAPI
import EngineServer
import Operations
import SessionEvents
import TestSupport
import Testing

@testable import Workflows

/// Removing what is left over, without an engine.
@Suite(.timeLimit(.minutes(5))) struct CleaningTests {
    private static let shop = """
        services:
          web: {image: web, network_mode: none}
          job: {image: job, network_mode: none, volumes: ["data:/data"]}
        volumes: {data: {}}
        """

    /// The shop, in which the job has ended.
    private static func withEndedJob(
        _ text: String = CleaningTests.shop,
        _ body: @Sendable (UpkeepFixture, ServedEngine) async throws -> Void
    ) async throws {
        let fixture = try UpkeepFixture(text)
        try await ServedEngine.with(fixture.store) { engine in
            try await fixture.up(engine.client)
            fixture.store.exit("shop-job-1", code: 0)
            fixture.store.forgetCalls()
            try await body(fixture, engine)
        }
    }

    @Test func onlyWhatIsLeftOverGoes() async throws {
        try await Self.withEndedJob { fixture, engine in
            let cleaning = try await Cleaning(fixture.session(engine.client), options: CleaningOptions())
            #expect(cleaning.going.map(\.name) == ["shop-job-1"])
            #expect(try await cleaning.run(in: fixture.context) == .done)
            #expect(cleaning.removed.map(\.name) == ["shop-job-1"])
            #expect(fixture.taken == [.other(words: ["docker", "rm", "shop-job-1"])])
            #expect(fixture.store.running == ["shop-web-1"])
            #expect(fixture.store.volumeNames == ["shop_data"])
        }
    }

    @Test func volumesGoWhereThatIsAskedFor() async throws {
        try await Self.withEndedJob { fixture, engine in
            var options = CleaningOptions()
            options.includesVolumes = true
            let cleaning = try await Cleaning(fixture.session(engine.client), options: options)
            _ = try await cleaning.run(in: fixture.context)
            #expect(cleaning.removed.map(\.name) == ["shop-job-1", "shop_data"])
            #expect(fixture.store.volumeNames == [])
        }
    }

    @Test func aVolumeThatIsToBeKeptStays() async throws {
        try await Self.withEndedJob(Self.shop + "\nx-engarde: {clean: {keep: [data]}}\n") { fixture, engine in
            var options = CleaningOptions()
            options.includesVolumes = true
            let cleaning = try await Cleaning(fixture.session(engine.client), options: options)
            _ = try await cleaning.run(in: fixture.context)
            #expect(fixture.store.volumeNames == ["shop_data"])
        }
    }

    @Test func aVolumeThatIsToBeKeptHasToBeThere() async throws {
        let fixture = try UpkeepFixture(Self.shop + "\nx-engarde: {clean: {keep: [date]}}\n")
        try await ServedEngine.with(fixture.store) { engine in
            let error = await #expect(throws: SettingsError.self) {
                _ = try await Cleaning(fixture.session(engine.client), options: CleaningOptions())
            }
            #expect(error?.diagnostics.first?.code == .keptVolumeUnknown)
        }
    }

    @Test func whatCameIntoUseStaysAndIsNamed() async throws {
        try await Self.withEndedJob { fixture, engine in
            fixture.store.fail(.removeContainer, with: .conflict("it is needed"))
            let cleaning = try await Cleaning(fixture.session(engine.client), options: CleaningOptions())
            #expect(try await cleaning.run(in: fixture.context) == .done)
            #expect(cleaning.removed.isEmpty)
            #expect(fixture.events.warnings == ["container 'shop-job-1' stays: it is needed"])
        }
    }

    @Test func theBuildCacheGoesWithAllAndSaysWhatThatFreed() async throws {
        try await Self.withEndedJob { fixture, engine in
            fixture.store.setDiskUsage { $0.buildCache = [.init(id: "a", size: 7)] }
            let spared = try await Cleaning(fixture.session(engine.client), options: CleaningOptions())
            #expect(spared.items.last?.neededOption == "--all")
            var options = CleaningOptions()
            options.includesEverythingBuilt = true
            let cleaning = try await Cleaning(fixture.session(engine.client), options: options)
            _ = try await cleaning.run(in: fixture.context)
            #expect(cleaning.removed.last?.bytes == 7)
            #expect(fixture.store.calls(.removeBuildCache) == ["removeBuildCache"])
        }
    }
}
