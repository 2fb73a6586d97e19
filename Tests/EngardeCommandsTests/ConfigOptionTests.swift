@testable import EngardeCommands
import Testing

/// What `config` prints less of, or in another form.
@Suite struct ConfigOptionTests {
    private static let files = [
        "compose.yaml": """
        name: p
        services:
          web:
            image: x
            build: ./sub
            env_file: [a.env]
            volumes: ["./sub:/x"]
            depends_on: [db]
          db: {image: y, network_mode: none}

        """,
        "a.env": "A=1\n",
    ]

    private func config(_ options: String...) async throws -> String {
        let run = try await ProgramRun(["engarde", "config"] + options + ["web"], files: Self.files)
        #expect(run.status == .success && run.errors == "", "\(run.errors)")
        return run.output
    }

    @Test func pathsStayAsTheyAreWritten() async throws {
        let whole = try await config()
        #expect(whole.contains("context: DIR/sub\n") && whole.contains("source: DIR/sub\n"), "\(whole)")
        let written = try await config("--no-path-resolution")
        #expect(written.contains("context: ./sub\n") && written.contains("source: ./sub\n"), "\(written)")
        #expect(written.contains("A: \"1\"\n"), "the env file is read all the same")
    }

    @Test func whatFollowsIsLeftOut() async throws {
        #expect(try await config().contains("networks:\n  default:\n    name: p_default\n"))
        let written = try await config("--no-normalize")
        #expect(!written.contains("networks:") && !written.contains("dockerfile:"), "\(written)")
        #expect(written.contains("A: \"1\"\n"))
    }

    @Test func envFilesAreLeftAlone() async throws {
        let files = ["compose.yaml": "services: {web: {image: x, env_file: [missing.env]}}\n"]
        #expect(try await ProgramRun(["engarde", "config"], files: files).status == .failure)
        let run = try await ProgramRun(["engarde", "-p", "p", "config", "--no-env-resolution"], files: files)
        #expect(run.output.contains("    env_file:\n      - DIR/missing.env\n"), "\(run.output)")
    }

    @Test func referencesAreNotChecked() async throws {
        let files = ["compose.yaml": "services: {web: {image: x, depends_on: [gone]}}\n"]
        #expect(try await ProgramRun(["engarde", "config"], files: files).status == .failure)
        let run = try await ProgramRun(["engarde", "-p", "p", "config", "--no-consistency"], files: files)
        #expect(run.status == .success && run.output.contains("depends_on:\n      gone:\n"), "\(run.errors)")
    }

    @Test(
        arguments: [
            ("--services", "", "incomplete\n"), ("--volumes", "", "data\n"), ("--networks", "", "internal\n"),
            ("--models", "", "ai/example\n"), ("--services", "extra", "gated\nincomplete\n"),
        ] as [(String, String, String)]
    )
    func whatIsIncompleteIsListed(option: String, profile: String, output: String) async throws {
        let text = """
            services:
              incomplete: {volumes: ["data:/data"], networks: [internal], models: [llm]}
              gated: {profiles: [extra]}
            volumes: {data: }
            networks: {internal: }
            models: {llm: {model: ai/example}}
            """
        let run = try await ProgramRun(
            ["engarde", "-p", "p", "config", "--no-consistency", option],
            files: ["compose.yaml": text],
            environment: profile.isEmpty ? [:] : ["COMPOSE_PROFILES": profile]
        )
        #expect(run.status == .success && run.output == output, "\(run.errors)")
    }

    @Test func theOlderNameIsKnown() async throws {
        let old = try await ProgramRun(["engarde", "-p", "p", "convert", "--services"], files: Self.files)
        #expect(old.output == "db\nweb\n")
    }

    @Test func digestsNeedTheEngine() async throws {
        let run = try await ProgramRun(
            ["engarde", "config", "--resolve-image-digests"],
            files: Self.files,
            environment: ["DOCKER_HOST": "unix:///nowhere/docker.sock"]
        )
        #expect(run.errors.hasPrefix("error: no engine at '/nowhere/docker.sock'"), "\(run.errors)")
    }
}
