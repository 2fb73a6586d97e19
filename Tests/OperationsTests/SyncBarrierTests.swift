import ComposeModel
import Diagnostics
import EngineAPI
import EngineClient
import EngineServer
import Operations
import SessionEvents
import TestSupport
import Testing

/// Waiting until everything that was saved is in the containers.
@Suite(.timeLimit(.minutes(5))) struct SyncBarrierTests {
    private static func shop(_ rule: String = "action: sync") -> String {
        """
        services:
          web:
            image: web
            network_mode: none
            develop: {watch: [{\(rule), path: ROOT/src, target: /app}]}
          db: {image: db, network_mode: none}
        """
    }

    private func barrier(_ fixture: LiveFixture, _ client: EngineClient) throws -> SyncBarrier {
        SyncBarrier(try fixture.session(client), limit: .seconds(60))
    }

    @Test func whatWasSavedBeforeIsThereWhenItReturns() async throws {
        try await LiveFixture.watching(Self.shop(), files: ["src/a": "0"]) { fixture, client in
            for number in 1...20 {
                try fixture.write("\(number)", to: "src/a")
                try await barrier(fixture, client).wait(for: [])
                #expect(fixture.store.file("/app/a", in: "shop-web-1") == "\(number)")
            }
            #expect(!fixture.words.contains { $0.hasPrefix("reloaded") })
        }
    }

    @Test func aChangeOfTheProjectIsPartOfWhatWasSaved() async throws {
        try await LiveFixture.watching(Self.shop(), files: ["src/a": "1"]) { fixture, client in
            #expect(try await fixture.arrives("1", at: "/app/a", in: "shop-web-1"))
            let web = fixture.store.identifier(of: "shop-web-1")
            let text = Self.shop().replacing("image: web", with: "image: web\n    labels: {a: b}")
            try fixture.write(text, to: "compose.yaml")
            try await barrier(fixture, client).wait(for: ["web"])
            #expect(fixture.store.identifier(of: "shop-web-1") != web)
        }
    }

    @Test func whereNobodyWatchesItComparesAndCopiesItself() async throws {
        try await LiveFixture.watching(Self.shop(), files: ["src/a": "1"], watches: false) { fixture, client in
            _ = try await Up(try fixture.session(client), options: fixture.options).run()
            #expect(fixture.store.file("/app/a", in: "shop-web-1") == nil)
            try await barrier(fixture, client).wait(for: [])
            #expect(fixture.store.file("/app/a", in: "shop-web-1") == "1")
            let receipts = ReceiptLog(path: fixture.folder.syncLog, wallClock: .system).receipts
            #expect(receipts.map(\.service) == ["web"])
            #expect(receipts.map(\.action) == ["initial sync"])
            // Nobody watches after it.
            #expect(WatchLock.holder(fixture.folder) == nil)
        }
    }

    @Test func whatFailedIsSaid() async throws {
        let rule = "action: sync+exec, exec: {command: [reload]}"
        try await LiveFixture.watching(Self.shop(rule), files: ["src/a": "1"]) { store in
            store.script("web") { script in
                script.exec = { $0.command == ["reload"] ? .exits(3) : .cannotRun }
            }
        } _: { fixture, client in
            // A container without a shell cannot say what differs: commands run for edits behind the first comparison.
            #expect(try await eventually { fixture.events.watched.count { $0 == "initial sync web" } == 2 })
            try fixture.write("22", to: "src/a")
            do {
                try await barrier(fixture, client).wait(for: ["web"])
                Issue.record("it returned")
            } catch let failure as SyncFailure {
                #expect(failure.diagnostics.map(\.message) == ["service 'web': command 'reload' exited with 3"])
            }
            #expect(fixture.store.file("/app/a", in: "shop-web-1") == "22")
        }
    }

    @Test func aServiceWithoutRulesHasNothingToSync() async throws {
        try await LiveFixture.watching(Self.shop(), files: ["src/a": "1"], watches: false) { fixture, client in
            await #expect(throws: SyncFailure.nothingToSync(["db"])) {
                try await barrier(fixture, client).wait(for: ["db"])
            }
        }
    }

    @Test func whoOnlyWantsItWhereSomebodyWatchesWaitsForNobody() async throws {
        try await LiveFixture.watching(Self.shop(), files: ["src/a": "1"], watches: false) { fixture, client in
            try await barrier(fixture, client).waitIfWatched()
            #expect(fixture.events.all.isEmpty)
        }
    }
}
