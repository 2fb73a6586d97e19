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
        if try await capabilities.has(.promptEnds) { return try await answerToWait(container, until: condition) }
        let before = try await inspectContainer(container).state
        return try await withThrowingTaskGroup(of: Int.self) { group in
            group.addTask { try await answerToWait(container, until: condition) }
            group.addTask { try await seenEnd(of: container, until: condition, since: before) }
            defer { group.cancelAll() }
            guard let code = try await group.next() else { throw CancellationError() }
            return code
        }
    }

    private func answerToWait(_ container: ContainerID, until condition: WaitCondition) async throws -> Int {
        var request = Self.request(.post, container, "wait")
        request.add("condition", condition.rawValue)
        request.timeLimit = .none
        let response = try await call(request, returning: ContainerWaitResponse.self)
        if let message = response.error?.message, !message.isEmpty {
            throw EngineError.rejected(request: request.summary, status: 200, message: message)
        }
        return response.statusCode
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
