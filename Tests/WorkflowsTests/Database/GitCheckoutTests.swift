import ComposeLoader
import Testing

@testable import Workflows

/// What is checked out, read from files in memory.
@Suite struct GitCheckoutTests {
    @Test func aBranchIsFoundFromBelow() throws {
        let files = InMemoryProjectFiles([
            "/repo/.git/HEAD": "ref: refs/heads/feature/a\n", "/repo/app/compose.yaml": "",
        ])
        let checkout = try #require(GitCheckout(containing: "/repo/app", files: files))
        #expect(checkout.top == "/repo")
        #expect(checkout.branch == "feature/a")
    }

    @Test func aWorktreeHasABranchOfItsOwn() {
        let files = InMemoryProjectFiles([
            "/repo/.git/HEAD": "ref: refs/heads/main\n",
            "/repo/.git/worktrees/two/HEAD": "ref: refs/heads/two\n",
            "/two/.git": "gitdir: /repo/.git/worktrees/two\n",
        ])
        #expect(GitCheckout(containing: "/two", files: files)?.branch == "two")
    }

    @Test func aCommitIsNoBranch() {
        let files = InMemoryProjectFiles(["/repo/.git/HEAD": "0123456789abcdef\n"])
        #expect(GitCheckout(containing: "/repo", files: files)?.branch == nil)
        #expect(GitCheckout(containing: "/elsewhere", files: files) == nil)
    }

    @Test func theHookOffersOnlyWhereABranchWasCheckedOut() {
        let hook = GitHook(of: "/repo/it's", environment: [:], running: "engarde -p shop db offer")
        let lines = hook.text(below: "/repo").split(separator: "\n").map(String.init)
        #expect(lines.first == "#!/bin/sh")
        #expect(lines.contains(#"[ "$3" = 1 ] || exit 0"#))
        #expect(lines.contains(#"cd 'it'\''s' 2> /dev/null || exit 0"#))
        #expect(lines.last == "engarde -p shop db offer < /dev/tty || true")
    }
}
