import ComposeModel
import EngineAPI
import Testing

@testable import Workflows

/// What is left over of a project.
@Suite struct CleaningPlannerTests {
    private static func container(
        _ name: String,
        of service: String,
        _ state: ContainerStatus,
        project: String = "shop",
        image: String = "sha256:new",
        volume: String? = nil
    ) -> ContainerSummary {
        var container = ContainerSummary(
            id: ContainerID("id-\(name)"),
            name: name,
            image: "app",
            imageID: ImageID(image),
            state: state
        )
        container.labels = [ComposeLabel.project: project, ComposeLabel.service: service]
        if let volume {
            container.mounts = [MountPoint(type: .volume, name: volume, source: "/v", destination: "/data")]
        }
        return container
    }

    private static func image(_ id: String, _ tags: [String]) -> ImageSummary {
        var image = ImageSummary(id: ImageID(id), repoTags: tags)
        image.labels = [ComposeLabel.project: "shop", ComposeLabel.service: "app"]
        return image
    }

    private static func volume(_ name: String) -> VolumeInspection {
        VolumeInspection(name: EngineAPI.VolumeName(name), labels: [ComposeLabel.project: "shop"])
    }

    private static func items(
        _ found: CleaningFindings,
        keeping kept: Set<String> = [],
        _ change: (inout CleaningOptions) -> Void = { _ in }
    ) -> [CleaningItem] {
        var options = CleaningOptions()
        change(&options)
        var planner = CleaningPlanner(project: "shop", services: ["app", "db"], options: options)
        planner.keptVolumes = kept
        return planner.items(found)
    }

    @Test func whatHasEndedAndWhatNobodyKnowsGoes() {
        let items = Self.items(
            CleaningFindings(containers: [
                Self.container("shop-app-1", of: "app", .running), Self.container("shop-db-1", of: "db", .exited),
                Self.container("shop-old-1", of: "old", .running), Self.container("shop-old-2", of: "old", .exited),
                Self.container("shop-db-2", of: "db", .removing),
                Self.container("other-x-1", of: "x", .exited, project: "other"),
                Self.container("shop-app-2", of: "app", .paused),
            ])
        )
        #expect(items.map(\.name) == ["shop-db-1", "shop-old-1", "shop-old-2"])
        #expect(items.map(\.reason) == ["exited", "orphan, running", "orphan, exited"])
        #expect(items.map(\.needsStopping) == [false, true, false])
        #expect(items.map(\.neededOption) == [nil, nil, nil])
    }

    @Test func imagesGoThatNoRemainingContainerUses() {
        let found = CleaningFindings(
            containers: [
                Self.container("shop-app-1", of: "app", .running, image: "sha256:used"),
                Self.container("shop-app-2", of: "app", .exited, image: "sha256:left"),
            ],
            images: [
                Self.image("sha256:used", ["<none>:<none>"]), Self.image("sha256:left", []),
                Self.image("sha256:named", ["shop-app:latest"]),
            ]
        )
        let items = Self.items(found).filter { $0.kind == .image }
        #expect(items.map(\.name) == ["left", "shop-app:latest"])
        #expect(items.map(\.neededOption) == [nil, "--all"])
        #expect(items.map(\.reason) == ["a newer one has its name", "no container uses it"])
        let all = Self.items(found) { $0.includesEverythingBuilt = true }.filter { $0.kind == .image }
        #expect(all.map(\.neededOption) == [nil, nil])
    }

    @Test func volumesGoOnlyWhereThatIsAskedFor() {
        let found = CleaningFindings(
            containers: [
                Self.container("shop-db-1", of: "db", .running, volume: "shop_data"),
                Self.container("shop-app-1", of: "app", .exited, volume: "shop_cache"),
            ],
            volumes: [Self.volume("shop_data"), Self.volume("shop_cache"), Self.volume("shop_kept")]
        )
        let items = Self.items(found, keeping: ["shop_kept"]).filter { $0.kind == .volume }
        #expect(items.map(\.name) == ["shop_cache"])
        #expect(items.map(\.neededOption) == ["--volumes"])
        let all = Self.items(found) { $0.includesVolumes = true }.filter { $0.kind == .volume }
        #expect(all.map(\.name) == ["shop_cache", "shop_kept"])
        #expect(all.map(\.neededOption) == [nil, nil])
    }

    @Test func whatItFreesIsWhatNobodyElseHas() {
        var usage = DiskUsage()
        usage.containers = [.init(id: "id-shop-db-1", writtenSize: 10)]
        usage.images = [.init(id: "sha256:left", size: 100, sharedSize: 60)]
        usage.volumes = [.init(name: "shop_data", size: -1)]
        usage.buildCache = [
            .init(id: "a", size: 7), .init(id: "b", size: 8, isInUse: true), .init(id: "c", size: 9, isShared: true),
        ]
        let items = Self.items(
            CleaningFindings(
                containers: [Self.container("shop-db-1", of: "db", .exited)],
                images: [Self.image("sha256:left", [])],
                volumes: [Self.volume("shop_data")],
                usage: usage
            )
        )
        #expect(items.map(\.kind) == [.container, .image, .volume, .buildCache])
        #expect(items.map(\.bytes) == [10, 40, nil, 7])
        #expect(items.last?.neededOption == "--all")
    }
}
