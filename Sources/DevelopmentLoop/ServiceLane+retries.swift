import EngineAPI
import IgnoreRules
import Synchronization
import SystemPackage

/// When what failed or is in doubt is looked at again.
extension ServiceLane {
    func scheduleRetrySignal() {
        if state.withLock({ !$0.retries.isEmpty || !$0.doubts.isEmpty }) { wakeup.signal() }
    }

    /// Looks again, a moment later, at what the host had otherwise when a container was served.
    func scheduleSecondLook(_ group: inout DiscardingTaskGroup) {
        let isNeeded = state.withLock { state in
            guard !state.doubts.isEmpty, !state.isSecondLookScheduled else { return false }
            state.isSecondLookScheduled = true
            return true
        }
        guard isNeeded else { return }
        group.addTask {
            try? await Task.sleep(for: .milliseconds(20))
            let doubts = self.state.withLock { state in
                defer { state.doubts = [:] }
                state.isSecondLookScheduled = false
                return state.doubts
            }
            let changes = self.manifests.lookAgain(at: doubts)
            if !changes.isEmpty { self.submit(changes, firstEvent: .now) }
        }
    }

    func scheduleRetry(_ group: inout DiscardingTaskGroup) {
        let pause = state.withLock { state -> Duration? in
            guard !state.retries.isEmpty else {
                state.retryPause = nil
                state.reported = state.reported.filter {
                    $0.hasPrefix("degraded") || $0.hasPrefix("obstacle") || $0 == Self.missing
                }
                return nil
            }
            guard !state.isRetryScheduled else { return nil }
            state.isRetryScheduled = true
            let pause = state.retryPause.map { min($0 * 2, .seconds(30)) } ?? .seconds(1)
            state.retryPause = pause
            return pause
        }
        guard let pause else { return }
        group.addTask {
            try? await Task.sleep(for: pause)
            self.state.withLock { state in
                state.isRetryScheduled = false
                state.isRetryDue = true
            }
            self.wakeup.signal()
        }
    }
}
