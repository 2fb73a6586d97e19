import Synchronization

/// A value that is made when it is first asked for, and then kept.
///
/// - Ownership: may be asked from anywhere; who asks meanwhile waits until it is made.
final class OnceValue<Value: Sendable>: Sendable {
    private let make: @Sendable () -> Value
    private let made = Mutex<Value?>(nil)

    /// Creates a value that is not made yet.
    init(_ make: @escaping @Sendable () -> Value) {
        self.make = make
    }

    /// The value.
    var value: Value {
        made.withLock { made in
            if let made { return made }
            let value = make()
            made = value
            return value
        }
    }
}
