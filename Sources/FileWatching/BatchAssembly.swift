import SystemPackage

/// Gathers events into batches and decides when each is due: at once after a pause, then in growing steps.
///
/// Pure: it is told the time.
struct BatchAssembly {
    /// How finished a change is.
    enum Progress {
        /// Nothing more is to come: an existing file was written and closed, or a file was renamed into place.
        case complete
        /// The change is finished, but may be a part of a larger one.
        case settled
        /// A file is open for writing.
        case open
        /// A file was created and is open for writing; it may be renamed when it is complete.
        case created
    }

    private let timing: BatchTiming
    private let rootPaths: Set<FilePath>
    private var due = ChangeSet()
    private var open = ChangeSet()
    private var new: Set<FilePath> = []
    private var lostEvents = false
    private var burstStep: Int?
    private var lastHandover: ContinuousClock.Instant?

    private struct ChangeSet {
        var paths: Set<FilePath> = []
        var trees: Set<FilePath> = []
        var firstEvent: ContinuousClock.Instant?
        var deadline: ContinuousClock.Instant?
    }

    init(timing: BatchTiming, rootPaths: [FilePath]) {
        self.timing = timing
        self.rootPaths = Set(rootPaths)
    }

    /// When the next batch is to be taken, if there is any.
    var deadline: ContinuousClock.Instant? {
        switch (due.deadline, open.deadline) {
        case (let first?, let second?): min(first, second)
        case (let first, let second): first ?? second
        }
    }

    /// Whether a file was created since the last batch.
    func isNew(_ path: FilePath) -> Bool { new.contains(path) }

    mutating func record(_ path: FilePath, _ progress: Progress, at now: ContinuousClock.Instant) {
        if progress == .created { new.insert(path) }
        if progress == .open || progress == .created {
            guard !due.paths.contains(path) else { return }
            open.paths.insert(path)
            open.firstEvent = open.firstEvent ?? now
            open.deadline = open.deadline ?? now + max(timing.openFile, wait(at: now))
        } else {
            if open.paths.remove(path) != nil {
                due.firstEvent = min(due.firstEvent ?? now, open.firstEvent ?? now)
                if open.paths.isEmpty { open = ChangeSet() }
            }
            if due.paths.count < timing.maximumPaths {
                due.paths.insert(path)
            } else {
                due.trees.formUnion(rootPaths)
            }
            schedule(progress, at: now)
        }
    }

    /// Notes that events were lost: everything has to be looked at.
    mutating func recordLoss(at now: ContinuousClock.Instant) {
        lostEvents = true
        due.trees.formUnion(rootPaths)
        schedule(.settled, at: now)
    }

    /// Makes everything due that was noted so far.
    mutating func flush(at now: ContinuousClock.Instant) {
        if !open.paths.isEmpty {
            due.paths.formUnion(open.paths)
            due.firstEvent = min(due.firstEvent ?? now, open.firstEvent ?? now)
            open = ChangeSet()
        }
        if due.firstEvent != nil { due.deadline = min(due.deadline ?? now, now) }
    }

    mutating func record(tree: FilePath, at now: ContinuousClock.Instant) {
        due.trees.insert(tree)
        schedule(.settled, at: now)
    }

    /// What is due, or `nil`.
    mutating func take(at now: ContinuousClock.Instant) -> ChangeBatch? {
        var batch = ChangeBatch(firstEvent: now)
        if let deadline = due.deadline, deadline <= now {
            batch.merge(due.paths, due.trees, due.firstEvent)
            due = ChangeSet()
        }
        if let deadline = open.deadline, deadline <= now {
            batch.merge(open.paths, open.trees, open.firstEvent)
            open = ChangeSet()
        }
        guard !batch.isEmpty else { return nil }
        if batch.trees.isSuperset(of: rootPaths) { batch.paths = [] }
        let isBurst = lastHandover.map { now - $0 <= timing.pause } ?? false
        burstStep = isBurst ? (burstStep ?? -1) + 1 : nil
        lastHandover = now
        new = []
        batch.lostEvents = lostEvents
        lostEvents = false
        return batch
    }

    private mutating func schedule(_ progress: Progress, at now: ContinuousClock.Instant) {
        due.firstEvent = due.firstEvent ?? now
        let wait = wait(at: now)
        let isLeading = wait == .zero
        let own: Duration = progress == .complete ? .zero : timing.settle
        if let deadline = due.deadline {
            if isLeading { due.deadline = min(deadline, now + own) }
        } else {
            due.deadline = now + (isLeading ? own : wait)
        }
    }

    /// How long a batch that starts now collects: nothing after a pause.
    private func wait(at now: ContinuousClock.Instant) -> Duration {
        guard let lastHandover, now - lastHandover <= timing.pause, let last = timing.burst.last else { return .zero }
        let step = burstStep.map { $0 + 1 } ?? 0
        return step < timing.burst.count ? timing.burst[step] : last
    }
}

extension ChangeBatch {
    fileprivate mutating func merge(
        _ paths: Set<FilePath>,
        _ trees: Set<FilePath>,
        _ firstEvent: ContinuousClock.Instant?
    ) {
        self.paths.formUnion(paths)
        self.trees.formUnion(trees)
        if let firstEvent { self.firstEvent = min(self.firstEvent, firstEvent) }
    }
}
