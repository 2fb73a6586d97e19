import ComposeModel
import Dispatch
import EngineClient
import SessionEvents
import Synchronization
import SystemPackage
import Testing

@testable import DevelopmentLoop

/// Whether the engine answers is said before anybody acts on it.
@Suite(.timeLimit(.minutes(5))) struct EngineLinkTests {
    /// Takes its time for each event, and looks whether somebody else knows meanwhile what it is told.
    private final class Listener: SessionEventSink {
        let isLost = Mutex<(@Sendable () -> Bool)?>(nil)
        let told = Mutex<[String]>([])

        func emit(_ event: SessionEvent) {
            let (name, isLostNow): (String, Bool)
            switch event.action {
            case .engineLost: (name, isLostNow) = ("lost", true)
            case .engineBack: (name, isLostNow) = ("back", false)
            default: return
            }
            guard let look = isLost.withLock(\.self) else { return }
            let isKnown = DispatchSemaphore(value: 0)
            DispatchQueue.global().async { if look() == isLostNow { isKnown.signal() } }
            let isEarly = isKnown.wait(timeout: .now() + .milliseconds(200)) == .success
            told.withLock { $0.append(isEarly ? "\(name), too late" : name) }
        }
    }

    @Test func whatFollowsFromItIsSaidLater() async {
        let client = EngineClient(endpoint: EngineEndpoint(socketPath: "/nowhere"))
        defer { client.shutDown() }
        let listener = Listener()
        let link = EngineLink(
            engine: client,
            limit: .seconds(30),
            reporter: WatchReporter(sink: listener, project: "p", projectDirectory: "/p")
        )
        listener.isLost.withLock { $0 = { link.isLost } }
        #expect(await !link.check())
        #expect(await !link.check())
        link.found()
        link.found()
        #expect(listener.told.withLock(\.self) == ["lost", "back"])
        #expect(!link.isLost)
    }
}
