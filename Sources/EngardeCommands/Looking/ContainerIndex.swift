import ArgumentParser

/// The option that says which one of a service's containers is meant.
struct ContainerIndex: ParsableArguments {
    @Option(name: .long, help: ArgumentHelp("Which of the service's containers.", valueName: "number"))
    var index: Int?

    /// What is said of a number that no container has.
    static let outOfRange = UsageError(
        message: "--index counts from 1",
        hint: "write '--index 1' for the first container"
    )

    func validate() throws {
        if let index, index < 0 { throw Self.outOfRange }
    }

    /// The container's number; `nil` leaves the choice open, as 0 does with docker compose.
    var number: Int? { index == 0 ? nil : index }
}
