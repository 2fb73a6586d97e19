/// How an operation that a person may interrupt ended, when it did not fail.
package enum OperationEnd: Sendable, Hashable {
    /// Everything was done.
    case done
    /// The user asked to stop, and it came to an orderly end.
    case interrupted
    /// It is over with a container or a command, whose exit code is its own.
    case exited(code: Int)

    /// The end of a piece of work without an exit code.
    package init(_ outcome: Interruptible<Void>) {
        self =
            switch outcome {
            case .finished, .interrupted(by: .leave): .done
            case .interrupted(by: .stop): .interrupted
            }
    }
}
