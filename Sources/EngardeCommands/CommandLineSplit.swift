/// The arguments before the verb, and the verb with its own.
///
/// The two are parsed apart, since `-f` before the verb names a file, and behind `logs` it means following.
struct CommandLineSplit: Hashable {
    /// The options before the verb.
    let options: [String]
    /// The verb and everything behind it; empty without a verb.
    let verb: [String]

    /// The options before the verb whose value is the next argument.
    private static let valued: Set<String> = [
        "-f", "--file", "-p", "--project-name", "--profile", "--env-file", "--project-directory", "--progress",
        "--ansi",
    ]

    /// Splits the arguments behind the program's name.
    init(_ arguments: [String]) {
        var index = 0
        while index < arguments.count, arguments[index].hasPrefix("-"), arguments[index] != "--" {
            index += Self.valued.contains(arguments[index]) ? 2 : 1
        }
        let end = min(index, arguments.count)
        options = Array(arguments[..<end])
        verb = Array(arguments[end...])
    }
}
