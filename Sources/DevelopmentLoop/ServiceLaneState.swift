import EngineAPI
import IgnoreRules
import SystemPackage

/// What the lane of a service has to do, what it waits for and what it has said.
///
/// Pure: it is told what happened and the time, and tells what is to be done about it. The lane does that.
struct ServiceLaneState: Sendable {
    /// When what failed is tried again.
    enum Retry: Equatable {
        /// Nothing has failed since all was done.
        case settled
        /// A timer runs; if that does not help, the next one takes so long.
        case waiting(next: Duration)
        /// The timer is over: the next work takes it along.
        case due(next: Duration)
        /// It was tried; if it failed again, the next timer takes so long.
        case tried(next: Duration)

        static let first = Duration.seconds(1)
        static let longest = Duration.seconds(30)
    }

    /// What is being carried out.
    enum Progress: Equatable {
        case idle
        /// Work that ends with the containers as they are.
        case working
        /// Work that ends with a restart of the containers.
        case restarting
    }

    /// Whether a comparison may lead to a restart: once after each change of a file.
    enum ComparisonRestart: Equatable { case allowed, spent }

    /// Whether it is known which containers the service has.
    enum Roster: Equatable { case known, outdated }

    /// Whether what is in doubt is going to be looked at.
    enum SecondLook: Equatable { case none, scheduled }

    /// How long after a container was served what is in doubt is looked at again.
    static let secondLookPause = Duration.milliseconds(20)

    private(set) var decision = WatchDecision()
    private(set) var firstEvent: ContinuousClock.Instant?
    private(set) var retries: [ContainerID: [RuleID: Set<FilePath>]] = [:]
    private(set) var doubts: [RuleID: Set<FilePath>] = [:]
    private(set) var roster = Roster.outdated
    private(set) var retry = Retry.settled
    private(set) var secondLook = SecondLook.none
    private(set) var progress = Progress.idle
    private(set) var comparisonRestart = ComparisonRestart.allowed
    private(set) var notices: Set<Notice> = []
    /// Whether what was taken is being carried out, to find out which containers there are included.
    private(set) var isTaken = false
    /// Whether nothing more is to be begun, since the session is about to end.
    var isEnding = false

    /// Takes what happened.
    ///
    /// - Returns: what is to be done about it.
    mutating func handle(_ event: Event) -> [Effect] {
        switch event {
        case .changed(let later, let instant):
            guard !later.isEmpty else { return [] }
            add(later, since: instant)
            comparisonRestart = .allowed
            return [.wake]
        case .imageOutdated(let path, let instant):
            var later = WatchDecision()
            later.path = path
            later.rebuilds = true
            decision.merge(later)
            firstEvent = firstEvent ?? instant
            return [.wake]
        case .rosterOutdated:
            roster = .outdated
            return [.wake]
        case .comparisonNeedsRestart:
            decision.restarts = decision.restarts || (comparisonRestart == .allowed && progress != .restarting)
            comparisonRestart = .spent
            return [.wake]
        case .failed(let paths, let container):
            retries[container, default: [:]].merge(paths) { $0.union($1) }
            return []
        case .doubted(let paths):
            doubts.merge(paths) { $0.union($1) }
            return []
        case .reported:
            return retries.isEmpty && doubts.isEmpty ? [] : [.wake]
        case .containerFound:
            notices.remove(.missingContainer)
            return []
        case .containerLeft(let container):
            retries[container] = nil
            return []
        case .workEnded:
            progress = .idle
            return []
        case .rested:
            progress = .idle
            isTaken = false
            return scheduleRetry() + scheduleSecondLook()
        case .retryPauseEnded:
            guard case .waiting(let next) = retry else { return [] }
            retry = .due(next: next)
            return [.wake]
        }
    }

    /// What is to be carried out together now; `nil` while there is no engine to do it: then it waits for its return.
    mutating func take(at now: ContinuousClock.Instant, isEngineLost: Bool) -> Work? {
        isEngineLost || isEnding ? nil : take(at: now)
    }

    /// What is to be carried out together now.
    mutating func take(at now: ContinuousClock.Instant) -> Work {
        var work = Work(decision: decision, firstEvent: firstEvent ?? now, updatesRoster: roster == .outdated)
        if case .due(let next) = retry {
            work.retries = retries
            retries = [:]
            retry = .tried(next: next)
        }
        progress = decision.restarts ? .restarting : decision.isEmpty && work.retries.isEmpty ? .idle : .working
        decision = WatchDecision()
        firstEvent = nil
        roster = .known
        isTaken = true
        return work
    }

    /// Takes back what could not be done: it is done when the lane is woken again.
    ///
    /// - Parameter isWhole: whether nothing of it was begun: the containers were not looked for, and what was to be tried
    ///   again was not.
    mutating func keep(_ work: Work, isWhole: Bool) {
        if isWhole {
            if work.updatesRoster { roster = .outdated }
            if !work.retries.isEmpty {
                retries.merge(work.retries) { $0.merging($1) { $0.union($1) } }
                if case .tried(let next) = retry { retry = .due(next: next) }
            }
        }
        let later = decision
        decision = work.decision
        decision.merge(later)
        firstEvent = min(firstEvent ?? work.firstEvent, work.firstEvent)
        progress = .idle
        if isWhole { isTaken = false }
    }

    /// What is in doubt, to be looked at now.
    mutating func takeDoubts() -> [RuleID: Set<FilePath>] {
        defer { doubts = [:] }
        secondLook = .none
        return doubts
    }

    /// Whether something is to be said that was not said before.
    mutating func isNews(_ notice: Notice) -> Bool { notices.insert(notice).inserted }

    /// Takes over a decision that was made before there was this state.
    mutating func inherit(_ former: WatchDecision, since instant: ContinuousClock.Instant?) {
        guard !former.isEmpty else { return }
        decision = former
        firstEvent = instant
    }

    private mutating func add(_ later: WatchDecision, since instant: ContinuousClock.Instant) {
        decision.merge(later)
        firstEvent = min(firstEvent ?? instant, instant)
    }

    private mutating func scheduleRetry() -> [Effect] {
        guard !retries.isEmpty else {
            notices = notices.filter(\.outlastsRecovery)
            switch retry {
            case .waiting: retry = .waiting(next: Retry.first)
            case .settled, .due, .tried: retry = .settled
            }
            return []
        }
        let pause: Duration
        switch retry {
        case .waiting, .due: return []
        case .settled: pause = Retry.first
        case .tried(let next): pause = next
        }
        retry = .waiting(next: min(pause * 2, Retry.longest))
        return [.retry(after: pause)]
    }

    private mutating func scheduleSecondLook() -> [Effect] {
        guard !doubts.isEmpty, secondLook == .none else { return [] }
        secondLook = .scheduled
        return [.lookAgain(after: Self.secondLookPause)]
    }
}
