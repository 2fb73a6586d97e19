/// The first line that the program of a receiver writes, see `SyncProgram`.
enum ReceiverGreeting: Equatable {
    /// What can be done in the container.
    struct Traits: Equatable {
        /// The owner that new files get.
        var owner: FileOwner
        /// How `stat` is asked for a time; `nil` if there is no usable `stat`.
        var timeFormat: String?
        /// Whether there is `cksum`.
        var hasChecksums: Bool
        /// Whether Perl has taken over.
        var hasPerl: Bool
    }

    /// The program waits for frames.
    case ready(Traits)
    /// The image lacks a command.
    case missing(command: String)
    /// Nothing can be written at or below a path.
    case refused(path: String)
    /// Anything else: it is not the program's.
    case foreign

    /// Reads a line, without its end.
    init(_ line: String) {
        let words = line.split(separator: " ").map(String.init)
        if words.count == 6, words[0] == "ready", let user = UInt32(words[1]), let group = UInt32(words[2]) {
            self = .ready(
                Traits(
                    owner: FileOwner(userID: user, groupID: group),
                    timeFormat: words[3] == "none" ? nil : words[3],
                    hasChecksums: words[4] == "cksum",
                    hasPerl: words[5] == "perl"
                )
            )
        } else if words.count == 2, words[0] == "missing" {
            self = .missing(command: words[1])
        } else if words.first == "refused" {
            self = .refused(path: words.dropFirst().joined(separator: " "))
        } else {
            self = .foreign
        }
    }
}
