import ComposeModel
import EngineAPI
import Testing

@testable import Workflows

/// Which volumes are snapshots, and which only began to be some.
@Suite struct SnapshotCatalogueTests {
    private func snapshot(_ identifier: String, _ name: String, at time: Int64, branch: String? = nil) -> Snapshot {
        Snapshot(
            identifier: identifier,
            name: name,
            service: "db",
            engine: "postgres",
            image: "postgres:15",
            version: "15",
            time: time,
            size: 2_048,
            branch: branch,
            isBound: branch != nil,
            parts: [Snapshot.Part(volume: "shop_snapshot_\(identifier)_0", target: "/data")],
            project: "shop"
        )
    }

    private func record(_ snapshot: Snapshot) -> VolumeInspection {
        VolumeInspection(name: EngineAPI.VolumeName(snapshot.record), labels: snapshot.labels)
    }

    private func part(_ identifier: String) -> VolumeInspection {
        VolumeInspection(
            name: EngineAPI.VolumeName("shop_snapshot_\(identifier)_0"),
            labels: [
                ComposeLabel.snapshotProject: "shop", ComposeLabel.snapshotIdentifier: identifier,
                ComposeLabel.snapshotTarget: "/data",
            ]
        )
    }

    @Test func whatLabelsSayIsReadAgain() {
        let one = snapshot("a", "seeded", at: 7, branch: "main")
        #expect(SnapshotCatalogue([record(one), part("a")]).snapshots == [one])
    }

    @Test func theNewestComesFirst() {
        let volumes = [
            record(snapshot("a", "one", at: 1)), part("a"), record(snapshot("b", "two", at: 2)), part("b"),
        ]
        #expect(SnapshotCatalogue(volumes).snapshots.map(\.name) == ["two", "one"])
        #expect(SnapshotCatalogue(volumes).abandoned == [])
    }

    @Test func whatIsNotCompleteIsNeverOffered() {
        let cut = SnapshotCatalogue([part("a")])
        #expect(cut.snapshots == [])
        #expect(cut.abandoned == ["shop_snapshot_a_0"])
        let robbed = SnapshotCatalogue([record(snapshot("a", "one", at: 1))])
        #expect(robbed.snapshots == [])
        #expect(robbed.abandoned == ["shop_snapshot_a"])
    }

    @Test func aNewerOneOfTheNameTakesThePlace() {
        let volumes = [
            record(snapshot("a", "before-restore", at: 1)), part("a"),
            record(snapshot("b", "before-restore", at: 2)), part("b"),
        ]
        let catalogue = SnapshotCatalogue(volumes)
        #expect(catalogue.snapshots.map(\.identifier) == ["b"])
        #expect(catalogue.abandoned == ["shop_snapshot_a", "shop_snapshot_a_0"])
    }

    @Test func theBranchFindsItsOwn() {
        let catalogue = SnapshotCatalogue([
            record(snapshot("a", "one", at: 1, branch: "main")), part("a"), record(snapshot("b", "two", at: 2)),
            part("b"),
        ])
        #expect(catalogue.snapshot(of: "main")?.name == "one")
        #expect(catalogue.snapshot(of: "other") == nil)
        #expect(throws: DatabaseError.noSnapshot("on", known: ["two", "one"])) {
            _ = try catalogue.snapshot(named: "on")
        }
    }

    @Test(arguments: ["seeded", "feature/a-1", "2026-11-29T07-15-03"]) func names(name: String) {
        #expect(Snapshot.isName(name))
    }

    @Test(arguments: ["", "-a", "a b", "ä", "a;b"]) func noNames(name: String) { #expect(!Snapshot.isName(name)) }

    @Test func theTimeIsAName() {
        #expect(Snapshot.name(at: .seconds(1_700_000_000)) == "2023-11-14T22-13-20")
        #expect(Snapshot.isName(Snapshot.name(at: .seconds(1_700_000_000))))
    }

    @Test func findingsAreRead() {
        let findings = CopyScript.Findings("kib 40\nversion 15\n")
        #expect(findings.size == 40_960)
        #expect(findings.version == "15")
        #expect(CopyScript.Findings("").version == nil)
    }
}
