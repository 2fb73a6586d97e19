import Synchronization

/// How a service is debugged, which changes where another program takes the port first.
final class ChosenDebugSettings: Sendable {
    private let settings: Mutex<DebugSettings?>

    /// Begins with what was found; `nil` puts the service back.
    init(_ settings: DebugSettings?) { self.settings = Mutex(settings) }

    /// What counts now.
    var current: DebugSettings? { settings.withLock { $0 } }

    /// Replaces what counts.
    func replace(by settings: DebugSettings) { self.settings.withLock { $0 = settings } }
}
