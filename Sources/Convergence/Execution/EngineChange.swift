import EngineAPI
import Reconciliation

/// A request that changes something at the engine and that the engine carries out to its end even when whoever sent it is
/// gone.
package enum EngineChange: Sendable, Hashable, Codable {
    /// A container of this name is being created.
    case creation(container: String)
    /// A network of this name is being created.
    case networkCreation(name: String)
    /// A volume of this name is being created.
    case volumeCreation(name: String)
    /// The container of this name is being stopped.
    case stop(container: String)
    /// The container of this name is being removed.
    case removal(container: String)
    /// The container of the first name is getting the second one.
    case renaming(from: String, to: String)

    /// The change that a step of a plan asks for; `nil` for steps that leave nothing to turn up late.
    init?(_ operation: Operation) {
        switch operation {
        case .createContainer(let create): self = .creation(container: create.name)
        case .createNetwork(let request): self = .networkCreation(name: request.name)
        case .createVolume(let request): self = .volumeCreation(name: request.name.rawValue)
        case .stopContainer(let stop): self = .stop(container: stop.name)
        case .removeContainer(let remove): self = .removal(container: remove.name)
        case .renameContainer(let old, let new): self = .renaming(from: old, to: new)
        default: return nil
        }
    }
}

/// Keeps which changes are under way, so that who comes after a process that died can wait for them.
package protocol ChangeJournal: Sendable {
    /// Notes that a change is about to be asked for.
    ///
    /// - Returns: the entry, for ``end(_:)``.
    func begin(_ change: EngineChange) -> Int

    /// Notes that the engine has answered.
    func end(_ entry: Int)
}
