/// Waits until a condition holds: it is looked at again after 1 ms at first and 20 ms at most.
///
/// - Returns: whether it held in time.
package func eventually(
    within limit: Duration = .seconds(30),
    _ condition: () async throws -> Bool
) async throws -> Bool {
    let clock = ContinuousClock()
    let end = clock.now + limit
    var pause = Duration.milliseconds(1)
    while clock.now < end {
        if try await condition() { return true }
        try await clock.sleep(for: pause)
        pause = min(pause * 2, .milliseconds(20))
    }
    return try await condition()
}
