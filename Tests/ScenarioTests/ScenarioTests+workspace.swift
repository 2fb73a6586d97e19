import Foundation
import TestSupport
import Testing

extension ScenarioTests {
    /// The example workspace: the real Postgres, Redis, FastAPI and React, from an empty machine to a served edit.
    @Suite(
        .serialized,
        .enabled(if: Requirements.hasWorkspaceImages, "the base images of Examples/EnGardeHQ are missing")
    )
    struct Workspace {
        private static let files = ["-f", "docker-compose.yml", "-f", "docker-compose.dev.yml"]
        private static let ports = [
            "BACKEND_PORT": "29080", "FRONTEND_PORT": "29081", "POSTGRES_PORT": "29082", "REDIS_PORT": "29083",
        ]

        /// The answer of the workspace's server at a path; empty while it does not answer.
        private func get(_ path: String, port: Int = 29080) async throws -> String {
            try await ChildProcess(
                "/usr/bin/env",
                [
                    "python3", "-c",
                    """
                    import sys, urllib.request
                    request = urllib.request.Request(sys.argv[1], headers={"Authorization": "Bearer TOKEN"})
                    try:
                        sys.stdout.write(urllib.request.urlopen(request, timeout=5).read().decode())
                    except Exception as error:
                        sys.stderr.write(str(error))
                    """,
                    "http://127.0.0.1:\(port)\(path)",
                ]
            )
            .result().output
        }

        private func workspace(_ body: (Scenario) async throws -> Void) async throws {
            try await Scenario.run([:]) { scenario in
                let source = Requirements.root.appendingPathComponent("Examples/EnGardeHQ")
                for name in try FileManager.default.contentsOfDirectory(atPath: source.path) where name != ".env" {
                    try FileManager.default.copyItem(
                        at: source.appendingPathComponent(name),
                        to: scenario.directory.appendingPathComponent(name)
                    )
                }
                try await body(scenario)
            }
        }

        @Test func comesUpMigratedAndSeededAndServesEdits() async throws {
            try await workspace { scenario in
                let child = try scenario.start(Self.files + ["up", "--watch"], environment: Self.ports)
                #expect(
                    try await eventually(within: .seconds(600)) {
                        child.errors.contains("Watch enabled: backend, frontend") || !child.isRunning
                    }
                )
                #expect(
                    try await eventually(within: .seconds(90)) {
                        try await get("/health").contains(#""status":"healthy""#)
                    },
                    "\(child.errors)"
                )
                // Alembic made the tables, the seeding filled them, Postgres answers through FastAPI.
                #expect(try await eventually { try await get("/api/users").contains("@") })
                #expect(try await eventually { child.errors.contains("startup timeline") })

                let route = scenario.directory.appendingPathComponent("production-backend/app/api/greeting.py")
                let text = try String(contentsOf: route, encoding: .utf8)
                let marker = "edited-\(UInt32.random(in: 0 ... .max))"
                try Data(
                    (text
                        + "\n\n@router.get(\"/\(marker)\")\ndef \(marker.replacingOccurrences(of: "-", with: "_"))():\n    return \"\(marker)\"\n")
                        .utf8
                )
                .write(to: route)
                #expect(
                    try await eventually {
                        try await scenario.docker(
                            "exec",
                            try await scenario.container("backend"),
                            "cat",
                            "/app/app/api/greeting.py"
                        )
                        .contains(marker)
                    }
                )
                #expect(
                    try await eventually(within: .seconds(60)) {
                        let spec = try await get("/openapi.json")
                        return spec.contains(marker)
                    },
                    "\(child.output.suffix(2_000))"
                )

                let page = scenario.directory.appendingPathComponent("production-frontend/src/components/UserList.tsx")
                let component = try String(contentsOf: page, encoding: .utf8)
                try Data((component + "\n// \(marker)\n").utf8).write(to: page)
                #expect(
                    try await eventually {
                        try await get("/src/components/UserList.tsx", port: 29081).contains(marker)
                    }
                )
                child.signal(SIGINT)
                #expect(try await child.result().status == 130)
            }
        }

        @Test func waitingForReadinessIsNotWaitingForTheInterval() async throws {
            try await workspace { scenario in
                // Whatever else this machine does, the engine has not tried the check when the services are up.
                try scenario.write("services: {backend: {healthcheck: {interval: 1h}}}\n", to: "rarely.yml")
                let files = Self.files + ["-f", "rarely.yml"]
                let child = try scenario.start(files + ["up", "-d", "--wait"], environment: Self.ports)
                let result = try await child.result()
                #expect(result.status == 0, "\(result.errors)")
                #expect(try await eventually { try await get("/health").contains(#""status":"healthy""#) })
                // The engine's own verdict is still to come.
                #expect(try await scenario.inspect("backend", "{{.State.Health.Status}}") == "starting")
                #expect(
                    try await scenario.start(files + ["up", "--dry-run"], environment: Self.ports).result().output
                        == "nothing to do\n"
                )
                let revision = try await scenario.start(
                    files + ["exec", "-T", "backend", "alembic", "current"],
                    environment: Self.ports
                )
                .result()
                #expect(revision.status == 0)
                #expect(revision.output.contains("(head)"))
            }
        }
    }
}
