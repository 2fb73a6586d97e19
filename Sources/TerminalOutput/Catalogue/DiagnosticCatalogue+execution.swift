import Diagnostics

extension DiagnosticCatalogue {
    static let execution: [DiagnosticPage] = [
        DiagnosticPage(
            .buildFailed,
            "a build failed",
            why:
                "A step of the Dockerfile ended with an error, at the line that is shown; the notes show its last lines.",
            example: "RUN make missing",
            remedy: "Correct the step that the message names."
        ),
        DiagnosticPage(
            .buildContext,
            "what a build needs is missing or cannot be read",
            why: "The context, the Dockerfile, the ignore file or a file of the context is missing or not readable.",
            example: "build: ./missing",
            remedy: "Correct the path, make the file readable, or leave it out in '.dockerignore'."
        ),
        DiagnosticPage(
            .serviceNotReady,
            "a service did not become ready",
            why: "Its container ended, is unhealthy or took too long; the notes show its last lines.",
            example: """
                healthcheck:
                  test: ['CMD', 'false']
                """,
            remedy: "See everything it wrote with 'engarde logs', then correct the command or the health check."
        ),
        DiagnosticPage(
            .hookFailed,
            "a hook failed",
            why: "The command of a 'post_start' or 'pre_stop' hook ended with another code than 0.",
            example: """
                post_start:
                  - command: ['false']
                """,
            remedy: "Correct the command."
        ),
        DiagnosticPage(
            .planCycle,
            "the steps of a plan wait for each other",
            why: "This is a mistake in the program, not in your project.",
            example: "engarde up",
            remedy: "Report it with what 'engarde up --dry-run' prints."
        ),
        DiagnosticPage(
            .archiveUnusable,
            "an archive cannot be written or read",
            why: "A file got shorter while it was sent, or what came is no tar archive.",
            example: "truncate -s 0 large.bin",
            remedy: "Run the command again once the file is no longer written."
        ),
        DiagnosticPage(
            .providerFailed,
            "a program that manages a service failed",
            why:
                "The provider of a service is not installed, or did not do what it was asked for; the message quotes it.",
            example: "provider: {type: awesomecloud}",
            remedy: "Install the program as a plugin of docker or into a directory of 'PATH', and correct its options."
        ),
    ]
}
