import Synchronization

/// What was removed, noted while it goes on.
final class CleaningResult: Sendable {
    private let state = Mutex<[CleaningItem]>([])

    /// Notes that something is gone.
    func add(_ item: CleaningItem) { state.withLock { $0.append(item) } }

    /// What is gone, in order.
    var items: [CleaningItem] { state.withLock { $0 } }
}
