import ComposeModel
@testable import EngardeCommands
import Operations
import Testing

/// What the program says beside its results: each warning once, on one line, where it matters; hints that can be pasted.
@Suite struct WarningTests {
    private static let files = [
        "a.yml": "services: {web: {image: 'x:$TAG', environment: {A: $TAG, B: $TAG}}, db: {image: 'y'}}\n"
    ]

    @Test func aWarningIsOneLineAndGivenOnce() async throws {
        let run = try await ProgramRun("engarde", "-fa.yml", "config", "-q", files: Self.files)
        #expect(run.status == .success)
        #expect(
            run.errors == """
                warning: a.yml:1:28: variable 'TAG' is not set, so it is replaced by nothing \
                (set it in the shell or in '.env', or write '${TAG:-}' if that is meant)

                """
        )
    }

    @Test func rulesSpeakWhereverAProjectIsLoadedToBeUsed() async throws {
        let files = ["a.yml": "version: '3'\nservices: {web: {image: x}}\n"]
        let expected = "warning: a.yml:1:1: the attribute 'version' is obsolete and has no effect (remove the line)\n"
        for arguments in [["config", "-q"], ["config", "--no-interpolate", "-q"]] {
            let run = try await ProgramRun(["engarde", "-f", "a.yml"] + arguments, files: files)
            #expect(run.status == .success && run.errors == expected)
        }
        let strict = try await ProgramRun("engarde", "-fa.yml", "config", "-q", "--strict", files: files)
        #expect(strict.status == .failure && strict.errors == expected)
        let down = try await ProgramRun(
            ["engarde", "-f", "a.yml", "up"],
            files: files,
            environment: ["DOCKER_HOST": "unix:///nowhere/docker.sock"]
        )
        #expect(down.errors.hasPrefix(expected + "error: no engine at '/nowhere/docker.sock'"), "\(down.errors)")
    }

    @Test(arguments: [["ps"], ["logs"], ["exec", "web", "true"]])
    func verbsThatOnlyLookDoNotWarn(verb: [String]) async throws {
        let run = try await ProgramRun(
            ["engarde", "-f", "a.yml"] + verb,
            files: Self.files,
            environment: ["DOCKER_HOST": "unix:///nowhere/docker.sock"]
        )
        #expect(run.status == .failure)
        #expect(run.errors.hasPrefix("error: no engine at '/nowhere/docker.sock'"), "\(run.errors)")
    }

    @Test func hintsRepeatTheOptionsThatNameTheProject() async throws {
        let error = ContainerChoice.Failure.notRunning("web")
        let global = try EngardeCommand.parsed(["--file=a.yml", "--project-name=p", "--profile=x y"]).options
        #expect(
            ErrorReport(error, calling: global.command()).text == """
                error: service 'web' is not running

                hint: start it with 'engarde -f a.yml -p p --profile "x y" up -d web' (EG0804)
                """
        )
    }
}
