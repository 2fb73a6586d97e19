import ComposeModel
import Diagnostics
import EngineAPI
import IgnoreRules
import SessionEvents
import Synchronization
import SystemPackage

extension ServiceLane {
    /// Takes what a lane tells without being asked.
    func accept(_ report: ContainerLane.Report, of container: ContainerID) async {
        switch report {
        case .converged(let application, let elapsed, let rules, let isComplete):
            note(application, of: container)
            note(nil, as: .receiver)
            if application.hasEffect {
                reporter.applied(
                    service.name,
                    .convergence,
                    written: application.written.shown,
                    deleted: application.deleted.shown,
                    path: nil,
                    elapsed: elapsed
                )
                deliver(.convergence, [], applied: elapsed)
            }
            guard isComplete, application.failures.isEmpty, application.hasEffect else { return }
            await runHooks(of: rules, in: container)
            guard rules.contains(where: { service.paths[$0].action == .syncAndRestart }) else { return }
            handle(.comparisonNeedsRestart)
        case .unreachable(let reason):
            note(reason, as: .receiver)
            reportOnce(.unreachable(reason: reason)) {
                reporter.failed(service.name, path: nil, reason, retrying: true)
            }
        case .degraded(let reason):
            reportOnce(.degraded(reason: reason)) {
                reporter.warning(WatchWarning.slow(service.name, reason: reason).diagnostic, service.name)
            }
        case .leftBehind:
            reportOnce(.leftBehind(container)) {
                let name = self.container(container)?.name ?? container.shortForm
                reporter.warning(WatchWarning.leftBehind(container: name).diagnostic, service.name)
            }
        }
        handle(.reported)
    }

    /// Runs the commands of the rules that a comparison found something for: the edit may have been made while nobody watched.
    private func runHooks(of rules: Set<RuleID>, in container: ContainerID) async {
        guard let container = self.container(container), container.startedAt != nil else {
            return
        }
        for rule in rules.sorted() {
            guard let hook = service.paths[rule].hook else { continue }
            let run = HookRun(operations: operations, reporter: reporter, service: service.name)
            note(await run.run(hook, in: container), as: .command(rule))
        }
    }

    /// Reports each reason for a failure once, and keeps the paths for another attempt; keeps those that are in doubt.
    func note(_ application: ContainerLane.Application, of container: ContainerID) {
        let failures = application.failures
        handle(.doubted(application.doubts))
        var firstPaths: [(reason: String, path: FilePath, count: Int)] = []
        for (rule, path, failure) in failures {
            if let index = firstPaths.firstIndex(where: { $0.reason == failure.reason }) {
                firstPaths[index].count += 1
            } else {
                firstPaths.append((failure.reason, path, 1))
            }
            handle(.failed([rule: [path]], container))
        }
        noteFiles(firstPaths.first.map { (path: $0.path, reason: $0.reason) })
        for (reason, path, count) in firstPaths {
            reportOnce(.failure(path, reason: reason)) {
                let more = count > 1 ? " (and \(count - 1) more)" : ""
                reporter.failed(service.name, path: path, reason + more, retrying: true)
            }
        }
    }
}
