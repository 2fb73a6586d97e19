import EngineAPI

/// Which containers are shown, and what each of them uses, while they come and go.
struct UsageBoard: Sendable {
    /// Whether those that do not run are shown.
    let includesStopped: Bool
    private var entries: [ContainerUsage] = []
    /// Those whose statistics are being read.
    private var read: Set<ContainerID> = []

    /// Begins with nothing.
    init(includesStopped: Bool) { self.includesStopped = includesStopped }

    /// What is shown, in the order in which the containers came.
    var rows: [ContainerUsage] { entries }

    /// Whether something is known of each container.
    var isComplete: Bool { entries.allSatisfy { $0.figures != nil } }

    /// Takes a container in.
    ///
    /// - Returns: whether its statistics have to be read from now on.
    mutating func add(_ id: ContainerID, named name: String) -> Bool {
        if !entries.contains(where: { $0.id == id }) { entries.append(ContainerUsage(id: id, name: name)) }
        return read.insert(id).inserted
    }

    /// Takes what happened to a container.
    ///
    /// - Returns: whether its statistics have to be read from now on.
    mutating func note(_ action: EngineEvent.Action, of id: ContainerID, named name: String) -> Bool {
        switch action {
        case .start: return add(id, named: name)
        case .create: return includesStopped && add(id, named: name)
        case .die: if !includesStopped { entries.removeAll { $0.id == id } }
        case .destroy: entries.removeAll { $0.id == id }
        default: break
        }
        return false
    }

    /// Takes statistics; those of a container that is not shown say nothing.
    mutating func update(_ id: ContainerID, _ figures: ContainerUsage.Figures) {
        guard let index = entries.firstIndex(where: { $0.id == id }) else { return }
        entries[index].figures = figures
    }

    /// Takes that there are no more statistics of a container.
    mutating func end(_ id: ContainerID) {
        read.remove(id)
        entries.removeAll { $0.id == id }
    }
}
