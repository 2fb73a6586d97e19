package import ComposeLoader
package import SessionEvents

/// What whoever drives the tool asks for when a session is to be opened: which project, and how it is worked on.
package struct SessionRequest: Sendable {
    /// What the session is for, such as `up`, for those that wait until it is done.
    package var verb: String
    /// What is loaded, and from where; its environment also says which engine is meant.
    package var load: LoadRequest
    /// The services that the user named: they have to be in the project.
    package var services: [String] = []
    /// The user's home directory.
    package var homeDirectory: String
    /// The docker context that was asked for before what the environment says; `nil` for none.
    package var context: String?
    /// The version that is written into labels.
    package var toolVersion: String
    /// What limits and pauses are measured on.
    package var clock: any Clock<Duration>
    /// What tells the time of day.
    package var wallClock: WallClock
    /// Whether the parts of names are separated by `_`, as the first Compose did.
    ///
    /// - Default: `false`; the project's `COMPOSE_COMPATIBILITY` counts, too.
    package var isCompatible = false
    /// Whether the engine is needed whatever the project holds, so that one of this host is connected to while files are
    /// loaded.
    ///
    /// - Default: `true`.
    package var needsEngine = true
    /// How many steps of a plan are under way at once; `nil` is no limit.
    package var parallelLimit: Int?
    /// Whether the checkout's project is loaded as a stack of its own.
    ///
    /// - Default: as it is recorded.
    package var isolation = IsolationChoice.recorded

    /// Asks for a session.
    package init(
        _ verb: String,
        load: LoadRequest,
        homeDirectory: String,
        toolVersion: String,
        clock: any Clock<Duration>,
        wallClock: WallClock
    ) {
        self.verb = verb
        self.load = load
        self.homeDirectory = homeDirectory
        self.toolVersion = toolVersion
        self.clock = clock
        self.wallClock = wallClock
    }
}
