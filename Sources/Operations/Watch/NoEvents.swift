import SessionEvents

/// Takes events that nobody is to hear of.
struct NoEvents: SessionEventSink {
    func emit(_ event: SessionEvent) {}
}
