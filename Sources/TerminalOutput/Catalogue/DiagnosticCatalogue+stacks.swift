import Diagnostics

extension DiagnosticCatalogue {
    static let stacks: [DiagnosticPage] = [
        DiagnosticPage(
            .isolationRecordUnusable,
            "what is known of a checkout's stack cannot be read or written",
            why:
                "The name and the ports of a stack are kept in the state folder, and the file is damaged or out of reach.",
            example: "engarde ps",
            remedy: "Look at the rights of the folder. A damaged file can be removed: 'up --isolated' writes a new one."
        ),
        DiagnosticPage(
            .stackPortsExhausted,
            "there are not enough ports for a stack",
            why: "Each stack has a hundred ports of the host for itself, and all are used, or those of this stack are.",
            example: "x-engarde:\n  stacks:\n    ports: 20000-20099",
            remedy: "Remove stacks that are not needed with 'engarde stacks rm', or widen 'x-engarde.stacks.ports'."
        ),
        DiagnosticPage(
            .stackStillThere,
            "a stack is still there that is to be given up",
            why:
                "With '--no-isolated' the checkout's project would go by its own name again, and its stack be forgotten.",
            example: "engarde up --isolated -d\nengarde up --no-isolated -d",
            remedy: "Take the stack down first with 'engarde down', or remove it with 'engarde stacks rm'."
        ),
        DiagnosticPage(
            .unknownStack,
            "a repository has no stack of a name",
            why: "The name is misspelt, the stack is removed already, or it belongs to another repository.",
            example: "engarde stacks rm shop-faeture",
            remedy: "List the stacks with 'engarde stacks'."
        ),
        DiagnosticPage(
            .stackRemovalUnanswered,
            "nobody could be asked whether stacks may be removed",
            why: "A stack goes with its volumes, and there is no terminal at which that could be agreed to.",
            example: "engarde stacks rm --gone < /dev/null",
            remedy: "Say '--yes'."
        ),
        DiagnosticPage(
            .volumeCopyFailed,
            "a volume could not be copied for a stack",
            why:
                "The data of the first stack is copied by 'cp -a' in a container of the service's image; that failed, or "
                + "the image has no 'cp'.",
            example: "engarde up --isolated",
            remedy: "Look at what the copying said. With '--fresh' the stack begins with empty volumes."
        ),
        DiagnosticPage(
            .proxyPortTaken,
            "the port at which stacks are reached by name is taken",
            why: "Another program listens there, or another 'engarde stacks proxy'.",
            example: "engarde stacks proxy --port 8080",
            remedy: "Name another port with '--port'."
        ),
        DiagnosticPage(
            .proxyUnavailable,
            "stacks cannot be reached by name",
            why: "The engine runs on another host, where its ports are published, or the program could not be started.",
            example: "engarde -H ssh://far stacks proxy",
            remedy: "Run it where the engine runs; the log says more of a program in the background."
        ),
    ]
}
