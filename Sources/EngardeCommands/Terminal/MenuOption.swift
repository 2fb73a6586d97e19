import ArgumentParser

/// The option of verbs that stay at a terminal: whether services and keys stand below the output.
struct MenuOption: ParsableArguments {
    @Option(
        name: .long,
        help: "Show services and keys at the bottom of the terminal; '=false' or COMPOSE_MENU=false leaves them out."
    )
    var menu: SwitchValue?

    /// Whether they are asked for; `nil` leaves that to the environment.
    var isWanted: Bool? { menu.map { $0 == .on } }
}
