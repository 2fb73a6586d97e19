/// How long events wait for others before they are handed over together.
package struct BatchTiming: Equatable, Sendable {
    /// After a pause, how long a finished change (a deletion, a new directory) waits for what belongs to it.
    package var settle: Duration = .milliseconds(1)

    /// After a pause, how long an unfinished write waits for the file to be closed; files that are held open (logs) are
    /// handed over after it.
    package var openFile: Duration = .milliseconds(20)

    /// How long the second, third, … batch of a burst collects, from its own first event on; the last one repeats. A fixed
    /// wait, not one that each event prolongs: constant noise delays a change by no more than this.
    package var burst: [Duration] = [5, 10, 20, 40, 50].map(Duration.milliseconds)

    /// How long nothing must have been handed over for the next event to count as the first after a pause.
    package var pause: Duration = .milliseconds(100)

    /// How many paths a batch names before it says only which trees to look at.
    package var maximumPaths = 20_000

    /// The timing for people who edit files.
    package static let interactive = BatchTiming()

    /// Describes a timing; without more, the interactive one.
    package init() {}
}
