import ComposeLoader
import Testing

/// What `.engarde.yaml` may say.
@Suite struct WorkspaceSettingsTests {
    private func settings(_ files: [String: String]) throws(LoadError) -> WorkspaceSettings {
        let files = InMemoryProjectFiles(
            Dictionary(uniqueKeysWithValues: files.map { ("/project/\($0.key)", $0.value) })
        )
        return try WorkspaceSettings.read(in: "/project", seenFrom: "/project", files: files)
    }

    private func failure(_ text: String) -> String {
        do throws(LoadError) {
            _ = try settings([".engarde.yaml": text])
            return "it was read"
        } catch {
            return error.description
        }
    }

    @Test func eachKeyMayBeLeftOutAndTheFileToo() throws {
        let none = try settings([:])
        #expect(none.environment == nil && none.isolation == .none && none.file == nil)
        for text in ["", "# nothing\n", "{}\n", "environment:\nisolation: ~\n"] {
            let empty = try settings([".engarde.yaml": text])
            #expect(empty.environment == nil && empty.isolation == .none)
            #expect(empty.file == "/project/.engarde.yaml")
        }
        let all = try settings([".engarde.yml": "environment: dev\nisolation: worktree\n"])
        #expect(all.environment == "dev" && all.isolation == .worktree)
    }

    @Test func mistakesAreShownWhereTheyStand() {
        #expect(
            failure("environmnet: dev\n") == """
                error: unknown attribute 'environmnet' in the workspace's settings
                  --> .engarde.yaml:1:1
                  |
                1 | environmnet: dev
                  | ^^^^^^^^^^^

                hint: did you mean 'environment'?
                """
        )
        #expect(failure("lint: {}\n").hasSuffix("\n\nhint: there are 'environment', 'isolation'"))
        #expect(
            failure("environment: dev\nisolation: worktrees\n") == """
                error: 'isolation' must be one of 'none', 'worktree', not 'worktrees'
                  --> .engarde.yaml:2:12
                  |
                2 | isolation: worktrees
                  |            ^^^^^^^^^

                hint: did you mean 'worktree'?
                """
        )
        #expect(
            failure("environment: [dev]\n").hasPrefix("error: 'environment' must be a text\n  --> .engarde.yaml:1:14")
        )
        #expect(failure("- dev\n").hasPrefix("error: the workspace's settings must be a mapping\n"))
        #expect(failure("{}\n---\n{}\n").hasPrefix("error: the workspace's settings are one document, not 2\n"))
        #expect(failure("environment: [\n").hasPrefix("error: "))
    }

    @Test func allMistakesAreShownAtOnce() {
        let text = failure("isolation: full\nenviron: 1\n")
        #expect(text.contains(".engarde.yaml:1:12") && text.contains(".engarde.yaml:2:1"), "\(text)")
    }

    @Test func thereIsOneFile() {
        #expect(throws: LoadError.self) { _ = try settings([".engarde.yaml": "", ".engarde.yml": ""]) }
    }

    @Test func aProjectIsNotLoadedWithWrongSettings() {
        let loading = Loading(files: ["compose.yaml": "services: {}\n", ".engarde.yaml": "isolation: 1\n"])
        #expect(loading.failure().hasPrefix("error: 'isolation' must be a text\n  --> .engarde.yaml:1:12"))
    }
}
