#if os(Linux)
import CLibrary
import Dispatch
import IgnoreRules
import SystemPackage

/// Watches roots through inotify.
///
/// Theory of operation: the actor runs on a dispatch queue. A read source on that queue drains the kernel's events, a timer
/// on it fires when a batch is due. A batch that is due waits in `assembly` until the consumer asks for it.
actor InotifyWatcher: ChangeSource {
    private nonisolated let executor: QueueExecutor
    private let roots: [WatchRoot]
    private let descriptor: FileDescriptor
    private var tree: InotifyTree
    private var assembly: BatchAssembly
    private var readSource: (any DispatchSourceRead)?
    private var timer: (any DispatchSourceTimer)?
    private var waiter: CheckedContinuation<ChangeBatch?, any Error>?
    private var failure: FileWatchingError?
    private var isStopped = false

    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    /// The number of watches that are placed.
    var watchCount: Int { tree.count }

    init(roots: [WatchRoot], timing: BatchTiming) throws(FileWatchingError) {
        let raw = inotify_init1(Int32(IN_NONBLOCK | IN_CLOEXEC))
        guard raw >= 0 else {
            throw errno == EMFILE || errno == ENFILE
                ? FileWatchingError(.instanceLimitReached) : FileWatchingError(.system(Errno(rawValue: errno)))
        }
        self.roots = roots
        descriptor = FileDescriptor(rawValue: raw)
        executor = QueueExecutor(label: "engarde.inotify")
        tree = InotifyTree(descriptor: descriptor, roots: roots)
        assembly = BatchAssembly(timing: timing, rootPaths: roots.map(\.path))
    }

    /// Places all watches and starts to listen.
    func start() throws(FileWatchingError) {
        for root in roots { try tree.establish(root) }
        let timer = DispatchSource.makeTimerSource(flags: .strict, queue: executor.queue)
        timer.setEventHandler { @Sendable in self.assumeIsolated { $0.handOver() } }
        // Without a date of its own it would fire every second.
        timer.schedule(deadline: .distantFuture)
        timer.activate()
        self.timer = timer
        let source = DispatchSource.makeReadSource(fileDescriptor: descriptor.rawValue, queue: executor.queue)
        source.setEventHandler { @Sendable in self.assumeIsolated { $0.drain() } }
        source.setCancelHandler { @Sendable [descriptor] in try? descriptor.close() }
        source.activate()
        readSource = source
    }

    /// Releases the kernel's resources and ends the sequence.
    func stop() {
        guard !isStopped else { return }
        isStopped = true
        timer?.cancel()
        if let readSource { readSource.cancel() } else { try? descriptor.close() }
        readSource = nil
        timer = nil
        resume(with: .success(nil))
    }

    nonisolated func nextBatch() async throws -> ChangeBatch? {
        try await withTaskCancellationHandler {
            try await waitForBatch()
        } onCancel: {
            executor.queue.async { self.assumeIsolated { $0.resume(with: .success(nil)) } }
        }
    }

    private func waitForBatch() async throws -> ChangeBatch? {
        if Task.isCancelled || isStopped { return nil }
        if let batch = assembly.take(at: .now) { return batch }
        if let failure { throw failure }
        return try await withCheckedThrowingContinuation { continuation in
            waiter = continuation
            schedule()
        }
    }

    private func resume(with result: Result<ChangeBatch?, any Error>) {
        waiter?.resume(with: result)
        waiter = nil
    }

    private func drain() {
        withUnsafeTemporaryAllocation(byteCount: 65_536, alignment: 16) { buffer in
            while let count = try? descriptor.read(into: buffer), count > 0 {
                let now = ContinuousClock.now
                let events = InotifyEvent.parse(
                    UnsafeRawBufferPointer(rebasing: buffer[..<count]),
                    where: tree.concerns
                )
                for event in events {
                    do throws(FileWatchingError) {
                        try accept(event, at: now)
                    } catch {
                        failure = error
                    }
                }
            }
        }
        if let failure, assembly.deadline == nil { resume(with: .failure(failure)) }
        handOver()
    }

    private func handOver() {
        guard waiter != nil else { return }
        if let batch = assembly.take(at: .now) {
            resume(with: .success(batch))
        } else {
            schedule()
        }
    }

    private func schedule() {
        guard let deadline = assembly.deadline else { return }
        let wait = max(.zero, deadline - .now)
        let (seconds, attoseconds) = wait.components
        let nanoseconds = Int(seconds) * 1_000_000_000 + Int(attoseconds / 1_000_000_000)
        timer?.schedule(
            deadline: DispatchTime.now() + DispatchTimeInterval.nanoseconds(nanoseconds),
            leeway: DispatchTimeInterval.microseconds(50)
        )
    }

    func accept(_ event: InotifyEvent, at now: ContinuousClock.Instant) throws(FileWatchingError) {
        if event.mask.contains(.overflow) {
            assembly.recordLoss(at: now)
            for root in roots { try tree.establish(root) }
            return
        }
        let directories = tree.directories(of: event.watch)
        if event.mask.contains(.unmount) {
            for directory in directories { assembly.record(tree: directory, at: now) }
        }
        if event.mask.contains(.ignored) { tree.forget(event.watch) }
        guard let name = event.name else { return }
        for directory in directories { try accept(name, in: directory, event, at: now) }
    }

    private func accept(
        _ name: FilePath.Component,
        in directory: FilePath,
        _ event: InotifyEvent,
        at now: ContinuousClock.Instant
    ) throws(FileWatchingError) {
        let path = directory.appending(name)
        if !event.mask.isDisjoint(with: .names), tree.leadsToRoot(directory, name) {
            try acceptStep(path, event.mask, at: now)
        }
        if event.mask.contains(.directory) {
            try acceptDirectory(path, event.mask, at: now)
        } else if roots.contains(where: { $0.wants(path) }) {
            assembly.record(path, progress(of: path, event.mask), at: now)
            if roots.contains(where: { $0.holdsMarks && $0.wants(path) }) { assembly.flush(at: now) }
        }
    }

    /// A root, or a directory on the way to one, came or went.
    private func acceptStep(
        _ path: FilePath,
        _ mask: InotifyEvent.Mask,
        at now: ContinuousClock.Instant
    ) throws(FileWatchingError) {
        tree.remove(below: path)
        for root in tree.roots(below: path) {
            try tree.establish(root)
            assembly.record(tree: root.path, at: now)
        }
    }

    private func acceptDirectory(
        _ path: FilePath,
        _ mask: InotifyEvent.Mask,
        at now: ContinuousClock.Instant
    ) throws(FileWatchingError) {
        guard roots.contains(where: { $0.wantsToEnter(path) }) else { return }
        if !mask.isDisjoint(with: [.delete, .movedFrom]) {
            tree.remove(below: path)
            // Two directories that change places come before they go.
            try tree.enter(path)
            assembly.record(tree: path, at: now)
        } else if !mask.isDisjoint(with: [.create, .movedTo]) || !tree.isWatched(path) {
            // One that has no watch could not be read before its mode was changed.
            try tree.enter(path)
            assembly.record(tree: path, at: now)
        } else if roots.contains(where: { $0.wants(path) }) {
            assembly.record(path, .settled, at: now)
        }
    }

    private func progress(of path: FilePath, _ mask: InotifyEvent.Mask) -> BatchAssembly.Progress {
        if mask.contains(.movedTo) { return .complete }
        if mask.contains(.closeWrite) { return assembly.isNew(path) ? .settled : .complete }
        if mask.contains(.modify) { return .open }
        if mask.contains(.create) {
            guard let metadata = try? FileMetadata(of: path), metadata.kind == .file else { return .settled }
            return .created
        }
        return .settled
    }
}
#endif
