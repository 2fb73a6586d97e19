/// Runs tasks side by side until one of them has a value; then cancels the others, and returns when they have ended.
///
/// - Parameters:
///   - type: what is waited for.
///   - tasks: return `nil` when they end without a value, which ends nothing else.
/// - Returns: the first value; `nil` when all tasks ended without one.
/// - Throws: what the first task throws that fails before there is a value; the others are cancelled.
package func firstValue<Value: Sendable>(
    of type: Value.Type,
    among tasks: [@Sendable () async throws -> Value?]
) async throws -> Value? {
    try await withThrowingTaskGroup(of: Value?.self) { group in
        for task in tasks {
            group.addTask { try await task() }
        }
        defer { group.cancelAll() }
        while let end = try await group.next() {
            if let value = end { return value }
        }
        return nil
    }
}
