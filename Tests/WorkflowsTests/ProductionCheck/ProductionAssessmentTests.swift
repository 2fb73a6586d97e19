import ComposeLoader
import ComposeModel
import Diagnostics
import EngineAPI
import OrderedCollections
import Reconciliation
import TestSupport
import Testing

@testable import Workflows

/// What is found of a service, given what the files say and what the engine has.
@Suite struct ProductionAssessmentTests {
    /// The facts of a service that the engine runs as the files say.
    private static func facts(_ loaded: LoadedProject, _ change: (inout ServiceFacts) -> Void) throws -> ServiceFacts {
        let service = try #require(loaded.project.services["web"])
        var facts = ServiceFacts(service: service)
        let wanted = try ContainerBlueprint(of: service, in: loaded.project).request
        facts.wanted = wanted
        var inspection = ContainerInspection(id: "0123", name: "shop-web-1", image: "sha256:1")
        inspection.config = wanted.config
        inspection.hostConfig = wanted.hostConfig
        facts.containers = [
            ServiceFacts.Container(inspection: inspection, readiness: .ready("healthy"), users: ["root"])
        ]
        facts.image = ImageInspection(id: "sha256:1")
        change(&facts)
        return facts
    }

    /// What is found, a line for each finding: `memory limit: 512M, none, failed`.
    private static func lines(
        _ text: String,
        allowingRoot allowed: Set<ServiceName> = [],
        _ change: (inout ServiceFacts) -> Void = { _ in }
    ) throws -> [String] {
        let loaded = try LoadedProject.shop(text)
        let assessment = ProductionAssessment(
            places: ProductionPlaces(loaded: loaded),
            tree: WorkingTree(roots: ["/shop"]),
            look: { $0.hasSuffix(".conf") ? .file : .directory },
            allowedRoots: allowed
        )
        return assessment.findings(of: [try facts(loaded, change)], besides: [])
            .map { "\($0.check.rawValue): \($0.wanted), \($0.found), \($0.verdict.rawValue)" }
    }

    private static func settings(_ text: String) -> String { "services: {web: {image: web, user: app, \(text)}}" }

    @Test func whatTheEngineDoesAsTheFilesSayIsWell() throws {
        let text = """
            services:
              web:
                image: web
                user: app
                restart: always
                logging: {driver: json-file, options: {max-size: 10m}}
                deploy: {resources: {limits: {cpus: "0.5", memory: 512M}}}
            """
        #expect(
            try Self.lines(text) == [
                "health: ready, healthy, ok", "source mounts: none, none, ok", "cpu limit: 0.5, 0.5, ok",
                "memory limit: 512M, 512M, ok", "restart policy: always, always, ok",
                "log: json-file max-size=10m, json-file max-size=10m, ok", "user: app, app, ok",
            ]
        )
    }

    @Test func whatTheEngineLeftOutFails() throws {
        let lines = try Self.lines(Self.settings("restart: always, mem_limit: 512M, cpus: 2")) { facts in
            facts.containers[0].inspection.hostConfig.memory = 0
            facts.containers[0].inspection.hostConfig.restartPolicy = nil
            facts.containers[0].inspection.config.user = ""
        }
        #expect(lines.contains("memory limit: 512M, none, failed"))
        #expect(lines.contains("cpu limit: 2, 2, ok"))
        #expect(lines.contains("restart policy: always, no, failed"))
        #expect(lines.contains("user: app, root, failed"))
    }

    @Test func limitsThatNobodySaysAreWorthKnowing() throws {
        let lines = try Self.lines(Self.settings("tty: false"))
        #expect(lines.contains("memory limit: none said, none, note"))
        #expect(lines.contains("restart policy: no, no, ok"))
    }

    @Test func aServiceThatIsNotReadyFails() throws {
        let lines = try Self.lines(Self.settings("tty: false")) { facts in
            facts.containers[0].readiness = .failed("unhealthy", lines: ["boom"])
        }
        #expect(lines.first == "health: ready, unhealthy, failed")
        let without = try Self.lines(Self.settings("tty: false")) { $0.containers = [] }
        #expect(without.first == "health: ready, no container, failed")
    }

    @Test(arguments: [
        ("./app:/srv/app", "none, /shop/app at /srv/app, failed"),
        ("./app:/srv/app:ro", "none, /shop/app at /srv/app, read-only, failed"),
        ("./web.conf:/srv/web.conf:ro", "configuration only, /shop/web.conf at /srv/web.conf, read-only, note"),
        (
            "./init:/docker-entrypoint-initdb.d:ro",
            "configuration only, /shop/init at /docker-entrypoint-initdb.d, read-only, note"
        ),
        ("./synced/a.conf:/srv/a.conf:ro", "none, /shop/synced/a.conf at /srv/a.conf, read-only, failed"),
        ("/elsewhere:/srv", "none, none, ok"),
    ])
    func mountsOfTheWorkingTree(_ volume: String, found: String) throws {
        let lines = try Self.lines(Self.settings("volumes: [\"\(volume)\"]")) { $0.syncedPaths = ["/shop/synced"] }
        #expect(lines.contains("source mounts: \(found)"), "\(lines)")
    }

    @Test func rootIsAFindingUnlessTheFileOrTheSettingsSaySo() throws {
        let built = "services: {web: {build: /shop}}"
        let pulled = "services: {web: {image: web}}"
        #expect(try Self.lines(built).contains("user: not root, root, failed"))
        #expect(try Self.lines(pulled).contains("user: not root, root, warning"))
        #expect(try Self.lines(built, allowingRoot: ["web"]).contains("user: root is allowed, root, note"))
        #expect(try Self.lines("services: {web: {build: /shop, user: root}}").contains("user: root, root, ok"))
        let dropped = try Self.lines(pulled) { $0.containers[0].users = ["999"] }
        #expect(dropped.contains("user: not root, 999, after a start as root, ok"))
        let named = try Self.lines(built) { $0.image?.config.user = "app:app" }
        #expect(named.contains("user: not root, app:app, ok"))
    }

    @Test func imagesAreComparedWithThoseForDevelopment() throws {
        let built = "services: {web: {build: /shop}}"
        func line(_ size: Int64, _ other: ServiceFacts.DevelopmentImage) throws -> String? {
            try Self.lines(built) { facts in
                facts.image?.size = size
                facts.developmentImage = other
            }
            .last
        }
        let other = ServiceFacts.DevelopmentImage.there(name: "web:dev", size: 100_000_000)
        #expect(try line(90_000_000, other) == "image size: at most 100.0 MB of web:dev, 90.0 MB, ok")
        #expect(try line(120_450_000, other) == "image size: at most 100.0 MB of web:dev, 120.5 MB, warning")
        #expect(try line(1, .missing(name: "web:dev")) == "image size: not built: web:dev, 0.0 MB, note")
    }

    @Test func aFileOfTheImageProvesThatEditsDoNotShow() throws {
        let built = "services: {web: {build: /shop}}"
        func lines(_ change: (inout ServiceFacts) -> Void) throws -> [String] {
            try Self.lines(built) { facts in
                facts.source = SourceFile(path: "/shop/a.py", target: "/app/a.py")
                facts.standing = .inImage
                change(&facts)
            }
        }
        #expect(try lines { _ in }.contains("edits: files of the image, /app/a.py of the image, ok"))
        let watched = try lines { $0.isWatched = true }
        #expect(watched.contains("edits: no watcher, a process that watches, failed"))
        let changed = try lines { $0.standing = .changed }
        #expect(changed.contains("edits: files of the image, /app/a.py changed in the container, warning"))
        let covered = try lines { facts in
            facts.containers[0].inspection.mounts = [MountPoint(type: .volume, source: "", destination: "/app")]
        }
        #expect(covered.contains("edits: files of the image, /app/a.py lies in a volume, warning"))
    }

    @Test func findingsHaveTheirPlaces() throws {
        let loaded = try LoadedProject.shop("services:\n  web:\n    image: web\n    mem_limit: 1M\n")
        let assessment = ProductionAssessment(
            places: ProductionPlaces(loaded: loaded),
            tree: WorkingTree(roots: ["/shop"]),
            look: { _ in .directory },
            allowedRoots: []
        )
        let facts = try Self.facts(loaded) { $0.containers[0].inspection.hostConfig.memory = 0 }
        let finding = try #require(assessment.findings(of: [facts], besides: []).first { $0.check == .memory })
        #expect(finding.place == SourcePosition(file: "compose.yaml", line: 4, column: 5))
        #expect(finding.diagnostic?.code == .productionSettingNotApplied)
        #expect(finding.diagnostic?.message == "memory limit of service 'web': wanted 1M, found none")
    }
}
