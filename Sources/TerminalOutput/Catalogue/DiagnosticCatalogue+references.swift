import Diagnostics

extension DiagnosticCatalogue {
    static let references: [DiagnosticPage] = [
        DiagnosticPage(
            .includeCycle,
            "files include each other in a circle",
            why: "A file is included by itself, directly or by way of others.",
            example: """
                include:
                  - compose.yaml
                """,
            remedy: "Remove one of the 'include' entries."
        ),
        DiagnosticPage(
            .remoteFile,
            "a file is to be taken from a remote place",
            why: "Files of git repositories and registries are not read yet.",
            example: """
                include:
                  - https://example.com/compose.yaml
                """,
            remedy: "Download the file and include the copy."
        ),
        DiagnosticPage(
            .extendsCycle,
            "services extend each other in a circle",
            why: "A service is extended by itself, directly or by way of others.",
            example: """
                services:
                  a: {extends: b}
                  b: {extends: a}
                """,
            remedy: "Let one of them stand for itself."
        ),
        DiagnosticPage(
            .extendedServiceMissing,
            "a service that is extended does not exist",
            why: "The file that 'extends' names, or this one, does not define the service.",
            example: """
                services:
                  web:
                    extends: missing
                """,
            remedy: "Correct the name of the service or of the file."
        ),
        DiagnosticPage(
            .layersConflict,
            "a value cannot be laid over that of an earlier file",
            why:
                "One is a mapping or a list and the other is not, so that they cannot be merged; the same goes for 'extends'.",
            example: """
                services:
                  base:
                    image: nginx
                    x-owner: {name: Ann}
                  web:
                    extends: base
                    x-owner: Ann
                """,
            remedy: "Write both in one form, or replace the earlier one with '!override'."
        ),
        DiagnosticPage(
            .undefinedService,
            "a service refers to one that does not exist",
            why: "'depends_on', 'network_mode: service:…' or a build names a service that no file defines.",
            example: """
                services:
                  web:
                    image: nginx
                    depends_on: [db]
                """,
            remedy: "Correct the name, or define the service."
        ),
        DiagnosticPage(
            .undefinedNetwork,
            "a service refers to a network that does not exist",
            why: "The network is not below 'networks:' at the top level.",
            example: """
                services:
                  web:
                    image: nginx
                    networks: [front]
                """,
            remedy: "Correct the name, or define the network there."
        ),
        DiagnosticPage(
            .undefinedVolume,
            "a service refers to a volume that does not exist",
            why: "The volume is not below 'volumes:' at the top level; a path of the host begins with '.', '/' or '~'.",
            example: """
                services:
                  web:
                    image: nginx
                    volumes: ['data:/data']
                """,
            remedy: "Correct the name, define the volume, or write './' before a path."
        ),
        DiagnosticPage(
            .undefinedSecret,
            "a secret does not exist",
            why: "A service or a build refers to a secret that is not below 'secrets:' at the top level.",
            example: """
                services:
                  web:
                    image: nginx
                    secrets: [token]
                """,
            remedy: "Correct the name, or define the secret there."
        ),
        DiagnosticPage(
            .undefinedConfig,
            "a config does not exist",
            why: "A service refers to a config that is not below 'configs:' at the top level.",
            example: """
                services:
                  web:
                    image: nginx
                    configs: [page]
                """,
            remedy: "Correct the name, or define the config there."
        ),
        DiagnosticPage(
            .undefinedModel,
            "a model does not exist",
            why: "A service refers to a model that is not below 'models:' at the top level.",
            example: """
                services:
                  web:
                    image: nginx
                    models: [llm]
                """,
            remedy: "Correct the name, or define the model there."
        ),
        DiagnosticPage(
            .serviceDisabled,
            "a service needs one that no active profile enables",
            why: "A service with 'profiles' is there only if one of them is active.",
            example: """
                services:
                  web:
                    image: nginx
                    depends_on: [debugger]
                  debugger:
                    image: nginx
                    profiles: [tools]
                """,
            remedy: "Activate the profile with '--profile', or set 'required: false' at the dependency."
        ),
        DiagnosticPage(
            .dependencyCycle,
            "services depend on each other in a circle",
            why: "None of them could be started first.",
            example: """
                services:
                  a: {image: nginx, depends_on: [b]}
                  b: {image: nginx, depends_on: [a]}
                """,
            remedy: "Remove one of the dependencies."
        ),
        DiagnosticPage(
            .nothingToRun,
            "a service has neither an image nor a build",
            why: "What the service is to run is not said.",
            example: """
                services:
                  web:
                    ports: ['80:80']
                """,
            remedy: "Name the image to run, or the directory to build it from."
        ),
        DiagnosticPage(
            .attributesExclusive,
            "attributes exclude each other",
            why: "Only one of them can count, and which one cannot be known.",
            example: """
                services:
                  web:
                    image: nginx
                    network_mode: host
                    networks: [front]
                networks:
                  front: {}
                """,
            remedy: "Keep one of them."
        ),
        DiagnosticPage(
            .valuesDiffer,
            "two attributes that mean the same have different values",
            why: "Compose has two ways to say it, and they contradict each other.",
            example: """
                services:
                  web:
                    image: nginx
                    scale: 2
                    deploy: {replicas: 3}
                """,
            remedy: "Set one of the two, or both to the same value."
        ),
        DiagnosticPage(
            .attributeRequired,
            "an attribute needs another one",
            why: "It has an effect only together with the other one.",
            example: """
                services:
                  web:
                    image: nginx
                    healthcheck: {test: 'true', start_interval: 1s}
                """,
            remedy: "Add the attribute that the message names."
        ),
        DiagnosticPage(
            .nameShared,
            "several containers have one name",
            why: "'container_name' gives it to all containers of a service, or to containers of two services.",
            example: """
                services:
                  web:
                    image: nginx
                    container_name: web
                    scale: 2
                """,
            remedy: "Remove 'container_name', run one container, or give each service a name of its own."
        ),
        DiagnosticPage(
            .mountShared,
            "two things are mounted at one path",
            why: "Only one of them would be seen in the container.",
            example: """
                services:
                  web:
                    image: nginx
                    tmpfs: [/data]
                    volumes: ['./data:/data']
                """,
            remedy: "Remove one of them, or mount it elsewhere."
        ),
        DiagnosticPage(
            .platformNotBuilt,
            "a service runs on a platform that it is not built for",
            why: "'platform' is not among 'build.platforms'.",
            example: """
                services:
                  web:
                    platform: linux/arm64
                    build: {context: ., platforms: [linux/amd64]}
                """,
            remedy: "Add the platform to 'build.platforms'."
        ),
        DiagnosticPage(
            .nothingToBuild,
            "a build takes from a service that is not built",
            why: "'service:NAME' in 'additional_contexts' stands for an image that is built in the same project.",
            example: """
                services:
                  web:
                    build:
                      context: .
                      additional_contexts: {base: service:db}
                  db:
                    image: postgres
                """,
            remedy: "Give the other service a 'build', or name its image with 'docker-image://'."
        ),
    ]
}
