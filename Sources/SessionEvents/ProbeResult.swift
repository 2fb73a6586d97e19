/// One try of a health check.
package struct ProbeResult: Sendable, Hashable, Encodable {
    /// The command as it may be shown: its program.
    package var command: String
    /// Its exit code.
    package var exitCode: Int
    /// What it wrote.
    package var output: String

    /// Creates a try.
    package init(command: String, exitCode: Int, output: String) {
        self.command = command
        self.exitCode = exitCode
        self.output = output
    }
}
