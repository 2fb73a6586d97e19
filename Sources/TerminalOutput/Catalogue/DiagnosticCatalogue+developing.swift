import Diagnostics

extension DiagnosticCatalogue {
    static let developing: [DiagnosticPage] = [
        DiagnosticPage(
            .roleUnclear,
            "it is not clear which service is meant by 'frontend' or 'backend'",
            why: "No service has that name, and of those that are built none, or more than one, looks like it.",
            example: "engarde dev frontend",
            remedy: "Name the service itself, or say which one it is: 'x-engarde: {dev: {frontend: web}}'."
        ),
        DiagnosticPage(
            .editsNotCarried,
            "nothing carries saved edits into a service",
            why: "The service that is worked on has no 'develop.watch' rule and no bind mount.",
            example: """
                # compose.yaml without 'develop.watch'
                engarde dev web
                """,
            remedy: "Add a 'develop.watch' section to the service, best in the layer for development."
        ),
        DiagnosticPage(
            .testServiceUnclear,
            "it is not clear which service runs tests",
            why:
                "No service was named, and none, or more than one, has a command, a build target or files that run tests.",
            example: "engarde test",
            remedy: "Name it: 'engarde test backend', or 'x-engarde: {test: {service: backend}}'."
        ),
        DiagnosticPage(
            .testCommandUnknown,
            "it is not known how a service runs tests",
            why:
                "Neither its command nor its build target nor its files say how; its own command may well run for ever.",
            example: "engarde test web",
            remedy:
                "Say how: 'x-engarde: {test: {service: web, command: pytest}}', or give it such a command in the layer for tests."
        ),
        DiagnosticPage(
            .testProjectTaken,
            "a project has the name that tests would have for theirs",
            why: """
                Tests run in a project of their own, which is removed after them. There are containers or volumes under that \
                name which no tests of this directory have made, and nothing of somebody else's is removed.
                """,
            example: "engarde test",
            remedy: "Remove that project if nobody needs it, or choose another name with '-p'."
        ),
        DiagnosticPage(
            .testsRunning,
            "tests of the project are running",
            why:
                "A container runs tests in the project of that name, and what ends first would remove it under the other.",
            example: "engarde test & engarde test",
            remedy: "Wait until they have ended, or choose another name with '-p'."
        ),
        DiagnosticPage(
            .testFileMissing,
            "a file that tests were to leave behind is not there",
            why:
                "The tests' container has nothing at the path when it has ended, or this machine's directory cannot be made.",
            example: "x-engarde: {test: {service: backend, junit: /app/junit.xml}}",
            remedy: "Correct the path, or let the tests' command write the file."
        ),
    ]
}
