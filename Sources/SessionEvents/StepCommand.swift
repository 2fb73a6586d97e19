/// The command line that does by hand what a step of a workflow does.
package enum StepCommand: Sendable, Hashable, Encodable {
    /// A command of this program, behind the options about project and engine that the user gave before the verb.
    case own(arguments: [String])
    /// A whole command line.
    case other(words: [String])
}
