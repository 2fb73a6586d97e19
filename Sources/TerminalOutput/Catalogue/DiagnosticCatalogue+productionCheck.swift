import Diagnostics

extension DiagnosticCatalogue {
    static let productionCheck: [DiagnosticPage] = [
        DiagnosticPage(
            .productionSourceMounted,
            "a container for production sees files of the working tree",
            why: "The files for production mount a path of the working tree into a service, so that the image does "
                + "not hold all that runs. Only single files and directories of configuration may be mounted, and "
                + "read-only.",
            example: """
                services:
                  web:
                    build: .
                    volumes: [".:/app"]
                """,
            remedy: "Copy the files in the Dockerfile, and mount them in the layer for development only. Add ':ro' "
                + "to what is configuration; keep data in a named volume."
        ),
        DiagnosticPage(
            .productionSettingNotApplied,
            "a container for production is not as the files say",
            why: "The engine runs the container with another limit, restart policy, log driver or user than the "
                + "files for production have; some engines leave out what they cannot do.",
            example: """
                services:
                  web:
                    image: web
                    deploy: {resources: {limits: {memory: 512M}}}
                """,
            remedy: "Compare what the check wanted and found, and look at what the engine says with 'docker inspect'."
        ),
        DiagnosticPage(
            .productionRunsAsRoot,
            "a service runs as root in production",
            why: "Neither the image nor the files for production name another user, and the processes do run as root.",
            example: """
                services:
                  web:
                    build: .
                """,
            remedy: "Add 'USER' to the Dockerfile or 'user' to the service. Where root is meant, say so with 'user: "
                + "root', or name the service in 'x-engarde.prod_check.allow_root'."
        ),
        DiagnosticPage(
            .productionImageLarger,
            "an image for production is larger than that for development",
            why: "The last stage of the Dockerfile holds what only development needs, such as compilers or test tools.",
            example: "warning: the image of service 'web' for production is larger than that for development",
            remedy: "Copy only what runs into the last stage, from the stage that builds it."
        ),
        DiagnosticPage(
            .productionNotReady,
            "a service does not become ready with the files for production",
            why: "Its container ended, was not started, or its health check did not pass in time.",
            example: "engarde prod-check --timeout 60",
            remedy: "Look at the log lines below the message. 'engarde prod-check --keep' leaves everything running "
                + "to look at; '--timeout' and 'x-engarde.prod_check.timeout' give it more time."
        ),
        DiagnosticPage(
            .productionEditsShow,
            "edits may show in containers for production",
            why: "A source file of the service is not that of the image: a mount lies over it, or a watcher carries "
                + "edits into the containers.",
            example: """
                services:
                  web:
                    build: .
                    volumes: ["./app:/app/app"]
                """,
            remedy: "Leave mounts of source files and 'develop.watch' to the layer for development."
        ),
        DiagnosticPage(
            .productionNameTaken,
            "another project has the name that the production check needs",
            why: "The check runs as a project of its own, with '-prod-check' behind the project's name; containers "
                + "of another directory have that name.",
            example: "engarde -p shop prod-check",
            remedy: "Take the other project down if nobody needs it, or give this one another name with '-p'."
        ),
        DiagnosticPage(
            .productionNothingToCheck,
            "the production check has no service to look at",
            why: "All services of the files for production are among those that 'x-engarde.prod_check.skip' names.",
            example: """
                x-engarde: {prod_check: {skip: [web]}}
                services: {web: {image: web}}
                """,
            remedy: "Take services out of 'skip', or name another project."
        ),
    ]
}
