import Diagnostics

extension DiagnosticCatalogue {
    static let upkeep: [DiagnosticPage] = [
        DiagnosticPage(
            .cleaningUnanswered,
            "nobody can be asked whether what is left over may be removed",
            why: "'engarde clean' asks before it removes anything, and nobody sits at a terminal.",
            example: "engarde clean < /dev/null",
            remedy: "See what would go with '--dry-run', and answer beforehand with '--yes'."
        ),
        DiagnosticPage(
            .nothingToRebuild,
            "a service that is to be rebuilt is not built",
            why: "The service has no 'build' section: its image comes from a registry.",
            example: "services:\n  db:\n    image: postgres:16\n\nengarde rebuild db",
            remedy: "Pull a newer image with 'engarde update', or name a service that is built."
        ),
        DiagnosticPage(
            .addressMissing,
            "a service has no address that can be opened",
            why: "The service publishes no port over TCP, or not the one that was asked for.",
            example: "engarde open worker",
            remedy: "Write the port under 'ports' of the service, and bring it up again."
        ),
        DiagnosticPage(
            .browserMissing,
            "there is no program that opens addresses",
            why: "None of xdg-open, wslview, sensible-browser and what BROWSER names is installed.",
            example: "BROWSER= engarde open frontend",
            remedy: "Set BROWSER to a program, or print the address with '--print' and open it by hand."
        ),
        DiagnosticPage(
            .ownVerbShadowed,
            "a verb of a project has the name of one of engarde's own",
            why: "A project's verbs cannot replace those that the program has: whoever types one knows what it does.",
            example: "x-engarde:\n  verbs:\n    up: {description: Start all, command: ./start.sh}",
            remedy: "Give the verb another name."
        ),
        DiagnosticPage(
            .ownVerbMalformed,
            "a verb of a project cannot be understood",
            why: "It has no command, or what does not go together, or an input without a usable name or type.",
            example: "x-engarde:\n  verbs:\n    lint: {description: Check the style}",
            remedy: "Write what 'docs/Workflows.md' says of verbs of one's own."
        ),
        DiagnosticPage(
            .ownVerbInput,
            "a verb of a project is not given what it takes",
            why: "An input is missing, unknown, or has a value that it does not take.",
            example: "engarde deploy --target moon",
            remedy: "See what the verb takes with '--help' behind its name."
        ),
        DiagnosticPage(
            .ownVerbNotStarted,
            "the command of a verb of a project cannot be run",
            why: "The program is not there, may not be executed, or its directory does not exist.",
            example: "x-engarde:\n  verbs:\n    lint: {command: [no-such-linter]}\n\nengarde lint",
            remedy: "Install the program, or correct 'command' or 'directory'."
        ),
        DiagnosticPage(
            .keptVolumeUnknown,
            "a volume that is to be kept is not in the project",
            why: "'x-engarde.clean.keep' names a volume that is not under 'volumes'; it may be misspelt.",
            example: "x-engarde:\n  clean:\n    keep: [databse]",
            remedy: "Write the volume's name as it is under 'volumes'."
        ),
    ]
}
