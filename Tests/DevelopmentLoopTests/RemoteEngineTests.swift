import ComposeModel
import Diagnostics
import EngineAPI
import EngineClient
import Foundation
import SessionEvents
import SystemPackage
import TestSupport
import Testing

@testable import DevelopmentLoop

/// What is said and done when an engine goes away that is reached through a network.
@Suite(
    TestEngine.atOnce,
    .enabled("an engine with the test image answers") { await TestEngine.isReady(TestEngine.debian) }
)
struct RemoteEngineTests: WatchSessionSuite {
    private static let socket = "/var/run/docker.sock"

    private static func canOpen(_ kind: EngineDoor.Kind) -> Bool { EngineDoor.shared(kind, to: socket) != nil }

    @Test(.enabled("python3 and openssl are installed") { canOpen(.tls) })
    func atASecuredPort() async throws {
        try await loseAndFind(.tls) { door in
            "no engine answers at 'tcp://127.0.0.1:\(door.port)': nobody listens there"
        }
    }

    @Test(.enabled("python3, sshd, ssh and docker are installed") { canOpen(.ssh) })
    func throughASecureShell() async throws {
        try await loseAndFind(.ssh) { door in
            "cannot connect to the engine at 'ssh://\(NSUserName())@127.0.0.1:\(door.port)': 'ssh' says: "
                + "ssh: connect to host 127.0.0.1 port \(door.port): Connection refused"
        }
    }

    /// Watches through a door that is closed and opened again, with edits before, meanwhile and after.
    private func loseAndFind(_ kind: EngineDoor.Kind, saying reason: (EngineDoor) -> String) async throws {
        let door = try EngineDoor.open(kind, to: Self.socket)
        let engine = door.client(kind)
        defer { engine.shutDown() }
        let project = newProject()
        try await withTemporaryDirectory { root in
            let services = [
                service("web", WatchedPath(action: .sync, host: root.appending("src"), container: "/app"))
            ]
            try root.pushing("src/file").write("1")
            try await TestEngine.withContainer(image: TestEngine.debian, project: project) { container in
                try await withSession(
                    project: project,
                    services,
                    root: root,
                    engine: engine,
                    // A secure shell takes its time to connect.
                    limits: SyncLimits(ping: .seconds(15), heartbeat: .milliseconds(500))
                ) { events in
                    try await eventually("the first comparison") { try await text(container, "/app/file") == "1" }
                    try root.pushing("src/file").write("22")
                    try await eventually("an edit arrives") { try await text(container, "/app/file") == "22" }
                    #expect(interruptions(events) == [])
                    try door.drop()
                    try await eventually("the loss is said") { !interruptions(events).isEmpty }
                    #expect(interruptions(events) == ["lost: \(reason(door))"])
                    try root.pushing("src/file").write("333")
                    try root.pushing("src/other").write("4")
                    #expect(try await text(container, "/app/file") == "22")
                    try door.resume()
                    try await eventually("the return is said") { interruptions(events).last == "back" }
                    try await eventually("the edit arrives") { try await text(container, "/app/file") == "333" }
                    try await eventually("the new file arrives") { try await text(container, "/app/other") == "4" }
                    try root.pushing("src/file").write("55555")
                    try await eventually("the loop goes on") { try await text(container, "/app/file") == "55555" }
                    #expect(interruptions(events).count == 2)
                    #expect(events.failures == [])
                    #expect(events.warnings == [])
                }
            }
        }
    }
}
