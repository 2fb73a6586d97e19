import ArgumentParser

/// What comes before the verb.
struct EngardeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "engarde",
        abstract: "The development workflow for projects made of several containers.",
        discussion: """
            Reads the Compose files that are there, brings the services up in the right order, shows every saved \
            edit in the running service within milliseconds, and says why when something is wrong.
            """
    )

    /// Command lines that the program's help shows.
    static let examples = [
        HelpExample("engarde up --watch", "Brings everything up, and carries saved edits over until Ctrl-C."),
        HelpExample("engarde logs -f web", "Shows what a service writes."),
        HelpExample("engarde down", "Removes containers and networks; the data of volumes stays."),
    ]

    @OptionGroup var options: GlobalOptions
}
