import EngineAPI
import IgnoreRules
import SystemPackage

extension ServiceLaneState {
    /// What happened to a service that is watched.
    enum Event {
        /// Files changed; what that means, and when the first of them did.
        case changed(WatchDecision, since: ContinuousClock.Instant)
        /// The image is older than this file of a `rebuild` rule.
        case imageOutdated(path: FilePath, at: ContinuousClock.Instant)
        /// A container started, died or was removed, or the engine is back.
        case rosterOutdated
        /// A comparison brought files of a `sync+restart` rule into a container that runs.
        case comparisonNeedsRestart
        /// Paths could not be brought into a container.
        case failed([RuleID: Set<FilePath>], ContainerID)
        /// The host had something else at these paths than its manifests say.
        case doubted([RuleID: Set<FilePath>])
        /// The lane of a container has told what it did without being asked.
        case reported
        /// The service has a container.
        case containerFound
        /// A container is not served any more.
        case containerLeft(ContainerID)
        /// The work that was taken was done or given up.
        case workEnded
        /// The lane is about to wait.
        case rested
        /// The pause before the next attempt is over.
        case retryPauseEnded
    }

    /// What is to be done about it.
    enum Effect: Equatable {
        /// Carry out what there is to do.
        case wake
        /// Tell `retryPauseEnded` after a pause.
        case retry(after: Duration)
        /// Look at what is in doubt after a pause.
        case lookAgain(after: Duration)
    }

    /// What is carried out together.
    struct Work {
        var decision: WatchDecision
        /// When the first of the changes was made.
        var firstEvent: ContinuousClock.Instant
        /// Whether it is to be found out first which containers there are.
        var updatesRoster: Bool
        /// What failed before, and is tried again.
        var retries: [ContainerID: [RuleID: Set<FilePath>]] = [:]
    }

    /// What is said once, until it is over.
    enum Notice: Hashable {
        /// The service has no container.
        case missingContainer
        /// Which containers there are cannot be found out.
        case unknownContainers(reason: String)
        /// No receiver of a container can be opened.
        case unreachable(reason: String)
        /// Files go through the archive endpoint.
        case degraded(reason: String)
        /// The receiver of a container could not be ended.
        case leftBehind(ContainerID)
        /// Nothing is copied from a path to a target.
        case obstacle(FilePath, target: FilePath, SyncObstacle)
        /// A path could not be brought into a container.
        case failure(FilePath, reason: String)

        /// Whether it is not said again after everything else has been put right.
        var outlastsRecovery: Bool {
            switch self {
            case .missingContainer, .degraded, .leftBehind, .obstacle: true
            case .unknownContainers, .unreachable, .failure: false
            }
        }
    }
}
