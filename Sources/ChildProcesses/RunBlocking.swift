import Dispatch
import Synchronization

/// Does work that blocks its thread, where that holds up no task.
///
/// - Parameter work: is given what tells whether it is given up; then it has to end soon.
/// - Throws: `CancellationError`, when `work` has ended.
/// - Cancellation: `work` is given up.
func runBlocking<Value: Sendable>(
    _ work: @escaping @Sendable (_ isGivenUp: () -> Bool) -> Value
) async throws -> Value {
    let isCancelled = Atomic(false)
    let value: Value = await withTaskCancellationHandler {
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async {
                continuation.resume(returning: work { isCancelled.load(ordering: .relaxed) })
            }
        }
    } onCancel: {
        isCancelled.store(true, ordering: .relaxed)
    }
    try Task.checkCancellation()
    return value
}
