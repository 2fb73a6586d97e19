import ArgumentParser
import Operations
import Reconciliation
import SessionEvents
import TerminalOutput

/// The options of `up` that say where images come from.
struct ImageOptions: ParsableArguments {
    /// When images are pulled.
    enum Pull: String, CaseIterable, ExpressibleByArgument {
        case always, build, missing, never, policy
    }

    @Flag(name: .long, help: "Build images before starting containers.")
    var build = false

    @Flag(name: .long, help: "Do not build images, even if they are missing.")
    var noBuild = false

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Pull images: always, missing, never, build (do not pull what can be built), or policy (as the files say).",
            valueName: "when"
        )
    )
    var pull = Pull.policy

    @Flag(name: .long, help: "Show nothing of building but failures.")
    var quietBuild = false

    @Flag(name: .long, help: "Show nothing of pulling but failures.")
    var quietPull = false

    func validate() throws {
        if build && noBuild { throw ValidationError("--build and --no-build contradict each other") }
    }

    /// When images are pulled; `nil` is each service's own policy.
    var pulling: ImageReconciler.Pulling? {
        switch pull {
        case .always: .always
        case .missing: .missing
        case .never: .never
        case .build, .policy: nil
        }
    }

    /// When images are built.
    var building: ImageReconciler.Building {
        if noBuild { return .never }
        return build || pull == .build ? .always : .whenMissing
    }

    /// The sink that shows what is to be shown.
    func sink(before events: any SessionEventSink) -> any SessionEventSink {
        QuietImages(events: events, hidesBuilds: quietBuild, hidesPulls: quietPull)
    }
}

extension ProjectSession {
    /// The session without the progress of builds.
    var hidingBuilds: ProjectSession {
        var session = self
        session.events = QuietImages(events: self.events, hidesBuilds: true, hidesPulls: false)
        return session
    }
}

/// Keeps the progress of images back; failures pass.
struct QuietImages: SessionEventSink {
    /// Where the other events go.
    let events: any SessionEventSink
    /// Whether builds are kept back.
    let hidesBuilds: Bool
    /// Whether pulls are kept back.
    let hidesPulls: Bool

    func emit(_ event: SessionEvent) {
        switch event {
        case .build where hidesBuilds && !event.reportsTrouble: return
        case .pull where hidesPulls && !event.reportsTrouble: return
        default: events.emit(event)
        }
    }
}
