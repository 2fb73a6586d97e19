import Reconciliation
package import SessionEvents

/// When each container of a plan was started and ready, counted from the plan's beginning.
package struct StartupRecord: Sendable, Hashable {
    private struct Entry: Hashable {
        var started: Duration?
        var ready: Duration?
        var outcome: StartupTimeline.Outcome?
        /// The containers that it waited for, the last of them first.
        var waitedFor: [String] = []
    }

    private var order: [String] = []
    private var entries: [String: Entry] = [:]
    private var doneAt: [Int: Duration] = [:]
    /// From the beginning of the plan to its end.
    package var total: Duration = .zero

    /// Creates an empty record.
    package init() {}

    /// The containers that became ready.
    package var readyContainers: Set<String> { Set(entries.filter { $0.value.ready != nil }.keys) }

    /// Notes that a step is done.
    ///
    /// - Parameter outcome: what ended the waiting, for a step that waits.
    mutating func note(_ step: PlanStep, at time: Duration, _ outcome: ReadinessWaiter.Outcome?, in plan: Plan) {
        doneAt[step.id] = time
        switch step.operation {
        case .startContainer(let start):
            add(start.name)
            entries[start.name]?.started = time
            let waits = step.after.compactMap { id -> (container: String, at: Duration)? in
                guard case .awaitReadiness(let wait) = plan.step(id)?.operation else { return nil }
                return (wait.name, doneAt[id] ?? .zero)
            }
            entries[start.name]?.waitedFor = waits.sorted { $0.at > $1.at }.map(\.container)
        case .awaitReadiness(let wait):
            guard let outcome, outcome != .replaced else { return }
            add(wait.name)
            entries[wait.name]?.ready = time
            entries[wait.name]?.outcome =
                switch outcome {
                case .healthy: .healthy
                case .running: .running
                case .completed: .completed
                case .replaced: nil
                }
        default: break
        }
    }

    /// The record of this plan and of another that was carried out after it.
    ///
    /// - Parameter pause: the time between the two.
    package func followed(by later: StartupRecord, after pause: Duration) -> StartupRecord {
        var whole = self
        for name in later.order {
            guard let entry = later.entries[name] else { continue }
            whole.add(name)
            if let ready = entry.ready, whole.entries[name]?.ready == nil {
                whole.entries[name]?.ready = ready + total + pause
                whole.entries[name]?.outcome = entry.outcome
            }
        }
        whole.total = total + pause + later.total
        return whole
    }

    private mutating func add(_ container: String) {
        guard entries[container] == nil else { return }
        entries[container] = Entry()
        order.append(container)
    }

    /// The record as a timeline.
    ///
    /// - Parameters:
    ///   - preparation: the time before the plan, such as that for images; it is added to all times.
    ///   - project: the project's name, which is cut off from container names.
    package func timeline(after preparation: Duration, project: String) -> StartupTimeline {
        func short(_ name: String) -> String {
            name.hasPrefix("\(project)-") ? String(name.dropFirst(project.count + 1)) : name
        }
        let rows = order.compactMap { name in
            entries[name].map { entry in
                StartupTimeline.Row(
                    container: short(name),
                    started: entry.started.map { $0 + preparation },
                    ready: entry.ready.map { $0 + preparation },
                    outcome: entry.outcome,
                    waitedFor: entry.waitedFor.map(short)
                )
            }
        }
        return StartupTimeline(
            rows: rows.sorted { ($0.started?.duration ?? .zero) < ($1.started?.duration ?? .zero) },
            total: total + preparation
        )
    }
}
