import ChildProcesses
import Reconciliation
import Synchronization

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What a provider says of the options that it takes, with `<program> compose metadata`.
struct ProviderMetadata: Sendable {
    /// The options of one command.
    struct Parameters: Sendable {
        /// The names of those that must be given.
        var required: [String] = []
        /// The names of all; `nil` where the provider says nothing, and all are taken.
        var known: Set<String>?

        /// Whether an option is handed on.
        func takes(_ name: String) -> Bool { known?.contains(name) ?? true }
    }

    private struct Form: Decodable {
        struct Command: Decodable {
            struct Parameter: Decodable {
                var name: String
                var required: Bool?
            }
            var parameters: [Parameter]?
        }
        var description: String?
        var up: Command?
        var down: Command?
        var stop: Command?

        var saysNothing: Bool {
            description?.isEmpty ?? true && up?.parameters == nil && down?.parameters == nil
        }
    }

    private var form: Form?

    /// Asks a provider; one that does not answer says nothing.
    ///
    /// - Throws: `CancellationError`.
    init(of path: String, _ host: ProviderHost) async throws {
        let text = Mutex("")
        let end = try await host.program(at: path, ["compose", "metadata"]).run { line in
            text.withLock { $0 += line + "\n" }
            return .goOn
        }
        guard case .ended(0, _) = end else { return }
        form = try? JSONDecoder().decode(Form.self, from: Data(text.withLock(\.self).utf8))
    }

    /// The options of a command; `nil` for a command that the provider does not have.
    func parameters(for command: Operation.RunProvider.Command) -> Parameters? {
        let own: Form.Command?
        switch command {
        case .up: own = form?.up
        case .down: own = form?.down
        case .stop:
            // Only who says that it can be stopped is asked to.
            guard let stop = form?.stop else { return nil }
            own = stop
        }
        guard let form, !form.saysNothing else { return Parameters() }
        let parameters = own?.parameters ?? []
        return Parameters(
            required: parameters.filter { $0.required ?? false }.map(\.name),
            known: Set(parameters.map(\.name))
        )
    }
}
