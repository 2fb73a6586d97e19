/// One thing that happened while a verb ran: the only vocabulary in which the parts below speak to what people see.
///
/// Names are plain strings, since this layer knows neither Compose nor Docker.
package enum SessionEvent: Sendable, Hashable {
    /// A step of a plan began, ended or failed.
    case step(StepEvent)
    /// A service got nearer to being ready.
    case readiness(ReadinessEvent)
    /// An image build made progress.
    case build(ImageBuildEvent)
    /// An image pull made progress.
    case pull(PullEvent)
    /// The output of these containers is shown from now on; their names are without the project's.
    case attaching(to: [String])
    /// A container wrote a line.
    case log(LogLine)
    /// A container whose output is shown ended; comes after its last line.
    case exit(ContainerExit)
    /// The development loop did something.
    case watch(WatchEvent)
    /// A start-up is over; how the time was spent.
    case timeline(StartupTimeline)
    /// Something is worth knowing but stops nothing.
    case warning(String)
    /// A plain statement for the person at the terminal, such as "stopping (press Ctrl-C again to kill)".
    case notice(String)
}

/// Takes events in the order in which they happen.
///
/// - Ownership: may be called from any thread at any time; returns once the event is taken, so a slow terminal slows
///   its producers down instead of losing lines.
package protocol SessionEventSink: Sendable {
    /// Takes one event.
    func emit(_ event: SessionEvent)
}
