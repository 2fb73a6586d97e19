import EngardeCommands
import Foundation
import Testing

/// What `config` shows of secrets: everything to scripts, nothing at a terminal, unless it is told otherwise.
@Suite struct RedactionTests {
    private static let files = [
        "compose.yaml": """
        services:
          web:
            image: "x:${TAG:-1}"
            build: {context: ., args: {NPM_TOKEN: word-argument, MODE: dev}}
            command: [serve, --database, "postgres://app:word-url@db/app", "--password=${ADMIN_PASSWORD}"]
            environment:
              DB_PASSWORD: word-environment
              PASSED: ${ADMIN_PASSWORD:-word-default}
              PIN: 1234
              EMPTY_PASSWORD: ""
              DEBUG: "true"
            labels: {api.key: word-label}
            logging: {driver: x, options: {auth-token: word-option}}
        x-own: {password: word-extension}
        """, ".env": "ADMIN_PASSWORD=word-file\n",
    ]
    private static let words = [
        "argument", "url", "environment", "label", "option", "extension", "file",
    ].map { "word-\($0)" }

    private func config(_ arguments: String..., isAtTerminal: Bool = false) async throws -> String {
        let run = try await ProgramRun(
            ["engarde", "-p", "p", "config"] + arguments,
            files: Self.files,
            isAtTerminal: isAtTerminal
        )
        #expect(run.status == .success, "\(run.errors)")
        return run.output
    }

    @Test func aScriptReadsEverything() async throws {
        for arguments in [[], ["--redact=false"]] {
            let run = try await ProgramRun(
                ["engarde", "-p", "p", "config"] + arguments,
                files: Self.files,
                isAtTerminal: !arguments.isEmpty
            )
            for word in Self.words { #expect(run.output.contains(word), "\(word)") }
            #expect(run.output.contains("PIN: \"1234\"") && !run.output.contains("…"))
        }
    }

    @Test func atATerminalOnlyTheNamesAreShown() async throws {
        let shown = try await config(isAtTerminal: true)
        #expect(!shown.contains("word-") && !shown.contains("1234"), "\(shown)")
        for line in [
            "DB_PASSWORD: …", "EMPTY_PASSWORD: \"\"", "DEBUG: \"true\"", "MODE: dev", "NPM_TOKEN: …",
            "postgres://app:…@db/app", "image: x:1", "- serve", "--password=…", "PASSED: …",
        ] { #expect(shown.contains(line), "\(line) in \(shown)") }
        #expect(try await config("--redact") == shown)
        #expect(!(try await config("--redact", "--format", "json")).contains("word-"))
        #expect(!(try await config("--redact", "--no-interpolate")).contains("word-"))
    }

    @Test func listsOfVariablesAndOriginsKeepSecretsToo() async throws {
        let environment = try await config("--environment", isAtTerminal: true)
        #expect(environment.contains("ADMIN_PASSWORD=…\n") && environment.contains("COMPOSE_PROJECT_NAME=p\n"))
        #expect(try await config("--environment").contains("ADMIN_PASSWORD=word-file\n"))
        let variables = try await config("--variables", isAtTerminal: true)
        #expect(!variables.contains("word-") && variables.contains("ADMIN_PASSWORD"))
        #expect(variables.contains("TAG"))
        #expect(try await config("--variables").contains("word-default"))
        let origins = try await config("--explain", "services.web.environment.PASSED", isAtTerminal: true)
        #expect(
            origins == """
                services.web.environment.PASSED = …
                  set         compose.yaml:8:15  …  (ADMIN_PASSWORD=… from .env:1:1)

                """,
            "\(origins)"
        )
        let all = try await config("--explain", isAtTerminal: true)
        #expect(!all.contains("word-") && !all.contains("1234"), "\(all)")
        #expect(try await config("--explain").contains("word-default"))
    }

    @Test func theOptionBeforeTheCommandIsForConfigToo() async throws {
        let redacted = try await ProgramRun(["engarde", "-p", "p", "--redact", "config"], files: Self.files)
        #expect(redacted.output.contains("DB_PASSWORD: …") && !redacted.output.contains("word-"), "\(redacted.output)")
        let whole = try await ProgramRun(
            ["engarde", "-p", "p", "--redact", "config", "--redact=false"],
            files: Self.files
        )
        #expect(whole.output.contains("DB_PASSWORD: word-environment"), "\(whole.output)")
    }

    @Test func errorsAndEventsShowValuesOnlyToWhomAsksForThem() async throws {
        let files = ["compose.yaml": "services: {web: {image: x, environment: [DB_PASSWORD=word-written, null]}}\n"]
        for mode in ["plain", "json"] {
            let arguments = ["--progress", mode, "up", "--dry-run"]
            let silent = try await ProgramRun(["engarde", "-p", "p"] + arguments, files: files)
            #expect(silent.status == .failure)
            #expect(silent.errors.contains("DB_PASSWORD=…") && !silent.errors.contains("word-"), "\(silent.errors)")
            let told = try await ProgramRun(["engarde", "-p", "p", "--redact=false"] + arguments, files: files)
            #expect(told.status == .failure && told.errors.contains("DB_PASSWORD=word-written"), "\(told.errors)")
        }
    }

    @Test func aFileHoldsEverything() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appendingPathComponent("out.yaml")
        #expect(try await config("-o", file.path, isAtTerminal: true) == "")
        #expect(try String(contentsOf: file, encoding: .utf8).contains("word-environment"))
    }
}
