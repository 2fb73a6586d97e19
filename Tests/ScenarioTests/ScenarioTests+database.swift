import Foundation
import TestSupport
import Testing

extension ScenarioTests {
    /// A database: snapshots, a fresh start, its client, and migrations that come home.
    @Suite(.enabled(if: Requirements.hasWorkspaceImages, "the images of the example workspace are not there"))
    struct Database {
        private static let shop = """
            services:
              db:
                image: postgres:15-alpine
                environment: {POSTGRES_USER: shop, POSTGRES_PASSWORD: secret, POSTGRES_DB: shop}
                volumes: ['data:/var/lib/postgresql/data']
                healthcheck:
                  test: ['CMD-SHELL', 'pg_isready -q -h 127.0.0.1 -U shop -d shop']
                  interval: 1s
                  retries: 60
            volumes: {data: {}}
            """

        /// Runs statements and returns what they say.
        private func sql(_ statement: String, _ scenario: Scenario) async throws -> String {
            let result = try await scenario.engarde("--progress", "quiet", "db", "shell", "--", "-qAt", "-c", statement)
            #expect(result.status == 0, "\(result.errors)")
            return result.output.trimmingCharacters(in: .whitespacesAndNewlines)
        }

        /// Removes what snapshots have made, which bears another label than the project does.
        private func removeSnapshots(_ scenario: Scenario) async throws {
            let label = "label=dev.engarde.snapshot.project=\(scenario.project)"
            _ = try await scenario.shell("docker ps -aq --filter \(label) | xargs -r docker rm -fv")
            _ = try await scenario.shell("docker volume ls -q --filter \(label) | xargs -r docker volume rm")
        }

        private func up(_ scenario: Scenario) async throws {
            let up = try await scenario.engarde("up", "-d", "--wait")
            #expect(up.status == 0, "\(up.errors)")
            _ = try await sql("create table notes (text text); insert into notes values ('kept')", scenario)
        }

        @Test func dataComesBackFromASnapshot() async throws {
            try await Scenario.run(["compose.yaml": Self.shop]) { scenario in
                try await up(scenario)
                let taken = try await scenario.engarde("db", "snapshot", "seeded")
                #expect(taken.status == 0, "\(taken.errors)")
                #expect(taken.output.hasPrefix("seeded  "), "\(taken.output)")
                _ = try await sql("insert into notes values ('later')", scenario)
                let restored = try await scenario.engarde("db", "restore", "seeded", "--yes")
                #expect(restored.status == 0, "\(restored.errors)")
                #expect(try await sql("select text from notes", scenario) == "kept")
                let list = try await scenario.engarde("db", "list", "--quiet")
                #expect(list.output == "before-restore\nseeded\n")
                let back = try await scenario.engarde("db", "restore", "before-restore", "--yes", "--no-backup")
                #expect(back.status == 0, "\(back.errors)")
                #expect(try await sql("select text from notes", scenario) == "kept\nlater")
                try await removeSnapshots(scenario)
            }
        }

        @Test func aResetBeginsAnew() async throws {
            try await Scenario.run(["compose.yaml": Self.shop]) { scenario in
                try await up(scenario)
                let refused = try await scenario.engarde("db", "reset")
                #expect(refused.status == 1)
                #expect(
                    refused.errors.hasSuffix(
                        """
                        error: nobody can be asked whether the data of 'db' ('\(scenario.project)_data') may be removed

                        hint: agree with '--yes' (EG1039)

                        """
                    ),
                    "\(refused.errors)"
                )
                #expect(try await sql("select text from notes", scenario) == "kept")
                let reset = try await scenario.engarde("db", "reset", "--yes")
                #expect(reset.status == 0, "\(reset.errors)")
                #expect(try await sql("select count(*) from pg_tables where tablename = 'notes'", scenario) == "0")
            }
        }

        @Test func aSnapshotThatIsKilledIsNeverOffered() async throws {
            try await Scenario.run(["compose.yaml": Self.shop]) { scenario in
                try await up(scenario)
                let child = try scenario.start(["db", "snapshot", "cut"])
                let label = "label=dev.engarde.snapshot.project=\(scenario.project)"
                #expect(
                    try await eventually {
                        try await !scenario.docker("volume", "ls", "-q", "--filter", label).isEmpty
                    }
                )
                child.signal(SIGKILL)
                _ = try await child.result()
                let list = try await scenario.engarde("db", "list", "--quiet")
                #expect(list.status == 0, "\(list.errors)")
                #expect(list.output == "" || list.output == "cut\n")
                let volumes = try await scenario.docker("volume", "ls", "-q", "--filter", label)
                #expect(list.output.isEmpty == volumes.isEmpty, "\(volumes)")
                let up = try await scenario.engarde("up", "-d", "--wait")
                #expect(up.status == 0, "\(up.errors)")
                #expect(try await sql("select text from notes", scenario) == "kept")
                try await removeSnapshots(scenario)
            }
        }

        @Test func aMigrationComesHome() async throws {
            let files = [
                "compose.yaml": """
                services:
                  app:
                    image: \(Requirements.image)
                    init: true
                    working_dir: /app
                    command: [sleep, "1000"]
                x-engarde:
                  db:
                    service: app
                    directory: app/versions
                    container_directory: /app/versions
                    commands:
                      new: [python3, -c, "import os, sys; os.makedirs('versions', exist_ok=True); open('versions/0001.py', 'w').write('# ' + sys.argv[1] + chr(10))"]
                      migrate: [sh, -c, 'echo up']
                """, "app/versions/README": "here",
            ]
            try await Scenario.run(files) { scenario in
                let up = try await scenario.engarde("up", "-d", "--wait")
                #expect(up.status == 0, "\(up.errors)")
                let made = try await scenario.engarde("db", "new", "add", "roles")
                #expect(made.status == 0, "\(made.errors)")
                #expect(made.output == "app/versions/0001.py\n")
                let home = scenario.directory.appendingPathComponent("app/versions/0001.py")
                #expect(try String(contentsOf: home, encoding: .utf8) == "# add roles\n")
                let steps = try await scenario.engarde("db", "migrate", "--dry-run")
                #expect(steps.output.hasPrefix("1. engarde "), "\(steps.output)")
                let migrated = try await scenario.engarde("db", "migrate")
                #expect(migrated.output == "up\n")
            }
        }
    }
}
