import EngineAPI

/// How an attribute of a service gets into what its containers are made from, and how one sees that it changed.
struct ContainerAttribute: Sendable {
    /// The names that Compose files have for what the engine calls otherwise, such as `mem_limit` for `Memory`.
    let names: [String: String]
    /// Whether plans show its values; others may be secret.
    let isShown: Bool
    /// Puts it into a request.
    let translate: @Sendable (ServiceTranslation, inout ContainerCreateRequest) -> Void
    /// Whether a container that another tool made has what is wanted.
    let isSame: @Sendable (AdoptionComparison) -> Bool

    init(
        names: [String: String],
        isShown: Bool = false,
        translate: @escaping @Sendable (ServiceTranslation, inout ContainerCreateRequest) -> Void,
        isSame: @escaping @Sendable (AdoptionComparison) -> Bool
    ) {
        self.names = names
        self.isShown = isShown
        self.translate = translate
        self.isSame = isSame
    }
}
