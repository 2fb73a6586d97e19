package import ComposeModel

/// What the development loop cannot do by itself: it belongs to the verbs.
package protocol ServiceOperations: Sendable {
    /// Builds the image of a service and replaces its containers.
    ///
    /// - Throws: why it failed; the old containers are then still there.
    func rebuild(_ service: ServiceName) async throws

    /// Restarts the containers of a service, with what has to be done before and after.
    func restart(_ service: ServiceName) async throws
}
