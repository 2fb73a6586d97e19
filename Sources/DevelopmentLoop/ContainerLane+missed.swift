import Synchronization
import SystemPackage

/// What becomes of requests that are not carried out. A comparison makes up for them in a container that runs; one that does
/// not run is not compared, and may need just these files to start.
extension ContainerLane {
    /// Answers that a request is not carried out.
    func refuse(_ request: Request) {
        missed.withLock { $0.merge(request.paths) { $0.union($1) } }
        request.reply.resume(returning: .deferred)
    }

    /// Notes that a comparison, or a further attempt, made up for requests.
    func noteMadeUp(for paths: [RuleID: Set<FilePath>]) {
        missed.withLock { missed in
            for (rule, made) in paths { missed[rule]?.subtract(made) }
            missed = missed.filter { !$0.value.isEmpty }
        }
    }
}
