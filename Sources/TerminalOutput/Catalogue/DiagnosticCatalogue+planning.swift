import Diagnostics

extension DiagnosticCatalogue {
    static let planning: [DiagnosticPage] = [
        DiagnosticPage(
            .unsupportedAttribute,
            "a service uses what is not supported yet",
            why: "The attribute is valid, but leaving it out silently would make another project of yours.",
            example: """
                services:
                  web:
                    build: {context: ., isolation: process}
                """,
            remedy: "Remove the attribute, or use 'docker compose' for this project."
        ),
        DiagnosticPage(
            .externalNetworkMissing,
            "an external network does not exist",
            why: "A network with 'external: true' is made by somebody else, and the engine does not have it.",
            example: """
                networks:
                  shared: {external: true}
                """,
            remedy: "Create it with 'docker network create', or remove 'external'."
        ),
        DiagnosticPage(
            .externalVolumeMissing,
            "an external volume does not exist",
            why: "A volume with 'external: true' is made by somebody else, and the engine does not have it.",
            example: """
                volumes:
                  data: {external: true}
                """,
            remedy: "Create it with 'docker volume create', or remove 'external'."
        ),
        DiagnosticPage(
            .volumeInUse,
            "a volume that is to be made anew is in use",
            why: "Its definition has changed, and a container that stays uses it.",
            example: "engarde up -y web",
            remedy: "Bring up the service that uses it in the same run, or remove the container."
        ),
        DiagnosticPage(
            .parentMissing,
            "the container whose namespaces or volumes are shared is not there",
            why: "'network_mode: service:…', 'ipc', 'pid' or 'volumes_from' need the container of the other service.",
            example: "engarde up --no-deps web",
            remedy: "Leave '--no-deps' out, or bring the other service up first."
        ),
        DiagnosticPage(
            .unknownService,
            "there is no service of this name",
            why: "The project's files do not define the service that was named.",
            example: "engarde up wbe",
            remedy: "Correct the name; 'engarde config --services' lists them."
        ),
        DiagnosticPage(
            .imageMissing,
            "an image is missing and must not be pulled",
            why: "The pull policy is 'never', and the engine does not have the image.",
            example: """
                services:
                  web:
                    image: app
                    pull_policy: never
                """,
            remedy: "Build or load the image, or allow another 'pull_policy'."
        ),
        DiagnosticPage(
            .imageNameInvalid,
            "the name of an image is malformed",
            why: "It is not of the form '[registry/]name[:tag]'; often a variable in it is not set.",
            example: "image: 'App:'",
            remedy: "Correct the name, or set the variable."
        ),
        DiagnosticPage(
            .portTaken,
            "another container publishes the port",
            why: "A container outside of what is brought up holds the port of the host.",
            example: "ports: ['8080:80']",
            remedy: "Stop the other container, or publish another port."
        ),
        DiagnosticPage(
            .portShared,
            "several containers of a service publish one port",
            why: "A port of the host can be held by one container only.",
            example: """
                services:
                  web:
                    ports: ['8080:80']
                    scale: 2
                """,
            remedy: "Leave the host's port open, publish a range, or run one container."
        ),
        DiagnosticPage(
            .buildCycle,
            "images are built from each other in a circle",
            why: "None of them could be built first.",
            example: """
                additional_contexts:
                  other: service:b
                """,
            remedy: "Let one of them be built from an image of its own."
        ),
        DiagnosticPage(
            .featureMissing,
            "the engine cannot do what a service or network uses",
            why:
                "The engine would ignore the attribute or refuse it, and the container would be another one than asked for.",
            example: """
                services:
                  web:
                    volumes:
                      - {type: image, source: assets, target: /assets}
                """,
            remedy: "Upgrade the engine, or leave the attribute out; 'docs/Engines.md' lists what needs which version."
        ),
        DiagnosticPage(
            .nameTaken,
            "another container has the name",
            why: "A container that is not of the project has the name that one of the project is to get.",
            example: "container_name: proxy",
            remedy: "Rename or remove the other container, or give the service another 'container_name'."
        ),
    ]
}
