import ComposeModel
import EngineAPI
import EngineClient
import Reconciliation

/// Sees to it that a project has one network of a name, although the engine allows several and others may make one at the
/// same time.
struct DuplicateNetworks: Sendable {
    let client: EngineClient

    /// Creates a network, or takes the one that somebody else has just made.
    ///
    /// - Throws: `EngineError`, `CancellationError`.
    func create(_ request: NetworkCreateRequest) async throws {
        do {
            _ = try await client.createNetwork(request)
        } catch let conflict as EngineError {
            guard case .conflict = conflict, try await !networks(named: request.name).isEmpty else { throw conflict }
        }
        guard let project = ComposeLabels(request.labels).project else { return }
        _ = try await removeYounger(of: request.name, in: project)
    }

    /// Removes all of a project's networks of a name but the oldest; one that is in use stays.
    ///
    /// - Returns: whether any was removed.
    /// - Throws: `EngineError`, `CancellationError`.
    func removeYounger(of name: String, in project: ProjectName) async throws -> Bool {
        let own = try await networks(named: name).filter { ComposeLabels($0.labels).belongs(to: project) }
        var hasRemoved = false
        for network in own.sorted(by: ObservedState.isOlder).dropFirst() {
            do {
                try await client.removeNetwork(network.id)
                hasRemoved = true
            } catch EngineError.notFound {
                hasRemoved = true
            } catch EngineError.rejected, EngineError.conflict {
                continue
            }
        }
        return hasRemoved
    }

    /// The engine matches parts of names.
    private func networks(named name: String) async throws -> [NetworkInspection] {
        try await client.networks(filters: ["name": [name]]).filter { $0.name == name }
    }
}
