extension Invocation {
    /// Whether the workspace asks for a stack of each linked worktree (`isolation: worktree`).
    ///
    /// The one place where that is asked. No settings file of a workspace is read so far, so `--isolated` has to be
    /// said once in
    /// each worktree.
    var isolatesWorktrees: Bool { false }
}
