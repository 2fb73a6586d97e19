import ArgumentParser

/// The options of `up` that say whether containers are started, and how long that may take.
struct StartOptions: ParsableArguments {
    @Flag(name: .long, help: "Create everything, and start nothing.")
    var noStart = false

    @Option(name: .long, help: ArgumentHelp("How long services may take to become ready.", valueName: "seconds"))
    var waitTimeout: Int?

    func validate() throws {
        if let waitTimeout, waitTimeout < 0 { throw ValidationError("a time cannot be negative: \(waitTimeout)") }
    }
}
