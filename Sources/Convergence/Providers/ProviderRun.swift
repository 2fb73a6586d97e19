import ChildProcesses
import ComposeModel
import OrderedCollections
import Reconciliation
import SessionEvents
import Synchronization

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// One run of the program that manages a service in place of a container.
///
/// - Source: docker compose 5.2's `docs/extension.md`: `<program> compose --project-name=<project> <command> --<option>=<value>…
///   <service>`; it answers with a JSON object a line.
struct ProviderRun: Sendable {
    private struct Message: Decodable {
        var type: String
        var message: String?
    }

    private struct Dialogue {
        var values = ProvidedVariables.Values()
        var reason: ProviderFailure.Reason?
    }

    private let run: Operation.RunProvider
    private let host: ProviderHost?
    private let events: StepEvents

    init(_ run: Operation.RunProvider, host: ProviderHost?, events: StepEvents) {
        self.run = run
        self.host = host
        self.events = events
    }

    /// Runs the program, and keeps what it says of the services that depend on it.
    ///
    /// - Throws: ``ConvergenceError/provider(_:)``, `CancellationError`.
    func run() async throws {
        guard run.provider.type != "compose" else { throw failure(.typeReserved) }
        guard let host, let path = host.program(run.provider.type) else { throw failure(.missing) }
        let metadata = try await ProviderMetadata(of: path, host)
        guard let parameters = metadata.parameters(for: run.command) else { return }
        if let missing = parameters.required.first(where: { run.provider.options[$0] == nil }) {
            throw failure(.parameterMissing(missing))
        }
        var arguments = ["compose", "--project-name=\(host.project)", run.command.rawValue]
        for (name, values) in run.provider.options where parameters.takes(name) {
            arguments += values.map { "--\(name)=\($0)" }
        }
        let dialogue = Mutex(Dialogue())
        let end = try await host.program(at: path, arguments + [run.service.rawValue]).run { line in
            dialogue.withLock { take(line, &$0, host) }
        }
        let (values, reason) = dialogue.withLock { ($0.values, $0.reason) }
        if let reason { throw failure(reason) }
        switch end {
        case .ended(0, _): break
        case .ended(let code, let complaint): throw failure(.failed(code: code, complaint: complaint))
        case .notStarted(let start): throw failure(.notStarted(reason: start.reason))
        case .cut: throw CancellationError()
        }
        // What depends on a service that is stopped is stopped, too.
        if run.command == .up { host.variables.keep(values, of: run.service) }
    }

    private func take(_ line: String, _ dialogue: inout Dialogue, _ host: ProviderHost) -> ProgramConversation.Reply {
        guard !line.allSatisfy(\.isWhitespace) else { return .goOn }
        guard let message = try? JSONDecoder().decode(Message.self, from: Data(line.utf8)) else {
            dialogue.reason = .malformed
            return .end
        }
        let text = message.message ?? ""
        switch message.type {
        case "info": events.emit(.providerSaid(text: text, isDetail: false))
        case "debug": events.emit(.providerSaid(text: text, isDetail: true))
        case "error":
            dialogue.reason = .refused(text)
            return .end
        case "setenv", "rawsetenv":
            guard let mark = text.firstIndex(of: "="), mark > text.startIndex else {
                dialogue.reason = .malformed
                return .end
            }
            let (name, value) = (String(text[..<mark]), String(text[text.index(after: mark)...]))
            if message.type == "setenv" {
                dialogue.values.prefixed[name] = value
            } else {
                dialogue.values.raw[name] = value
            }
        case "get-service-config":
            return .answer(Array((host.configuration(run.service) ?? "{}").utf8) + [UInt8(ascii: "\n")])
        default:
            dialogue.reason = .malformed
            return .end
        }
        return .goOn
    }

    private func failure(_ reason: ProviderFailure.Reason) -> ConvergenceError {
        let action =
            switch run.command {
            case .up: "create"
            case .stop: "stop"
            case .down: "remove"
            }
        return .provider(
            ProviderFailure(subject: .service(run.service, action: action), type: run.provider.type, reason: reason)
        )
    }
}
