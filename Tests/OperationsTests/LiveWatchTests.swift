import Diagnostics
import EngineAPI
import EngineClient
import EngineServer
import Operations
import SessionEvents
import TestSupport
import Testing

/// Edits of a project's own files while it is watched.
@Suite(.timeLimit(.minutes(5))) struct LiveWatchTests {
    private static let shop = """
        services:
          web:
            image: web
            network_mode: none
            environment: {A: "1"}
            develop: {watch: [{action: sync, path: ROOT/src, target: /app}]}
          db:
            image: db
            network_mode: none
            develop: {watch: [{action: restart, path: ROOT/conf}]}
        """

    private static let files = ["src/a": "1", "conf/x": "1"]

    @Test func onlyWhatChangedIsReplacedAndEditsGoOnArriving() async throws {
        try await LiveFixture.watching(Self.shop, files: Self.files) { fixture, _ in
            let store = fixture.store
            #expect(try await fixture.arrives("1", at: "/app/a", in: "shop-web-1"))
            let (web, db) = (store.identifier(of: "shop-web-1"), store.identifier(of: "shop-db-1"))
            try fixture.write(Self.shop.replacing(#"A: "1""#, with: #"A: "2""#), to: "compose.yaml")
            #expect(try await eventually { fixture.words.contains("applied compose.yaml") })
            #expect(store.identifier(of: "shop-web-1") != web)
            #expect(store.identifier(of: "shop-db-1") == db)
            #expect(store.starts(of: "shop-db-1") == 1)
            try fixture.write("22", to: "src/a")
            #expect(try await fixture.arrives("22", at: "/app/a", in: "shop-web-1"))
        }
    }

    @Test func aFileThatBreaksIsSaidAndTheNextGoodOneIsTaken() async throws {
        try await LiveFixture.watching(Self.shop, files: Self.files) { fixture, _ in
            let store = fixture.store
            #expect(try await fixture.arrives("1", at: "/app/a", in: "shop-web-1"))
            try fixture.write("services: [", to: "compose.yaml")
            #expect(try await eventually { fixture.words.contains("rejected compose.yaml") })
            try fixture.write("22", to: "src/a")
            #expect(try await fixture.arrives("22", at: "/app/a", in: "shop-web-1"))
            let web = store.identifier(of: "shop-web-1")
            try fixture.write(Self.shop.replacing(#"A: "1""#, with: #"A: "2""#), to: "compose.yaml")
            #expect(try await eventually { fixture.words.contains("applied compose.yaml") })
            #expect(store.identifier(of: "shop-web-1") != web)
        }
    }

    @Test func aServiceThatIsAddedIsBroughtUpAndWatched() async throws {
        let more = """

              cache:
                image: cache
                network_mode: none
                develop: {watch: [{action: sync, path: ROOT/cached, target: /data}]}
            """
        try await LiveFixture.watching(Self.shop, files: Self.files) { fixture, _ in
            try fixture.write("1", to: "cached/k")
            try fixture.write(Self.shop + more, to: "compose.yaml")
            #expect(try await eventually { fixture.store.running.contains("shop-cache-1") })
            #expect(try await fixture.arrives("1", at: "/data/k", in: "shop-cache-1"))
            try fixture.write("22", to: "cached/k")
            #expect(try await fixture.arrives("22", at: "/data/k", in: "shop-cache-1"))
        }
    }

    /// A rule that restarts copies nothing, so that no comparison could make up for it.
    @Test func whatIsSavedWhileAChangeIsCarriedOutIsNotLost() async throws {
        try await LiveFixture.watching(Self.shop, files: Self.files) { fixture, _ in
            let store = fixture.store
            #expect(try await fixture.arrives("1", at: "/app/a", in: "shop-web-1"))
            store.hold(.stopContainer, on: "shop-web-1")
            try fixture.write(Self.shop.replacing(#"A: "1""#, with: #"A: "2""#), to: "compose.yaml")
            try await store.reached(.stopContainer, "shop-web-1")
            try fixture.write("22", to: "src/a")
            try fixture.write("22", to: "conf/x")
            store.release(.stopContainer, on: "shop-web-1")
            #expect(try await fixture.arrives("22", at: "/app/a", in: "shop-web-1"))
            #expect(try await eventually { store.starts(of: "shop-db-1") > 1 })
        }
    }

    @Test func whoDoesNotWantItKeepsTheProjectOfTheStart() async throws {
        try await LiveFixture.watching(Self.shop, files: Self.files, reloads: false) { fixture, _ in
            let web = fixture.store.identifier(of: "shop-web-1")
            try fixture.write(Self.shop.replacing(#"A: "1""#, with: #"A: "2""#), to: "compose.yaml")
            try fixture.write("22", to: "src/a")
            #expect(try await fixture.arrives("22", at: "/app/a", in: "shop-web-1"))
            #expect(fixture.store.identifier(of: "shop-web-1") == web)
            #expect(!fixture.words.contains { $0.hasPrefix("reloaded") })
        }
    }

    @Test func aNameThatDoesNotCountRenamesNothing() async throws {
        let text = "name: shop\n" + Self.shop
        try await LiveFixture.watching(text, files: Self.files) { fixture, _ in
            // What the command line names wins, so the name in the file changes nothing.
            try fixture.write(text.replacing("name: shop", with: "name: other"), to: "compose.yaml")
            #expect(try await eventually { fixture.words.contains { $0.hasPrefix("reloaded compose.yaml") } })
            #expect(!fixture.words.contains { $0.hasPrefix("rejected") })
        }
    }
}
