import ArgumentParser

/// The options of `build` that are about other builders than the engine's own: most are known so that they are refused
/// with a reason and before anything is done.
struct BuilderOptions: ParsableArguments {
    @Option(name: .long, help: .hidden)
    var builder: String?

    @Option(name: .long, parsing: .singleValue, help: .hidden)
    var secret: [String] = []

    @Option(name: [.customShort("m"), .long], help: .hidden)
    var memory: String?

    @Option(name: .long, help: .hidden)
    var provenance: String?

    @Option(name: .long, help: .hidden)
    var sbom: String?

    @Flag(name: .long, help: .hidden)
    var check = false

    @Flag(name: .customLong("print"), help: "Print what 'docker buildx bake' would be given; build nothing.")
    var printsBakeFile = false

    // docker compose takes these and does nothing with them.
    @Option(name: .long, help: .hidden)
    var parallel = SwitchValue.on

    @Option(name: .long, help: .hidden)
    var compress = SwitchValue.on

    @Option(name: .customLong("force-rm"), help: .hidden)
    var removesIntermediates = SwitchValue.on

    @Flag(name: .customLong("no-rm"), help: .hidden)
    var keepsIntermediates = false

    /// Refuses what is not there.
    ///
    /// - Throws: ``UsageError``.
    func refuseWhatIsNotThere() throws {
        if let builder, builder != "default" {
            throw UsageError(
                message: "there is no builder '\(builder)': engarde builds with the engine's own",
                hint: "leave '--builder' out, or build with 'docker compose build --builder \(builder)'"
            )
        }
        if !secret.isEmpty {
            throw UsageError(
                message: "--secret is not supported: builds get the secrets of the project",
                hint: "declare it under 'secrets', and name it in 'build.secrets' of the service"
            )
        }
        if memory != nil {
            throw UsageError(
                message: "--memory is not supported: the engine's builder, BuildKit, has no such limit",
                hint: "leave out '--memory'"
            )
        }
        for (name, value) in [("--provenance", provenance), ("--sbom", sbom)] {
            guard let value, !["false", "0"].contains(value) else { continue }
            throw Self.missing(name, "the engine's builder makes no attestations", "\(name) \(value)")
        }
        if check, !printsBakeFile {
            throw Self.missing("--check", "Dockerfiles are not checked without building them", "--check")
        }
    }

    private static func missing(_ option: String, _ reason: String, _ arguments: String) -> UsageError {
        UsageError(
            message: "\(option) is not supported: \(reason)",
            hint: "'docker compose build \(arguments)' works on the same project"
        )
    }
}
