import EngineAPI
import IgnoreRules
import Synchronization
import SystemPackage

extension ContainerLane {
    /// Compares the container with the host, and carries out requests until the lane is closed or the receiver fails.
    ///
    /// - Parameter converges: whether the comparison comes first; else what was missed does.
    func serve(
        _ receiver: any FileReceiver,
        converges: Bool,
        _ report: (Report) async -> Void
    ) async throws {
        let mounts = targets.flatMap { container.obstacles(below: rules[$0].container).keys }
        var tree = ContainerTree(owner: receiver.owner, history: history, mounts: Set(mounts))
        let missed = missed.withLock(\.self)
        if converges {
            try await converge(receiver, &tree, report)
        } else if !missed.isEmpty {
            let start = ContinuousClock.now
            let rules = Set(missed.keys)
            let application = try await carryOut(missed, receiver, &tree)
            await report(.converged(application, elapsed: .now - start, rules: rules, isComplete: true))
        }
        noteMadeUp(for: missed)
        var waiting = wakeup.makeIterator()
        repeat {
            while let request = state.withLock({ $0.takeFirst() }) {
                do {
                    let application = try await carryOut(request.paths, receiver, &tree)
                    request.reply.resume(returning: .applied(application))
                } catch {
                    refuse(request)
                    throw error
                }
            }
        } while await waiting.next() != nil
    }

    private func converge(
        _ receiver: any FileReceiver,
        _ tree: inout ContainerTree,
        _ report: (Report) async -> Void
    ) async throws {
        let start = ContinuousClock.now
        var paths: [RuleID: Set<FilePath>] = [:]
        var isComplete = true
        var application = Application()
        for (target, rule) in targets.targets {
            let (differences, comparison, observation) = try await TreeComparison.differences(
                of: rules[rule],
                target: target,
                history: history,
                in: receiver,
                &tree
            )
            isComplete = isComplete && comparison
            application.note(manifests.forget(rule, unless: observation), of: rule)
            if !differences.isEmpty { paths[rule] = Set(differences) }
        }
        guard !paths.isEmpty || !application.doubts.isEmpty else { return }
        application = try await carryOut(paths, receiver, &tree, after: application)
        await report(.converged(application, elapsed: .now - start, rules: Set(paths.keys), isComplete: isComplete))
    }

    /// - Parameter earlier: what was noted before; the result goes on from there.
    private func carryOut(
        _ paths: [RuleID: Set<FilePath>],
        _ receiver: any FileReceiver,
        _ tree: inout ContainerTree,
        after earlier: Application = Application()
    ) async throws -> Application {
        var result = earlier
        for (target, rule) in targets.targets {
            guard let changed = paths[rule] else { continue }
            let definition = rules[rule]
            var (operations, observation, refusals) = tree.operations(for: changed, of: definition)
            let directories = tree.unknownDirectories(in: operations)
            if !directories.isEmpty, let found = try await receiver.look(at: directories, target: target) {
                tree.noteOfImage(found, of: definition)
            }
            result.failures += refusals.map { (rule, definition.hostPath(of: $0.path), $0) }
            if container.startedAt == nil {
                // Nothing can be deleted in a container that does not run: the comparison at its start makes up for it.
                operations.removeAll(where: \.removes)
            }
            guard !operations.isEmpty else {
                result.note(manifests.forget(rule, unless: observation), of: rule)
                continue
            }
            let began = FileMetadata.Timestamp.now
            let outcome = try await receiver.apply(operations, target: target)
            for (path, metadata) in outcome.read { observation.present[definition.hostPath(of: path)] = metadata }
            for path in outcome.unsettled {
                observation.present[definition.hostPath(of: path)] = nil
                observation.unsettled.insert(definition.hostPath(of: path))
            }
            result.note(manifests.forget(rule, unless: observation), of: rule)
            let undone = Set(outcome.failures.map(\.path)).union(outcome.unsettled)
            let done = operations.filter { !undone.contains($0.path) }
            for operation in done where !outcome.absent.contains(operation.path) {
                result.deleted.add(tree.deletionCount(of: operation))
                result.written.addWritten(operation)
            }
            tree.record(done, read: outcome.read.filter { !$0.value.isFresh(at: began) })
            result.deleted.directories += tree.removalCount(of: done)
            result.failures += outcome.failures.map { failure in
                var plain = failure
                plain.reason.replace(container.id.rawValue, with: container.name)
                return (rule, definition.hostPath(of: failure.path), plain)
            }
        }
        return result
    }
}
