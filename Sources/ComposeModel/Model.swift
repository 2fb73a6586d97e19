/// An AI model of the project.
///
/// - Source: Compose Specification, "Models top-level element".
public struct Model: Sendable, Hashable {
    /// The model's name: `name`, else its key.
    public var name: String
    /// The artifact, such as `ai/smollm2`.
    public var artifact: String
    /// The context size, in tokens.
    public var contextSize: Int?
    /// Flags of the inference engine.
    public var runtimeFlags: [String]

    /// Creates a model.
    public init(name: String, artifact: String) {
        self.name = name
        self.artifact = artifact
        runtimeFlags = []
    }
}

/// How a service learns of a model.
///
/// - Source: Compose Specification, `models` under "Services".
public struct ModelBinding: Sendable, Hashable {
    /// The variable that holds the model's endpoint; `nil` is `<MODEL>_URL`.
    public var endpointVariable: String?
    /// The variable that holds the model's name; `nil` is `<MODEL>_MODEL`.
    public var modelVariable: String?

    /// Creates a binding with the default variables.
    public init(endpointVariable: String? = nil, modelVariable: String? = nil) {
        self.endpointVariable = endpointVariable
        self.modelVariable = modelVariable
    }
}
