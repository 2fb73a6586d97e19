import Foundation
import Testing

/// What the program hands to other programs of this machine, no engine among them: shells, readers of the manual, docker's
/// command line.
@Suite struct ShellTests {
    private static let files = [
        "compose.yaml": """
        services:
          backend: {image: "python:${TAG:?set it}", profiles: [debug]}
          database: {image: postgres}
        """, "folder/other.yml": "services: {other: {image: x}}", "two words.yml": "services: {second: {image: x}}",
    ]

    /// What is typed, and what is to be seen.
    private static let typed: [(keys: String, expected: [String])] = [
        ("engarde lo<TAB>", ["engarde logs "]), ("engarde up --quiet-b<TAB>", ["up --quiet-build "]),
        ("engarde up <TAB><TAB>", ["backend", "database"]), ("engarde up --pull=mis<TAB>", ["--pull=missing "]),
        ("engarde logs -f -n 5 dat<TAB>", ["-n 5 database "]), ("engarde --profile d<TAB>", ["--profile debug "]),
        ("engarde up --scale ba<TAB>3", ["--scale backend=3"]), ("engarde -f comp<TAB>", ["-f compose.yaml "]),
        ("engarde --file=comp<TAB>", ["--file=compose.yaml "]),
        ("engarde -f folder/other.yml up o<TAB>", ["up other "]),
        ("engarde -f 'two words.yml' up s<TAB>", ["up second "]),
        ("engarde --project-directory f<TAB>", ["--project-directory folder/"]), ("dc expl<TAB>", ["dc explain "]),
    ]

    /// Runs `body` in a directory with the project's files and a folder `bin` in which the program is called `engarde`.
    private func inProject(_ body: (URL) async throws -> Void) async throws {
        let directory = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: directory) }
        for (name, text) in Self.files {
            let file = directory.appendingPathComponent(name)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            try Data(text.utf8).write(to: file)
        }
        let programs = directory.appendingPathComponent("bin")
        try FileManager.default.createDirectory(at: programs, withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(
            at: programs.appendingPathComponent("engarde"),
            withDestinationURL: Requirements.binary
        )
        try await body(directory)
    }

    private func run(_ program: String, _ arguments: [String], in directory: URL) async throws -> ChildProcess.Result {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        return try await ChildProcess(
            "/usr/bin/env",
            [program] + arguments,
            directory: directory,
            environment: ["PATH": "\(directory.path)/bin:\(path)", "HOME": directory.path]
        )
        .result()
    }

    private func type(at shell: String, after setup: String) async throws {
        try await inProject { directory in
            for (keys, expected) in Self.typed {
                let script = Requirements.root.appendingPathComponent("Scripts/type-in-shell.py").path
                let typing = try await run(script, [shell, setup, keys] + expected, in: directory)
                #expect(typing.status == 0, "\(keys): \(typing.errors)")
            }
        }
    }

    @Test(.enabled(if: Requirements.has("bash", "python3"), "no bash, or no python3 to type with"))
    func bashCompletes() async throws {
        try await type(
            at: "bash",
            after: "source <(engarde completion bash); alias dc=engarde; complete -F _engarde dc"
        )
    }

    @Test(.enabled(if: Requirements.has("zsh", "python3"), "no zsh, or no python3 to type with"))
    func zshCompletes() async throws {
        try await type(
            at: "zsh",
            after: "autoload -U compinit; compinit -u -D; source <(engarde completion zsh); alias dc=engarde"
        )
    }

    @Test(.enabled(if: Requirements.has("zsh", "python3"), "no zsh, or no python3 to type with"))
    func zshLoadsTheScriptFromAFolder() async throws {
        try await inProject { directory in
            let installed = try await run("sh", ["-c", "engarde completion zsh > _engarde"], in: directory)
            #expect(installed.status == 0)
            let typing = try await run(
                Requirements.root.appendingPathComponent("Scripts/type-in-shell.py").path,
                [
                    "zsh", "fpath=($PWD $fpath); autoload -U compinit; compinit -u -D", "engarde lo<TAB>",
                    "engarde logs ",
                ],
                in: directory
            )
            #expect(typing.status == 0, "\(typing.errors)")
        }
    }

    @Test(.enabled(if: Requirements.has("fish"), "no fish"))
    func fishCompletes() async throws {
        try await inProject { directory in
            for (line, expected) in [
                ("engarde lo", "logs\tShow what services wrote, in the order in which they did.\n"),
                ("engarde up ", "backend\tpython:${TAG:?set it}\ndatabase\tpostgres\n"),
                ("engarde up --pull=mis", "--pull=missing\n"), ("engarde --profile d", "debug\n"),
                ("engarde up --scale ba", "backend=\tpython:${TAG:?set it}\n"), ("engarde -f comp", "compose.yaml\n"),
                ("engarde --file=comp", "--file=compose.yaml\n"), ("engarde --project-directory f", "folder/\n"),
                ("engarde -f 'two words.yml' up s", "second\tx\n"), ("engarde up --nope=", ""),
            ] {
                let completed = try await run(
                    "fish",
                    ["--no-config", "-c", "engarde completion fish | source; complete -C \"$argv[1]\"", line],
                    in: directory
                )
                #expect(completed.output == expected, "\(line): \(completed.errors)")
            }
        }
    }

    @Test(.enabled(if: Requirements.has("mandoc"), "no mandoc"))
    func noPageOfTheManualIsObjectedTo() async throws {
        try await inProject { directory in
            let written = try await run("engarde", ["man", "-o", "man1"], in: directory)
            #expect(written.status == 0 && written.output + written.errors == "")
            let pages = try FileManager.default.contentsOfDirectory(
                atPath: directory.appendingPathComponent("man1").path
            )
            #expect(pages.contains("engarde.1") && pages.contains("engarde-up.1"))
            for page in pages {
                // Who the system is from, and pages that are not installed, are matters of style.
                let checked = try await run("mandoc", ["-T", "lint", "-W", "warning", "man1/\(page)"], in: directory)
                #expect(checked.status == 0 && checked.output + checked.errors == "", "\(checked.output)")
            }
        }
    }

    @Test(
        .enabled(if: Requirements.has("docker"), "no docker command"),
        arguments: ["engarde", "compose"]
    )
    func dockerRunsThePlugin(name: String) async throws {
        try await inProject { directory in
            let plugins = directory.appendingPathComponent("docker/cli-plugins")
            try FileManager.default.createDirectory(at: plugins, withIntermediateDirectories: true)
            try FileManager.default.createSymbolicLink(
                at: plugins.appendingPathComponent("docker-\(name)"),
                withDestinationURL: Requirements.binary
            )
            let docker = { (arguments: String...) in
                try await run("docker", ["--config", "docker"] + arguments, in: directory)
            }
            let version = try await run("engarde", ["version"], in: directory).output
            #expect(try await docker(name, "version").output == version)
            let services = try await docker(name, "-f", "folder/other.yml", "config", "--services")
            #expect(services.output == "other\n", "\(services.errors)")
            let help = try await docker(name, "up", "--help").output
            #expect(help.contains("\nUsage: docker \(name) [global options] up "), "\(help)")
            #expect(
                try await docker("help", name).output.contains("\nUsage: docker \(name) [global options] <command>")
            )
            let elsewhere = try await docker("-H", "unix:///nowhere.sock", name, "-f", "folder/other.yml", "ps")
            #expect(
                elsewhere.errors == """
                    error: no engine at '/nowhere.sock': the socket does not exist

                    hint: start the engine, or set DOCKER_HOST to where it listens (EG0501)

                    """
            )
        }
    }
}
