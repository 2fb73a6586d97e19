import ComposeModel
import Diagnostics
import SystemPackage
import Testing

@testable import DevelopmentLoop

@Suite struct WatchWarningTests {
    @Test func aServiceWithoutAContainer() {
        let warning = WatchWarning.missingContainer("web").diagnostic
        #expect(
            warning.rendered(calling: "engarde -f a.yaml")
                == "warning: service 'web' has no container: what changed is brought when it has one "
                + "(run 'engarde -f a.yaml up -d web')"
        )
    }

    @Test(arguments: [
        (
            SyncObstacle.bindMount(source: "/src", destination: "/app"),
            "the bind mount of '/src' at '/app' hides them (remove the watch rule or the mount)"
        ),
        (
            .readOnlyMount(destination: "/app"),
            "the mount at '/app' is read-only (mount it writable, or sync to another path)"
        ),
        (
            .readOnlyRoot,
            "the root file system of container 'p-web-1' is read-only "
                + "(remove 'read_only: true' from the service, or mount a volume or a tmpfs at '/app/src')"
        ),
    ])
    func aPathThatCannotBeWrittenTo(obstacle: SyncObstacle, text: String) {
        let warning = WatchWarning.notCopied("web", path: "src", target: "/app/src", obstacle, container: "p-web-1")
        #expect(
            warning.diagnostic.rendered()
                == "warning: changes of 'src' are not copied to '/app/src' of service 'web': \(text)"
        )
    }

    @Test func aReceiverThatCannotBeEnded() {
        #expect(
            WatchWarning.leftBehind(container: "p-web-1").diagnostic.rendered()
                == "warning: the receiver in container 'p-web-1' could not be ended: it runs until the container stops"
        )
    }

    @Test func aSlowWay() {
        #expect(
            WatchWarning.slow("web", reason: "no 'tar'").diagnostic.rendered()
                == "warning: files of service 'web' are copied through the engine, which is slower: no 'tar'"
        )
    }
}
