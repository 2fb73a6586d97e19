import ChildProcesses
import ComposeModel
import Reconciliation
import SessionEvents
import Synchronization

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Makes a model available through docker's plugin for models.
///
/// - Source: docker compose's `model.go`: `docker-model ls`, `pull`, `configure` and `status`.
struct ModelPreparation: Sendable {
    private static let plugin = "model"

    private struct Available: Decodable {
        var tags: [String]?
    }

    private struct Status: Decodable {
        var endpoint: String
    }

    private let prepare: Operation.PrepareModel
    private let host: ProviderHost?
    private let events: StepEvents

    init(_ prepare: Operation.PrepareModel, host: ProviderHost?, events: StepEvents) {
        self.prepare = prepare
        self.host = host
        self.events = events
    }

    /// Pulls the model if it is not there, configures it, and keeps where models are reached.
    ///
    /// - Throws: ``ConvergenceError/provider(_:)``, `CancellationError`.
    func run() async throws {
        guard let host, let path = host.plugin(Self.plugin) else { throw failure(.missing) }
        let model = prepare.model
        let available = try? JSONDecoder().decode(
            [Available].self,
            from: Data(try await call(path, ["ls", "--json"]).utf8)
        )
        if !(available ?? []).contains(where: { $0.tags?.contains(model.artifact) ?? false }) {
            _ = try await call(path, ["pull", model.artifact], telling: true)
        }
        var arguments = ["configure"]
        if let size = model.contextSize, size > 0 { arguments += ["--context-size", String(size)] }
        arguments.append(model.artifact)
        if !model.runtimeFlags.isEmpty { arguments += ["--"] + model.runtimeFlags }
        _ = try await call(path, arguments)
        let status = try await call(path, ["status", "--json"])
        guard let answer = try? JSONDecoder().decode(Status.self, from: Data(status.utf8)) else {
            throw failure(.malformed)
        }
        host.variables.keep(modelEndpoint: answer.endpoint)
    }

    /// What the plugin writes.
    private func call(_ path: String, _ arguments: [String], telling: Bool = false) async throws -> String {
        let text = Mutex("")
        let end = try await host?.program(at: path, arguments).run { line in
            if telling, !line.isEmpty { events.emit(.providerSaid(text: line, isDetail: false)) }
            text.withLock { $0 += line + "\n" }
            return .goOn
        }
        switch end {
        case .ended(0, _): return text.withLock(\.self)
        case .ended(let code, let complaint): throw failure(.failed(code: code, complaint: complaint))
        case .notStarted(let start): throw failure(.notStarted(reason: start.reason))
        case .cut, nil: throw CancellationError()
        }
    }

    private func failure(_ reason: ProviderFailure.Reason) -> ConvergenceError {
        .provider(ProviderFailure(subject: .model(prepare.key), type: Self.plugin, reason: reason))
    }
}
