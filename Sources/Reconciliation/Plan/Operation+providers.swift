package import ComposeModel

extension Operation {
    /// What running a provider needs.
    package struct RunProvider: Sendable, Hashable {
        /// What a provider is asked for.
        package enum Command: String, Sendable, Hashable {
            /// That the service is there.
            case up
            /// That it does nothing until it is asked for again.
            case stop
            /// That nothing is left of it.
            case down
        }

        /// The service.
        package var service: ServiceName
        /// What it is asked for.
        package var command: Command
        /// The program and its options.
        package var provider: Provider
    }

    /// What making a model available needs.
    package struct PrepareModel: Sendable, Hashable {
        /// The model's key in the project.
        package var key: ModelName
        /// The model.
        package var model: Model
        /// How the services that use it learn of it.
        package var bindings: [ServiceName: ModelBinding]
    }
}
