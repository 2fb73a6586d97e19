/// Progress of one image build.
package struct ImageBuildEvent: Sendable, Hashable {
    /// The service whose image is built.
    package var service: String
    /// What happened.
    package var phase: Phase

    /// What happened in a build; begins with `started`, ends with `finished` or `failed`.
    package enum Phase: Sendable, Hashable {
        /// The build context is being sent.
        case started(image: String)
        /// A step of the Dockerfile began.
        case stepStarted(String)
        /// A step is done, or was found in the cache; then it did not begin.
        case stepFinished(String, cached: Bool)
        /// A step wrote a line.
        case output(step: String, line: String)
        /// The image is there.
        case finished(image: String, Duration)
        /// The build failed; the text is the first line of the reason.
        case failed(String)
    }

    /// Whether it belongs to what the builder writes, as opposed to what is said of the build as a whole.
    package var isOutput: Bool {
        switch phase {
        case .stepStarted, .stepFinished, .output: true
        case .started, .finished, .failed: false
        }
    }

    /// Creates an event.
    package init(service: String, phase: Phase) {
        self.service = service
        self.phase = phase
    }
}
