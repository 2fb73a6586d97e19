import ComposeLoader
import Operations
import Workflows

extension Invocation {
    /// What `up` works with in a checkout that has, or is to have, a stack of its own.
    struct Isolating {
        /// The invocation, for the project that is meant.
        var invocation: Invocation
        /// The checkout's stack; `nil` where the project goes by its own name.
        var stack: IsolateCheckout.Outcome?
    }

    /// Gives the checkout a stack, or takes it from it, as options, settings and what is recorded say.
    ///
    /// - Throws: `IsolationError`, `SettingsError`, `EngineError`, `CancellationError`.
    func isolating(_ isolation: IsolationOptions) async throws -> Isolating {
        var result = Isolating(invocation: self)
        let request = request("up", loadRequest())
        let checkout = IsolateCheckout(request)
        do {
            if isolation.wish == false {
                if !options.dryRun { try await checkout.undo(remembering: isolatesWorktrees) }
                result.invocation.isolation = .none
                return result
            }
            guard try isolation.wish ?? isIsolated(checkout, request) else { return result }
            let stack = try await checkout.run(keeping: !options.dryRun)
            result.stack = stack
            result.invocation.isolation = .stack(stack.record)
        } catch is LoadError {
            // What is wrong with the files is told in the session that is opened next.
            return result
        }
        return result
    }

    private func isIsolated(_ checkout: IsolateCheckout, _ request: SessionRequest) throws -> Bool {
        let isAskedFor = isolatesWorktrees
        // Most checkouts have nothing to do with it, and their files are not read for it.
        guard isAskedFor || !request.isolationRecords.isEmpty else { return false }
        if let known = try checkout.known() { return known.isIsolated }
        return try isAskedFor && checkout.isLinked()
    }

    /// Whether the workspace asks for a stack of each linked worktree: `isolation: worktree` in `.engarde.yaml`.
    ///
    /// What is wrong with that file is told in the session that is opened next.
    private var isolatesWorktrees: Bool {
        let load = loadRequest()
        let named = options.projectDirectory.map(surroundings.absolutePath)
        let first = ProjectLoader(files: DiskProjectFiles()).composeFiles(of: load).first { $0 != "-" }
        guard let directory = named ?? first.map({ String($0[..<($0.lastIndex(of: "/") ?? $0.startIndex)]) }) else {
            return false
        }
        let settings = try? WorkspaceSettings.read(in: directory, seenFrom: load.workingDirectory)
        return settings?.isolation == .worktree
    }
}
