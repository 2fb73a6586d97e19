import ArgumentParser

/// The options of `up` about a stack of the checkout's own.
struct IsolationOptions: ParsableArguments {
    @Option(
        name: .long,
        help: "Give this checkout a stack of its own, beside others of the repository; '=false' undoes that."
    )
    var isolated: SwitchValue?

    @Flag(name: .long, help: "Let this checkout's project go by its own name again.")
    var noIsolated = false

    @Flag(name: .long, help: "Let the stack begin with empty volumes, and not with copies of the first one's.")
    var fresh = false

    func validate() throws {
        if isolated == .on && noIsolated { throw UsageError.contradiction("--isolated", "--no-isolated") }
        if fresh && wish == false { throw UsageError.contradiction("--fresh", "--no-isolated") }
    }

    /// Whether a stack is asked for; `nil` leaves that to what is recorded and to settings.
    var wish: Bool? { noIsolated ? false : isolated.map { $0 == .on } }
}
