import ComposeModel
import EngineAPI
import EngineClient
import EngineServer
import Operations
import SessionEvents
import TestSupport
import Testing

@testable import Workflows

/// Snapshots of a database, at an engine in memory.
@Suite(.timeLimit(.minutes(5))) struct SnapshotTests {
    @Test func theDatabaseStopsIsCopiedAndRunsAgain() async throws {
        let fixture = try DatabaseFixture()
        try await ServedEngine.with(fixture.store) { engine in
            try await fixture.up(engine.client)
            fixture.store.forgetCalls()
            #expect(try await fixture.takeSnapshot("seeded", "a1", engine.client) == .done)
            let calls = fixture.store.calls(.stopContainer, .startContainer, .createVolume, .removeContainer)
            #expect(
                calls == [
                    "createVolume shop_snapshot_a1_0", "stopContainer shop-db-1", "startContainer shop-snapshot-a1",
                    "createVolume shop_snapshot_a1", "startContainer shop-db-1", "removeContainer shop-snapshot-a1",
                ]
            )
            #expect(fixture.store.running == ["shop-web-1", "shop-db-1", "shop-other-1"].sortedAsCreated(in: fixture))
            let found = try await SnapshotStore(try fixture.project(engine.client).session.session).list()
            #expect(found.map(\.name) == ["seeded"])
            #expect(found.first?.size == 40_960)
            #expect(found.first?.version == "15")
            #expect(found.first?.time == 1_700_000_000)
        }
    }

    @Test func aCopyThatFailsIsNoSnapshotAndTheDatabaseRuns() async throws {
        let fixture = try DatabaseFixture()
        try await ServedEngine.with(fixture.store) { engine in
            try await fixture.up(engine.client)
            let project = try fixture.project(engine.client)
            fixture.store.script("shop-snapshot-a1") { $0.main = .exits(1, errors: "cp: no space left on device\n") }
            let snapshot = try TakeSnapshot(
                project,
                of: try project.database(named: nil),
                name: "x",
                isBound: false,
                identifier: "a1"
            )
            let expected = DatabaseError.copyFailed(service: "db", code: 1, lines: ["cp: no space left on device"])
            await #expect(throws: expected) { _ = try await snapshot.run(in: project.context) }
            #expect(fixture.store.running.contains("shop-db-1"))
            #expect(fixture.store.volumeNames == ["shop_data"])
            #expect(!fixture.store.containerNames.contains("shop-snapshot-a1"))
        }
    }

    @Test func whatWasKilledIsRemovedAndNeverListed() async throws {
        let fixture = try DatabaseFixture()
        try await ServedEngine.with(fixture.store) { engine in
            try await fixture.up(engine.client)
            _ = try await engine.client.createVolume(
                VolumeCreateRequest(
                    name: EngineAPI.VolumeName("shop_snapshot_a1_0"),
                    labels: [
                        ComposeLabel.snapshotProject: "shop", ComposeLabel.snapshotIdentifier: "a1",
                        ComposeLabel.snapshotTarget: "/var/lib/postgresql/data",
                    ]
                )
            )
            let found = try await SnapshotStore(try fixture.project(engine.client).session.session).list()
            #expect(found == [])
            #expect(fixture.store.volumeNames == ["shop_data"])
        }
    }

    @Test func aNameIsNotTakenTwice() async throws {
        let fixture = try DatabaseFixture()
        try await ServedEngine.with(fixture.store) { engine in
            try await fixture.up(engine.client)
            _ = try await fixture.takeSnapshot("seeded", "a1", engine.client)
            await #expect(throws: DatabaseError.nameTaken("seeded")) {
                _ = try await fixture.takeSnapshot("seeded", "a2", engine.client)
            }
        }
    }

    @Test func aSnapshotOfAnotherVersionIsRefused() async throws {
        let fixture = try DatabaseFixture()
        try await ServedEngine.with(fixture.store) { engine in
            try await fixture.up(engine.client)
            _ = try await fixture.takeSnapshot("seeded", "a1", engine.client)
            let newer = try DatabaseFixture(
                DatabaseFixture.shop.replacing("postgres:15", with: "postgres:16"),
                on: fixture.store
            )
            fixture.store.addImage("postgres:16")
            try await newer.up(engine.client)
            let project = try newer.project(engine.client, asking: DatabaseFixture.Person(agrees: true))
            let restore = RestoreSnapshot(project, name: "seeded", service: nil, options: .init())
            let expected = DatabaseError.otherVersion(snapshot: "seeded", version: "15", service: "db", current: "16")
            await #expect(throws: expected) { _ = try await restore.run(in: project.context) }
        }
    }

    @Test func nothingIsRestoredWithoutAnswer() async throws {
        let fixture = try DatabaseFixture()
        try await ServedEngine.with(fixture.store) { engine in
            try await fixture.up(engine.client)
            _ = try await fixture.takeSnapshot("seeded", "a1", engine.client)
            let project = try fixture.project(engine.client)
            let restore = RestoreSnapshot(project, name: "seeded", service: nil, options: .init())
            let expected = DatabaseError.unconfirmed(loss: "the data of 'db' may be replaced")
            await #expect(throws: expected) { _ = try await restore.run(in: project.context) }
            let refusing = try fixture.project(engine.client, asking: DatabaseFixture.Person(agrees: false))
            let refused = RestoreSnapshot(refusing, name: "seeded", service: nil, options: .init())
            #expect(try await refused.run(in: refusing.context) == .exited(code: 1))
            #expect(!fixture.store.calls(.startContainer).contains("startContainer shop-restore-a1"))
        }
    }

    @Test func theDataComesBack() async throws {
        let fixture = try DatabaseFixture()
        try await ServedEngine.with(fixture.store) { engine in
            try await fixture.up(engine.client)
            _ = try await fixture.takeSnapshot("seeded", "a1", engine.client)
            fixture.store.script("shop-restore-a1") { $0.main = .exits(0) }
            let project = try fixture.project(engine.client)
            var options = RestoreSnapshot.Options()
            options.isAgreed = true
            options.keepsPresent = false
            let restore = RestoreSnapshot(project, name: "seeded", service: nil, options: options)
            #expect(try await restore.run(in: project.context) == .done)
            #expect(fixture.store.starts(of: "shop-db-1") == 3)
            #expect(fixture.store.containerNames.filter { $0.contains("restore") } == [])
            let found = try await SnapshotStore(project.session.session).list()
            #expect(found.map(\.name) == ["seeded"])
        }
    }

    @Test func oneIsRemoved() async throws {
        let fixture = try DatabaseFixture()
        try await ServedEngine.with(fixture.store) { engine in
            try await fixture.up(engine.client)
            _ = try await fixture.takeSnapshot("seeded", "a1", engine.client)
            let project = try fixture.project(engine.client)
            #expect(try await RemoveSnapshot(project, name: "seeded").run(in: project.context) == .done)
            #expect(fixture.store.volumeNames == ["shop_data"])
        }
    }
}

extension [String] {
    /// Names of containers in the order in which the engine made them.
    fileprivate func sortedAsCreated(in fixture: DatabaseFixture) -> [String] {
        fixture.store.containerNames.filter { contains($0) }
    }
}
