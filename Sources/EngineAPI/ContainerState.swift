/// What a container is doing.
///
/// - Source: `ContainerState` of the Engine API.
package struct ContainerState: Hashable, Sendable, Codable, ZeroValued {
    /// In one word.
    package var status: ContainerStatus
    /// Whether its main process runs, which includes paused and restarting ones.
    @ZeroWhenAbsent package var isRunning: Bool
    /// Whether its processes are frozen.
    @ZeroWhenAbsent package var isPaused: Bool
    /// Whether the engine is starting it again.
    @ZeroWhenAbsent package var isRestarting: Bool
    /// Whether the kernel killed a process of it for lack of memory.
    @ZeroWhenAbsent package var wasOOMKilled: Bool
    /// Whether its removal failed.
    @ZeroWhenAbsent package var isDead: Bool
    /// The main process on the engine's host; 0 when it does not run.
    @ZeroWhenAbsent package var pid: Int
    /// The last exit code.
    @ZeroWhenAbsent package var exitCode: Int
    /// Why it could not start, in the engine's words.
    @ZeroWhenAbsent package var error: String
    /// When it last started.
    @ZeroWhenAbsent package var startedAt: EngineTimestamp
    /// When it last exited.
    @ZeroWhenAbsent package var finishedAt: EngineTimestamp
    /// What its health check found; `nil` where it has none.
    package var health: ContainerHealth?

    /// Creates a state.
    package init(status: ContainerStatus = .created, exitCode: Int = 0, health: ContainerHealth? = nil) {
        self.status = status
        self.health = health
        self.exitCode = exitCode
        self.isRunning = status == .running || status == .paused || status == .restarting
        self.isPaused = status == .paused
        self.isRestarting = status == .restarting
    }

    /// The state of a container that was created and never started.
    package static var zeroValue: ContainerState { ContainerState() }

    enum CodingKeys: String, CodingKey {
        case status = "Status"
        case isRunning = "Running"
        case isPaused = "Paused"
        case isRestarting = "Restarting"
        case wasOOMKilled = "OOMKilled"
        case isDead = "Dead"
        case pid = "Pid"
        case exitCode = "ExitCode"
        case error = "Error"
        case startedAt = "StartedAt"
        case finishedAt = "FinishedAt"
        case health = "Health"
    }
}
