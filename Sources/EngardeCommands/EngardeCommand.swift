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

    @OptionGroup var options: GlobalOptions
}
