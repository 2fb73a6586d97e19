/// Why the program of a receiver cannot be used, or not any more.
enum ReceiverFault: Error, Equatable {
    /// The image lacks a shell or one of the commands.
    case unavailable(reason: String)
    /// The program does not do what it is asked to, but this.
    case untrustworthy(reason: String)
    /// The same, and its processes, which may still run: they ignore that nobody listens to them.
    case givenUp(reason: String, ReceiverProcess)
    /// The program ended, mostly with its container.
    case lost
}
