import ArgumentParser
import Reconciliation

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

    @Flag(name: .long, help: "Of pulling, show only that it is done, and failures.")
    var quietPull = false

    func validate() throws {
        if build && noBuild { throw UsageError.contradiction("--build", "--no-build") }
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
}
