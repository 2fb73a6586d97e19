import Testing

@testable import Workflows

/// What git says of a repository's working trees.
@Suite struct GitWorktreesTests {
    @Test func branchesAreReadAndWhatIsGoneIsLeftOut() {
        let worktrees = GitWorktrees(
            porcelain: "worktree /src/shop\0HEAD 1\0branch refs/heads/main\0\0"
                + "worktree /src/a b\0HEAD 2\0branch refs/heads/fix/one\0\0"
                + "worktree /src/loose\0HEAD 3\0detached\0\0"
                + "worktree /src/gone\0HEAD 4\0branch refs/heads/gone\0prunable gitdir file points to nowhere\0\0"
        )
        #expect(worktrees.branches == ["/src/shop": "main", "/src/a b": "fix/one", "/src/loose": ""])
    }

    @Test func aBareRepositoryIsNoWorkingTree() {
        let worktrees = GitWorktrees(
            porcelain: "worktree /src/bare.git\0bare\0\0worktree /src/one\0HEAD 1\0detached\0\0"
        )
        #expect(worktrees.branches == ["/src/one": ""])
    }
}
