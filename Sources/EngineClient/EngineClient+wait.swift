package import EngineAPI

extension EngineClient {
    /// What ``waitForContainer(_:until:)`` waits for.
    package enum WaitCondition: String, Hashable, Sendable {
        /// It does not run; at once if it does not run now.
        case notRunning = "not-running"
        /// It exits the next time, also if it does not run now.
        case nextExit = "next-exit"
        /// It is removed.
        case removed
    }

    /// Waits without a limit of time for the end of a container.
    ///
    /// Where the engine tells of ends late, the container is looked at besides.
    ///
    /// - Returns: the exit code.
    package func waitForContainer(
        _ container: ContainerID,
        until condition: WaitCondition = .notRunning
    ) async throws -> Int {
        if try await capabilities.has(.promptEnds) {
            return try await answerToWait(for: container, until: condition).exitCode()
        }
        let before = try await inspectContainer(container).state
        return try await withThrowingTaskGroup(of: Int.self) { group in
            group.addTask { try await answerToWait(for: container, until: condition).exitCode() }
            group.addTask { try await seenEnd(of: container, until: condition, since: before) }
            defer { group.cancelAll() }
            guard let code = try await group.next() else { throw CancellationError() }
            return code
        }
    }

    /// Begins to wait for a container's end without waiting for it: when this returns, the engine waits, so that an end
    /// that comes at once is not missed.
    ///
    /// Where the engine tells of ends late, it is looked for only once it is asked for, when the container must have been
    /// started; of one that the engine has removed by then, its events tell.
    ///
    /// - Throws: ``EngineError/notFound(_:message:)``.
    package func beginWaiting(
        for container: ContainerID,
        until condition: WaitCondition
    ) async throws -> ContainerEnd {
        guard try await capabilities.has(.promptEnds) else {
            let told = try await events(
                filters: ["type": ["container"], "container": [container.rawValue], "event": ["die"]]
            )
            return ContainerEnd(isToldAtOnce: false) {
                do {
                    return try await waitForContainer(container)
                } catch let error as EngineError where !error.isLossOfEngine {
                    return try await toldEnd(in: told, insteadOf: error)
                }
            }
        }
        return try await answerToWait(for: container, until: condition)
    }

    /// How long the event of an end is waited for that has come already.
    private static let lateness = Duration.seconds(10)

    /// The exit code of the first end that events tell of.
    private func toldEnd(in events: EngineEvents, insteadOf error: EngineError) async throws -> Int {
        try await withThrowingTaskGroup(of: Int.self) { group in
            group.addTask {
                for try await event in events where event.action == .die {
                    if let code = event.exitCode { return code }
                }
                throw error
            }
            group.addTask {
                try await Task.sleep(for: Self.lateness)
                throw error
            }
            defer { group.cancelAll() }
            guard let code = try await group.next() else { throw error }
            return code
        }
    }

    /// Asks the engine to wait; returns when it does.
    private func answerToWait(
        for container: ContainerID,
        until condition: WaitCondition
    ) async throws -> ContainerEnd {
        var request = Self.request(.post, container, "wait")
        request.add("condition", condition.rawValue)
        request.timeLimit = .none
        let messages = JSONMessages<ContainerWaitResponse>(bytes: try await stream(request), summary: request.summary)
        return ContainerEnd(isToldAtOnce: true) {
            for try await response in messages {
                if let message = response.error?.message, !message.isEmpty {
                    throw EngineError.rejected(request: messages.summary, status: 200, message: message)
                }
                return response.statusCode
            }
            try Task.checkCancellation()
            throw EngineError.connectionClosed(request: messages.summary)
        }
    }

    /// How often a container is looked at whose end the engine tells late.
    private static let pause = Duration.milliseconds(250)

    /// Looks at a container until what is waited for has come.
    private func seenEnd(
        of container: ContainerID,
        until condition: WaitCondition,
        since before: ContainerState
    ) async throws -> Int {
        var last = before
        while true {
            let isOver = !last.isRunning && !last.isRestarting
            switch condition {
            case .notRunning where isOver: return last.exitCode
            case .nextExit where isOver && (before.isRunning || last.finishedAt != before.finishedAt):
                return last.exitCode
            case .notRunning, .nextExit, .removed: break
            }
            try await Task.sleep(for: Self.pause)
            do {
                last = try await inspectContainer(container).state
            } catch EngineError.notFound where condition == .removed {
                return last.exitCode
            }
        }
    }
}

/// The end of a container that the engine waits for.
///
/// - Ownership: the connection closes when it is dropped.
package struct ContainerEnd: Sendable {
    /// Whether the engine tells of it as soon as it has come, and of a removal that was asked for with the start.
    package let isToldAtOnce: Bool
    let wait: @Sendable () async throws -> Int

    /// Waits for the end; once only.
    ///
    /// - Returns: the exit code.
    /// - Throws: ``EngineError``, `CancellationError`.
    package func exitCode() async throws -> Int { try await wait() }
}
