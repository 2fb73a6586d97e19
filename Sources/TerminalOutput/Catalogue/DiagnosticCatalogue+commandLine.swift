import Diagnostics

extension DiagnosticCatalogue {
    static let commandLine: [DiagnosticPage] = [
        DiagnosticPage(
            .arguments,
            "arguments do not go together or name what is not there",
            why: "An option is unknown or malformed, or contradicts another one.",
            example: "engarde up --no-such-option",
            remedy: "See what there is with '--help' behind the command."
        ),
        DiagnosticPage(
            .unknownCommand,
            "there is no such command",
            why: "The name is misspelt, or a command of docker compose that is not there yet.",
            example: "engarde upp",
            remedy: "List the commands with 'engarde --help'."
        ),
        DiagnosticPage(
            .unknownCode,
            "there is no such code",
            why: "Codes are 'EG' and four digits.",
            example: "engarde explain EG9999",
            remedy: "List the codes with 'engarde explain'."
        ),
        DiagnosticPage(
            .containerNotRunning,
            "there is no container to work with",
            why: "The service has no running container, or none of the number that was asked for.",
            example: "engarde exec --index 3 web sh",
            remedy: "Start the service with 'engarde up -d'; 'engarde ps' lists its containers."
        ),
        DiagnosticPage(
            .outputRefused,
            "standard output takes no more",
            why: "The system refused the writing, such as for a full disk.",
            example: "engarde config > /dev/full",
            remedy: "Make room, or write elsewhere."
        ),
        DiagnosticPage(
            .malformedTemplate,
            "a template cannot be used",
            why: "The text behind '--format' is no template, or names a field that is not there.",
            example: "engarde ps --format '{{.Nmae}}'",
            remedy: "Correct the template."
        ),
    ]
}
