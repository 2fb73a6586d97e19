import EngineAPI
import EngineClient
import IgnoreRules
import Synchronization
import SystemPackage

/// Which containers a service has, and what keeps files from them.
extension ServiceLane {
    /// - Returns: whether the containers are known; if not, this is called again.
    @discardableResult
    func updateLanes(
        _ lanes: inout [WatchedContainer: ContainerLane],
        _ group: inout DiscardingTaskGroup
    ) async -> Bool {
        let containers: [WatchedContainer]
        do {
            containers = try await roster.containers(of: service.name)
        } catch {
            // An engine that does not answer is told of by others, and this is called again when it is back.
            guard !Task.isCancelled, await link.check() else { return false }
            let isLoss = (error as? EngineError)?.isLossOfEngine ?? false
            if !isLoss {
                reportOnce(.unknownContainers(reason: "\(error)")) {
                    reporter.failed(service.name, path: nil, "\(error)", retrying: true)
                }
            }
            group.addTask {
                try? await Task.sleep(for: isLoss ? .milliseconds(100) : .seconds(1))
                self.refresh()
            }
            return false
        }
        if !containers.isEmpty { handle(.containerFound) }
        troubles.withLock { $0.paused = Set(containers.filter(\.isPaused).map(\.name)) }
        var missed: [ContainerID: [RuleID: Set<FilePath>]] = [:]
        for (container, lane) in lanes {
            let isThere = containers.contains(container)
            // One that was closed for a pause may be as it was: the pause was over before it was looked at.
            if isThere, !lane.isClosed {
                lane.hurry()
                continue
            }
            lane.close()
            lanes[container] = nil
            missed[container.id] = lane.missed.withLock(\.self)
            served.withLock { $0[container.id] = nil }
            if isThere { continue }
            handle(.containerLeft(container.id))
            if container.isPaused, containers.contains(where: { $0.id == container.id && $0.startedAt != nil }) {
                reporter.resumed(service.name, container: container.name)
            }
        }
        for container in containers where lanes[container] == nil {
            tellObstacles(of: container)
            if container.isPaused { reporter.suspended(service.name, container: container.name) }
            let lane = ContainerLane(
                container: container,
                rules: service.paths,
                engine: engine,
                link: link,
                limits: limits,
                history: history,
                manifests: manifests,
                missed: missed[container.id] ?? [:]
            )
            lanes[container] = lane
            if lane.hasNothingToCopy { continue }
            served.withLock { $0[container.id] = lane }
            group.addTask { await lane.run { await self.accept($0, of: container.id) } }
        }
        return true
    }

    /// Says once that there is nothing to bring changes into; the comparison at its start makes up for them.
    func tellMissingContainer(_ work: Work) {
        handle(.workEnded)
        guard !work.decision.isEmpty else { return }
        reportOnce(.missingContainer) { reporter.missingContainer(service.name) }
    }

    /// Says once for each rule that copies what keeps it from doing so.
    private func tellObstacles(of container: WatchedContainer) {
        for rule in service.paths where rule.copies {
            var obstacles = container.obstacles(below: rule.container)
            if let obstacle = container.obstacle(at: rule.container) { obstacles = [rule.container: obstacle] }
            for (target, obstacle) in obstacles.sorted(by: { $0.key.precedes($1.key) }) {
                let path = rule.hostPath(of: target)
                guard rule.wants(path) else { continue }
                reportOnce(.obstacle(path, target: target, obstacle)) {
                    reporter.notCopied(service.name, path, to: target, obstacle, container: container.name)
                }
            }
        }
    }
}
