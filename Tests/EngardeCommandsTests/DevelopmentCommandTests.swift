@testable import EngardeCommands
import Testing

/// The steps of `dev` and `test`, and what is wrong before anything is done.
@Suite struct DevelopmentCommandTests {
    private static let base = """
        services:
          db: {image: "postgres:15"}
          backend: {build: {context: ., target: production}, depends_on: [db], ports: ["8000:8000"]}
          web: {build: {context: ., target: production}, depends_on: [backend], ports: ["3000:3000"]}
        """
    private static let dev = """
        services:
          backend:
            build: {target: development}
            develop: {watch: [{action: rebuild, path: ./a.txt}]}
          web:
            build: {target: development}
            develop: {watch: [{action: rebuild, path: ./a.txt}]}
        """
    private static let test = """
        services:
          backend: {build: {target: testing}, command: pytest -q}
        """
    private static let files = [
        "docker-compose.yml": base, "docker-compose.dev.yml": dev, "docker-compose.test.yml": test, "a.txt": "",
    ]

    private func run(_ words: String..., files: [String: String] = Self.files) async throws -> ProgramRun {
        try await ProgramRun(["engarde", "-p", "shop"] + words, files: files)
    }

    @Test func everythingIsBroughtUpFromSource() async throws {
        let run = try await run("dev", "--dry-run")
        #expect(run.errors == "environment 'dev': docker-compose.yml, docker-compose.dev.yml\n")
        #expect(
            run.output == """
                1. engarde -p shop -E dev up --watch  # from source: backend, web; as they are: db

                """
        )
    }

    @Test func whatIsNotWorkedOnRunsAsItIsDelivered() async throws {
        let expected = """
            1. engarde -p shop up -d backend db  # what is needed, from its production target
            2. engarde -p shop -E dev up --watch --no-deps web  # from source: web; from their production target: backend; \
            as they are: db

            """
        #expect(try await run("dev", "web", "--dry-run").output == expected)
        // Its port and what it depends on speak for it.
        #expect(try await run("dev", "frontend", "--dry-run").output == expected)
    }

    @Test func aWatcherMayBeLeftBehind() async throws {
        let run = try await run("dev", "-d", "--build", "--no-deps", "web", "--dry-run")
        #expect(
            run.output == "1. engarde -p shop -E dev up -d --watch --build --no-deps web  # from source: web\n"
        )
    }

    @Test func withoutLayersServicesAreAsTheyAre() async throws {
        let run = try await run("dev", "web", "--dry-run", files: ["compose.yaml": Self.base])
        #expect(run.output == "1. engarde -p shop up web  # from source: web; as they are: db, backend\n")
        #expect(run.errors.contains("saved edits do not reach it"))
    }

    @Test func testsHaveAProjectOfTheirOwn() async throws {
        let run = try await run("test", "--dry-run", "--", "-k", "a b")
        let lines = run.output.split(separator: "\n").map(String.init)
        #expect(lines.count == 4, "\(run.output)\(run.errors)")
        #expect(
            lines.first == """
                1. engarde -p shop -E test -p shop-test build --with-dependencies backend  \
                # the tests run what the files hold now
                """
        )
        let command = "backend pytest -q --junitxml=/tmp/engarde/junit.xml -k 'a b'  #"
        #expect(lines.dropFirst().first?.contains(command) == true, "\(run.output)")
        #expect(lines.last?.hasPrefix("4. engarde -p shop -E test -p shop-test down -v") == true, "\(run.output)")
        let kept = try await self.run("test", "--dry-run", "--keep", "--no-build", "backend")
        #expect(kept.output.split(separator: "\n").count == 2)
    }

    @Test func whatMakesNoSenseIsSaid() async throws {
        let two = try await run("test", "backend", "web")
        #expect(two.status == .failure)
        #expect(two.errors.hasPrefix("error: one service runs tests, not 2"), "\(two.errors)")
        let none = try await run("test", files: ["compose.yaml": "services: {web: {image: x}}"])
        #expect(none.errors.contains("(EG1022)"), "\(none.errors)")
        let unknown = try await run("dev", "wep")
        #expect(unknown.errors == "error: no such service: wep\n\nhint: did you mean 'web'? (EG0406)\n")
    }
}
