import ChildProcesses
import Operations

/// The working trees of a repository, as git lists them.
struct GitWorktrees: Sendable, Hashable {
    /// The branch of each working tree, by its path; empty where none is checked out.
    let branches: [String: String]

    private static let limit = Duration.seconds(10)

    /// Reads what `git worktree list --porcelain -z` writes.
    ///
    /// - Shape: attributes that end with NUL, and an empty one behind each working tree: `worktree /src/shop`,
    ///   `HEAD 0a1b…`, `branch refs/heads/main` or `detached`, `bare`, `prunable …`. What can be pruned is gone.
    init(porcelain: String) {
        var branches: [String: String] = [:]
        for entry in porcelain.split(separator: "\0\0") {
            let lines = entry.split(separator: "\0").map(String.init)
            guard let path = Self.value(of: "worktree", in: lines), !lines.contains("bare") else { continue }
            guard !lines.contains(where: { $0 == "prunable" || $0.hasPrefix("prunable ") }) else { continue }
            let branch = Self.value(of: "branch", in: lines) ?? ""
            branches[path] = branch.hasPrefix("refs/heads/") ? String(branch.dropFirst("refs/heads/".count)) : branch
        }
        self.branches = branches
    }

    /// Asks git.
    ///
    /// - Returns: `nil` where there is no git, or it knows of no repository there.
    /// - Throws: `CancellationError`.
    static func list(of checkout: GitCheckout, environment: [String: String]) async throws -> GitWorktrees? {
        guard let path = Program.path(of: "git", environment: environment) else { return nil }
        // A repository that is another one, as a hook of git has it in its environment, is not meant.
        let variables = environment.filter { !$0.key.hasPrefix("GIT_") }
        let program = Program(
            path: path,
            arguments: ["git", "-C", checkout.root, "worktree", "list", "--porcelain", "-z"],
            environment: variables
        )
        guard case .ended(code: 0, let output) = try await ProgramRun(program, input: []).run(within: limit) else {
            return nil
        }
        return GitWorktrees(porcelain: String(decoding: output, as: UTF8.self))
    }

    private static func value(of name: String, in lines: [String]) -> String? {
        lines.first { $0.hasPrefix("\(name) ") }.map { String($0.dropFirst(name.count + 1)) }
    }
}
