import Diagnostics

extension DiagnosticCatalogue {
    static let debugging: [DiagnosticPage] = [
        DiagnosticPage(
            .profilerUnknown,
            "it is not known how a service is profiled",
            why: "Neither its processes nor its image tell that it is Python or Node.js, or they tell both.",
            example: "engarde profile db",
            remedy:
                "Say it in the service: 'x-engarde: {profile: {tool: py-spy}}', 'node', or 'command' with one of its own."
        ),
        DiagnosticPage(
            .toolNotInstalled,
            "a profiler or a debugger cannot be installed",
            why:
                "It is installed once into a volume that all projects share, by the pip of the service's image, which is missing or does not reach PyPI.",
            example: "engarde profile web",
            remedy:
                "See the note. 'x-engarde.profile.image' names another image with Python and pip; debugpy may be in the service's own image."
        ),
        DiagnosticPage(
            .tracingRefused,
            "the engine does not let a process be looked into",
            why:
                "A profiler beside the application needs the right to trace it, which the engine's seccomp or AppArmor profile does not give.",
            example: "engarde profile web",
            remedy:
                "Let the engine give SYS_PTRACE to containers, or profile inside: 'x-engarde: {profile: {tool: command}}'."
        ),
        DiagnosticPage(
            .profilingFailed,
            "a profile could not be recorded",
            why: "The profiler ended with an error, which the note quotes, or left no file.",
            example: "engarde profile web",
            remedy: "Look at the note; 'x-engarde.profile' says which process is recorded, and how."
        ),
        DiagnosticPage(
            .profilingHeld,
            "a service is being profiled already",
            why: "The container of another run is still there and runs.",
            example: "engarde profile web & engarde profile web",
            remedy: "Wait until it has ended, or end it with Ctrl-C."
        ),
        DiagnosticPage(
            .debuggerUnknown,
            "it is not known how a service is debugged",
            why:
                "Its language is not known, its command is none that can be put under debugpy, or it ended at once under it.",
            example: "command: ['./start']",
            remedy:
                "Say it in the service: 'x-engarde: {debug: {language: python, command: [python, -m, debugpy, …]}}'."
        ),
        DiagnosticPage(
            .debugPortUnavailable,
            "the port of a debugger cannot be published",
            why: "The port is in use, or the service has no network of its own.",
            example: "engarde debug --port 22 web",
            remedy: "Leave '--port' out for one that is free, or give the service a network of its own."
        ),
        DiagnosticPage(
            .malformedLaunchFile,
            "the editor's file of debuggers cannot be edited",
            why:
                "'.vscode/launch.json' is no JSON, even with comments and trailing commas, or 'configurations' is no array.",
            example: "{ \"configurations\": [ { \"name\": \"mine\" } }",
            remedy: "Correct the file at the place that the message names; it was not changed."
        ),
        DiagnosticPage(
            .resultUnwritable,
            "a file that is the result of a command cannot be read or written",
            why: "The system refused it: for the rights of the file or its directory, or for a full disk.",
            example: "engarde profile --output /proc/profile.svg web",
            remedy: "Name another file, or mend the rights."
        ),
        DiagnosticPage(
            .debuggedImageMissing,
            "the image of a service is not there yet",
            why: "What a service is started with is partly in its image, which was neither built nor pulled.",
            example: "engarde debug web",
            remedy: "Bring the service up once with 'engarde up -d', then debug it."
        ),
    ]
}
