import Testing

@testable import EngardeCommands

/// Short names of commands for shells.
@Suite struct AliasScriptTests {
    private static let files = ["-f", "docker-compose.yml", "-f", "docker-compose.dev.yml"]

    @Test func theyAreTheProjectsOwn() async throws {
        let run = try await ProgramRun(["engarde"] + Self.files + ["aliases", "--shell", "bash"])
        #expect(run.status == .success)
        #expect(
            run.output == """
                alias dc='engarde -f docker-compose.yml -f docker-compose.dev.yml'
                alias dcup='dc up --watch'
                alias dcdown='dc down'
                alias dcbuild='dc build'
                alias dclogs='dc logs -f'

                """
        )
        let zsh = try await ProgramRun(["engarde"] + Self.files + ["aliases"], environment: ["SHELL": "/bin/zsh"])
        #expect(zsh.output == run.output)
    }

    @Test(
        arguments: [
            ("/usr/bin/fish", AliasScript.fish), ("/bin/zsh", .zsh), ("/bin/dash", .bash), ("", .bash), (nil, .bash),
        ] as [(String?, AliasScript)]
    )
    func theShellIsTheUsersOwn(path: String?, script: AliasScript) {
        #expect(AliasScript(ofShell: path) == script)
    }

    @Test func whatAShellWouldReplaceIsForNone() async throws {
        let run = try await ProgramRun("engarde", "-f", "it's $(a).yml", "aliases", "--shell", "bash")
        #expect(run.output.hasPrefix(#"alias dc='engarde -f "it'\''s \$(a).yml"'"# + "\n"), "\(run.output)")
        let fish = AliasScript.fish.text(calling: #"engarde -f "a\$b'c""#)
        #expect(fish.hasPrefix(#"alias dc 'engarde -f "a\\$b\'c"'"# + "\n"), "\(fish)")
    }
}
