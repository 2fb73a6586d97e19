package import ComposeModel
import Convergence
import Diagnostics
import SessionEvents

/// What the person at an operation that goes on asks it to do with single services.
package struct ServiceRequests: Sendable {
    /// What is asked for.
    package enum Request: Sendable, Hashable {
        /// Restart the service's containers, with those that are restarted with it.
        case restart(ServiceName)
        /// Build the service's image, and replace its containers.
        case rebuild(ServiceName)
    }

    private let requests: AsyncStream<Request>

    /// Takes requests from a stream, which nobody else reads.
    package init(_ requests: AsyncStream<Request>) { self.requests = requests }

    /// Carries requests out as long as `body` runs, several at once. What became of each is told by an event; those that
    /// came before wait until this begins.
    ///
    /// - Parameter operations: how they are carried out; asked with each.
    /// - Throws: what `body` throws.
    /// - Cancellation: cancels what is being carried out, too.
    func serving<Value: Sendable>(
        by operations: @escaping @Sendable () -> PlannedServiceOperations,
        _ body: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        let value = try await firstValue(
            of: Value.self,
            among: [
                { try await body() },
                {
                    await withDiscardingTaskGroup { group in
                        for await request in requests {
                            group.addTask { await Self.carryOut(request, by: operations()) }
                        }
                    }
                    return nil
                },
            ]
        )
        guard let value else { throw CancellationError() }
        return value
    }

    private static func carryOut(
        _ request: Request,
        by operations: PlannedServiceOperations
    ) async {
        let session = operations.session
        let stopwatch = session.stopwatch
        do {
            switch request {
            case .restart(let service):
                guard try await operations.restart(service, because: "somebody asked for it") else {
                    return fail(service, Diagnostic(message: "not restarted: it has no container"), in: session)
                }
                succeed(service, .restart, after: stopwatch, in: session)
            case .rebuild(let service):
                try await operations.rebuild(service)
                succeed(service, .rebuild, after: stopwatch, in: session)
            }
        } catch {
            if Task.isCancelled { return }
            switch request {
            case .restart(let service), .rebuild(let service):
                fail(service, Diagnostic(message: "\(error)"), in: session)
            }
        }
    }

    private static func succeed(
        _ service: ServiceName,
        _ action: AppliedChange.Action,
        after stopwatch: Stopwatch,
        in session: ProjectSession
    ) {
        let change = AppliedChange(action: action, written: 0, deleted: 0, path: nil, elapsed: stopwatch.elapsed)
        session.events.emit(.applied(change: change), about: .service(service.rawValue))
    }

    private static func fail(_ service: ServiceName, _ diagnostic: Diagnostic, in session: ProjectSession) {
        session.events.emit(
            .applyFailed(path: nil, diagnostic: diagnostic, isRetried: false),
            about: .service(service.rawValue)
        )
    }
}

extension ServiceRequests? {
    /// Carries requests out, if there can be any, as long as `body` runs.
    func serving<Value: Sendable>(
        by operations: @escaping @Sendable () -> PlannedServiceOperations,
        _ body: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        guard let self else { return try await body() }
        return try await self.serving(by: operations, body)
    }
}
