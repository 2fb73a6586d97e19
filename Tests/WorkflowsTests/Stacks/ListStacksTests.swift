import ComposeModel
import EngineAPI
import Operations
import Testing

@testable import Workflows

/// Which stacks a repository has, and what is said of them.
@Suite struct ListStacksTests {
    private static func record(_ name: String, _ worktree: String) -> IsolationRecord {
        IsolationRecord(
            name: ProjectName(name),
            project: "shop",
            mainProject: "shop",
            checkout: GitCheckout(root: worktree, repository: "/src/shop/.git", main: "/src/shop"),
            ports: PortAllotment(.init(20_000, through: 20_099))
        )
    }

    private static func container(_ project: String, _ state: ContainerStatus) -> ContainerSummary {
        var container = ContainerSummary(
            id: "1",
            name: "\(project)-web-1",
            image: "web",
            imageID: "sha256:1",
            state: state
        )
        container.labels = [ComposeLabel.project: project, ComposeLabel.service: "web", ComposeLabel.oneOff: "False"]
        container.ports = ["0.0.0.0", "::"].map { .init(hostIP: $0, privatePort: 80, publicPort: 20_000) }
        return container
    }

    private func stacks(_ worktrees: GitWorktrees?) -> [Stack] {
        ListStacks.stacks(
            main: ("shop", "/src/shop"),
            records: [Self.record("shop-one", "/src/one"), Self.record("shop-two", "/src/two")],
            present: ["/src/one"],
            worktrees: worktrees,
            containers: [Self.container("shop-one", .running), Self.container("shop-two", .exited)]
        )
    }

    @Test func theFirstOneComesFirst() {
        let listed = stacks(
            GitWorktrees(
                porcelain: "worktree /src/shop\0branch refs/heads/main\0\0worktree /src/one\0branch refs/heads/one\0\0"
            )
        )
        #expect(listed.map(\.name) == ["shop", "shop-one", "shop-two"])
        #expect(listed.map(\.branch) == ["main", "one", ""])
        #expect(listed.map(\.state) == ["down", "running 1/1", "running 0/1"])
        #expect(listed.map(\.isMain) == [true, false, false])
        #expect(listed.map(\.isGone) == [false, false, true])
        #expect(
            listed.map { $0.addresses.map(\.text) } == [[], ["web:80=localhost:20000"], ["web:80=localhost:20000"]]
        )
    }

    @Test func whatGitDoesNotKnowIsGone() {
        let listed = stacks(GitWorktrees(porcelain: "worktree /src/shop\0branch refs/heads/main\0\0"))
        #expect(listed.map(\.isGone) == [false, true, true])
    }

    @Test func withoutGitDirectoriesTell() {
        #expect(stacks(nil).map(\.isGone) == [false, false, true])
    }
}
