/// Progress of one image pull.
package struct PullEvent: Sendable, Hashable {
    /// The image's reference.
    package var image: String
    /// What happened.
    package var phase: Phase

    /// What happened in a pull; begins with `started`, ends with `finished` or `failed`.
    package enum Phase: Sendable, Hashable {
        /// The engine was asked.
        case started
        /// A layer moved on; the text is the engine's own.
        case progress(layer: String, status: String)
        /// The image is there.
        case finished(Duration)
        /// The pull failed; the text is the engine's own.
        case failed(String)
    }

    /// Creates an event.
    package init(image: String, phase: Phase) {
        self.image = image
        self.phase = phase
    }
}
