/// What is to become of one container of a service.
enum ContainerDecision {
    /// It stays as it is.
    case keep(ObservedContainer)
    /// It is there but does not run.
    case start(ObservedContainer, cause: String)
    /// It is replaced by a new one under the same name.
    case recreate(ObservedContainer, cause: String)
    /// A new one is made with this number.
    case create(number: Int, cause: String)
    /// It is one too many.
    case remove(ObservedContainer, cause: String)
    /// It was to replace another one that is still there, and is removed before anything else.
    case discard(ObservedContainer, cause: String)

    /// Whether something at the engine has to be replaced.
    var isRecreation: Bool {
        if case .recreate = self { true } else { false }
    }

    /// Whether a new container is made.
    var makesContainer: Bool {
        switch self {
        case .recreate, .create: true
        case .keep, .start, .remove, .discard: false
        }
    }

    /// Whether there is a container of the service afterwards.
    var leavesContainer: Bool {
        switch self {
        case .keep, .start, .recreate, .create: true
        case .remove, .discard: false
        }
    }

    /// Whether a container has to be started.
    var startsContainer: Bool {
        switch self {
        case .start, .recreate, .create: true
        case .keep, .remove, .discard: false
        }
    }
}
