import ArgumentParser

/// The option of verbs that stop containers.
struct StopTimeout: ParsableArguments {
    @Option(
        name: [.customShort("t"), .long],
        help: ArgumentHelp("How long a container may take to stop.", valueName: "seconds")
    )
    var timeout: Int?

    func validate() throws {
        if let timeout, timeout < 0 { throw UsageError.negativeTime(timeout, for: "--timeout") }
    }

    /// How long a container may take to stop; `nil` is its own setting.
    var limit: Duration? { timeout.map { .seconds($0) } }
}
