import ArgumentParser
import ComposeModel
import Operations

/// The options of `up` that say when it ends by itself, and with which exit code.
struct AbortOptions: ParsableArguments {
    @Flag(name: .long, help: "Stop everything as soon as a container has ended; exit with its code.")
    var abortOnContainerExit = false

    @Flag(name: .long, help: "Stop everything as soon as a container has failed; exit with its code.")
    var abortOnContainerFailure = false

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Exit with the code of this service's container; implies --abort-on-container-exit.",
            valueName: "service"
        )
    )
    var exitCodeFrom: String?

    func validate() throws {
        if abortOnContainerExit, abortOnContainerFailure {
            throw UsageError.contradiction("--abort-on-container-failure", "--abort-on-container-exit")
        }
    }

    /// Which end of a container ends the whole; `nil` is none.
    var trigger: ExitWatch.Trigger? {
        if abortOnContainerFailure { return .failure }
        return abortOnContainerExit || exitCodeFrom != nil ? .anyExit : nil
    }
}
