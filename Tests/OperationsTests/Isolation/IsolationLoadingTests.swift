import ComposeLoader
import ComposeModel
import Diagnostics
import Foundation
import Operations
import OrderedCollections
import SessionEvents
import SystemPackage
import TestSupport
import Testing

/// How a checkout finds its stack whenever its project is loaded.
@Suite struct IsolationLoadingTests {
    private static let text = """
        name: base
        services:
          web:
            image: web
            ports: ["8000:80", "${ENGARDE_PORT_8000:-8000}:90"]
            environment: {NAME: "$COMPOSE_PROJECT_NAME", STACK: "$ENGARDE_STACK"}
        """

    private func request(in directory: FilePath) -> SessionRequest {
        SessionRequest(
            "ps",
            load: LoadRequest(
                workingDirectory: directory.string,
                environment: ["XDG_STATE_HOME": directory.appending("state").string]
            ),
            homeDirectory: directory.string,
            toolVersion: "test",
            clock: TestClock(),
            wallClock: .system
        )
    }

    private func record(of directory: FilePath, _ ports: PortAllotment) -> IsolationRecord {
        IsolationRecord(
            name: "base-one",
            project: "base",
            mainProject: "base",
            checkout: GitCheckout(around: directory.string),
            ports: ports
        )
    }

    @Test func withoutARecordNothingChanges() async throws {
        try await withTemporaryDirectory { directory in
            try directory.appending("compose.yaml").write(Self.text)
            let project = try request(in: directory).loadedInSilence().project
            #expect(project.name == "base")
            #expect(project.services["web"]?.ports.map { $0.published?.lower } == [8_000, 8_000])
        }
    }

    @Test func theRecordedStackIsLoadedWhicheverNameIsGiven() async throws {
        try await withTemporaryDirectory { directory in
            try directory.appending("compose.yaml").write(Self.text)
            let base = request(in: directory)
            let ports = try PortAllotment(for: [.init(8_000)], besides: []) { _ in true }
            try base.isolationRecords.keep(record(of: directory, ports))
            for name in [nil, "base", "base-one"] {
                var request = base
                request.load.projectName = name
                let project = try request.loadedInSilence().project
                #expect(project.name == "base-one")
                #expect(project.services["web"]?.ports.map { $0.published?.lower } == [20_000, 20_000])
                #expect(project.services["web"]?.environment["NAME"] == .some("base-one"))
                #expect(project.services["web"]?.environment["STACK"] == .some("base-one"))
                #expect(project.networks["default"]?.name == "base-one_default")
            }
            var other = base
            other.load.projectName = "other"
            #expect(try other.loadedInSilence().project.name == "other")
            other = base
            other.isolation = .none
            #expect(try other.loadedInSilence().project.name == "base")
        }
    }

    @Test func whatSaysThatThereIsToBeNoStackIsHeeded() async throws {
        try await withTemporaryDirectory { directory in
            try directory.appending("compose.yaml").write(Self.text)
            let request = request(in: directory)
            var record = record(of: directory, PortAllotment(.init(20_000, through: 20_099)))
            record.isIsolated = false
            try request.isolationRecords.keep(record)
            #expect(try request.loadedInSilence().project.name == "base")
        }
    }

    @Test func aPortThatNoBlockHasRoomForIsRefused() async throws {
        try await withTemporaryDirectory { directory in
            try directory.appending("compose.yaml").write(
                "name: base\nservices: {web: {image: web, ports: ['1-3:1-3']}}"
            )
            let request = request(in: directory)
            try request.isolationRecords.keep(record(of: directory, PortAllotment(.init(20_000, through: 20_001))))
            let range = PortAllotment.Block(20_000, through: 20_001)
            #expect(throws: IsolationError.portsExhausted(ports: "3", range: range, stack: "base-one")) {
                try request.loadedInSilence()
            }
        }
    }

    @Test func aDamagedRecordIsNamedAndPassedOverByOthers() async throws {
        try await withTemporaryDirectory { directory in
            try directory.appending("compose.yaml").write(Self.text)
            let request = request(in: directory)
            let records = request.isolationRecords
            try records.keep(record(of: directory, PortAllotment(.init(20_000, through: 20_099))))
            let folder = directory.appending("state/engarde/stacks")
            let names = try #require(try? folder.names())
            let file = folder.appending(try #require(names.first))
            try file.write("{")
            let error = #expect(throws: IsolationError.self) { try request.loadedInSilence() }
            #expect(error == .recordUnusable(path: file.string, reason: "it is no record of a stack"))
            #expect(error?.diagnostics.first?.code == .isolationRecordUnusable)
            #expect(records.all() == [])
        }
    }

    @Test func namesAreToldFromOthers() {
        func name(_ worktree: String, _ taken: Set<String> = []) -> String {
            IsolationRecord.name(of: "shop", in: worktree) { taken.contains($0) }.rawValue
        }
        #expect(name("feature") == "shop-feature")
        #expect(name("shop-feature") == "shop-feature")
        #expect(name("Fix.One") == "shop-fix-one")
        #expect(name("...") == "shop-stack")
        #expect(name("feature", ["shop-feature", "shop-feature-2"]) == "shop-feature-3")
    }
}

extension FilePath {
    /// The names of what a directory has.
    fileprivate func names() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: string)
    }
}
