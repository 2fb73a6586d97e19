import Operations
import Synchronization

/// A person who asks to stop once.
final class OneWish: Sendable {
    private let isAsked = Mutex(false)

    var interrupts: Interrupts {
        Interrupts { [self] in
            let isFirst = isAsked.withLock { isAsked in
                defer { isAsked = true }
                return !isAsked
            }
            if isFirst { return true }
            // Until the work has ended.
            while !Task.isCancelled { try? await Task.sleep(for: .seconds(60)) }
            return false
        }
    }
}
