@testable import EngardeCommands
import Testing

/// What may stand in the place of the last word of a command line.
@Suite struct CompletionTests {
    private static func words(_ line: String) -> [String] {
        line.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    }

    private static var names: ProjectNames {
        var names = ProjectNames()
        names.services = [.init(word: "backend", meaning: "built here"), .init(word: "db", meaning: "postgres:15")]
        names.profiles = ["debug", "dev"]
        return names
    }

    private func completion(_ line: String) -> Completion {
        Completion(of: Self.words(line)) { _ in Self.names }
    }

    @Test(
        arguments: [
            ("lo", "logs"), ("-p x lo", "logs"), ("--ansi never -p lo", ""), ("ex", "exec export explain"),
            ("up --qui", "--quiet-build --quiet-pull"), ("up --quiet-pull --qui", "--quiet-build"),
            ("up --atta", "--attach --attach-dependencies"), ("up --attach db --attach-", "--attach-dependencies"),
            ("up --attach db --attac", "--attach --attach-dependencies"), ("up -t", "-t"), ("up --he", "--help"),
            ("up ", "backend db"), ("up b", "backend"), ("up -d backend ", "db"), ("up --detach -- d", "db"),
            ("up -- --de", ""), ("up -t ", ""), ("up -t 3 d", "db"), ("up -dt3 d", "db"), ("up -t=3 d", "db"),
            ("up --pull mi", "missing"), ("up --pull=mi", "--pull=missing"), ("up --nope=x", ""), ("up --nope d", "db"),
            ("up --attach=d", "--attach=db"), ("up --exit-code-from b", "backend"), ("up --scale d", "db="),
            ("--profile d", "debug dev"), ("--profile=de", "--profile=debug --profile=dev"), ("--progress p", "plain"),
            ("exec d", "db"), ("exec -u root d", "db"), ("exec db ", ""), ("exec db --det", ""),
            ("logs -f db b", "backend"), ("config --explain b", "backend"), ("help lo", "logs"), ("help up lo", ""),
            ("man o", "open"), ("man co", "commit config completion"), ("explain EG080", "EG0801 EG0802 EG0803 EG0804"),
            ("completion z", "zsh"), ("completion zsh z", ""), ("nope d", ""), ("__comp", ""), ("docker-cli", ""),
        ]
    )
    func candidates(line: String, expected: String) {
        #expect(completion(line).candidates.map(\.word).joined(separator: " ") == expected)
    }

    @Test(
        arguments: [
            ("-f ", .files), ("--file=", .files), ("--env-file ./x", .files), ("--project-directory ", .directories),
            ("man -o ", .directories), ("config -o out", .files), ("up --scale ", .goesOn), ("up ", .nothing),
            ("exec db ls ", .nothing),
        ] as [(String, Completion.Rest)]
    )
    func filesAreOfferedWhereOneIsNamed(line: String, expected: Completion.Rest) {
        #expect(completion(line).rest == expected)
    }

    @Test func theProjectIsAskedForOnlyWhereItIsNeeded() {
        for line in ["up --wa", "logs --tail ", "-f "] {
            _ = Completion(of: Self.words(line)) { _ in
                Issue.record("asked for '\(line)'")
                return ProjectNames()
            }
        }
        var asked: [[String]] = []
        _ = Completion(of: Self.words("-f a.yml --ansi=never -vp x up -d ")) { options in
            asked.append(options)
            return ProjectNames()
        }
        #expect(asked == [["--file=a.yml", "--ansi=never", "--version", "--project-name=x"]])
    }

    @Test func everyOptionThatHelpShowsIsOfferedWithItsMeaning() {
        for verb in EngardeProgram.verbs {
            let offered = completion("\(verb.name) -").candidates
            let shown = CommandSyntax(of: verb).options.filter(\.shouldDisplay)
            #expect(offered.dropLast().map(\.word) == shown.map(\.canonicalName))
            #expect(offered.dropLast().map(\.meaning) == shown.map(\.abstract))
        }
    }

    private static let file = """
        services:
          web: {image: "nginx:${TAG:?set it}", profiles: [dev], env_file: [missing.env]}
          db: {image: postgres, build: .}
        """

    @Test func aProjectThatLacksVariablesIsReadAllTheSame() async throws {
        let run = try await ProgramRun("engarde", "__complete", "up", "", files: ["compose.yaml": Self.file])
        #expect(run.status == .success && run.errors == "")
        #expect(run.output == "db\tbuilt here\nweb\tnginx:${TAG:?set it}\n:4\n")
        let other = try await ProgramRun(
            ["engarde", "__complete", "-f", "other.yml", "--profile", ""],
            files: ["other.yml": Self.file],
            environment: ["TAG": "1"]
        )
        #expect(other.output == "dev\n:4\n")
    }

    @Test(arguments: ["services: [", "services: {web: {imgae: x}}", nil])
    func nothingFailsLoudly(text: String?) async throws {
        let files = text.map { ["compose.yaml": $0] } ?? [:]
        for words in [["up", ""], ["-f", "-", "up", ""], ["--nope", "up", ""], [], ["up", "--nope", "x", ""]] {
            let run = try await ProgramRun(
                ["engarde", "__complete"] + words,
                files: files,
                input: "services: {a: {image: x}}"
            )
            #expect(run.status == .success && run.errors == "" && run.output == ":4\n", "\(words) \(run)")
        }
    }

    @Test func dockerAsksWithThePluginsName() async throws {
        let run = try await ProgramRun("/plugins/docker-compose", "__complete", "compose", "lo")
        #expect(run.output == "logs\tShow what services wrote, in the order in which they did.\n:4\n")
    }
}
