import Diagnostics

extension DiagnosticCatalogue {
    static let engine: [DiagnosticPage] = [
        DiagnosticPage(
            .engineUnreachable,
            "the engine cannot be reached",
            why: "It does not run, its socket may not be opened, or the network or ssh refuses.",
            example: "DOCKER_HOST=tcp://localhost:1 engarde ps",
            remedy: "Start the engine, or correct DOCKER_HOST or the docker context."
        ),
        DiagnosticPage(
            .endpointInvalid,
            "the engine's endpoint is malformed or not supported",
            why: "Only 'unix://', 'tcp://' and 'ssh://' endpoints are supported.",
            example: "DOCKER_HOST=npipe:////./pipe/docker engarde ps",
            remedy: "Correct DOCKER_HOST or the docker context."
        ),
        DiagnosticPage(
            .engineCredentialMissing,
            "a file for the secured connection is missing",
            why: "TLS is asked for, and one of 'ca.pem', 'cert.pem' and 'key.pem' does not exist.",
            example: "DOCKER_TLS_VERIFY=1 engarde ps",
            remedy: "Set DOCKER_CERT_PATH to the directory of the files."
        ),
        DiagnosticPage(
            .dockerConfiguration,
            "docker's context or configuration cannot be used",
            why: "The context does not exist or has no endpoint, or a configuration file is malformed.",
            example: "DOCKER_CONTEXT=missing engarde ps",
            remedy: "List the contexts with 'docker context ls', or correct the file."
        ),
        DiagnosticPage(
            .engineVersion,
            "the version of the engine is not supported",
            why: "Its API has no version in common with this program.",
            example: "engarde up",
            remedy: "Use Docker Engine 20.10 or newer."
        ),
        DiagnosticPage(
            .objectNotFound,
            "the engine does not have an object",
            why: "A container, image, network or volume was removed meanwhile, or never was there.",
            example: "docker rm -f app-web-1",
            remedy: "Run the command again: it looks at what is there now."
        ),
        DiagnosticPage(
            .objectConflict,
            "an object is in use or in another state",
            why: "Something else uses or changes the object at the same time.",
            example: "docker network connect app_default other",
            remedy: "Wait for what else is going on, then run the command again."
        ),
        DiagnosticPage(
            .portInUse,
            "a port of the host is in use",
            why: "A process or another container listens on the port.",
            example: "ports: ['5432:5432']",
            remedy: "Stop what uses the port, or publish another one."
        ),
        DiagnosticPage(
            .requestRejected,
            "the engine refused a request",
            why: "The message quotes the engine: the request is not possible here, or the engine failed.",
            example: "sysctls: {kernel.unknown: 1}",
            remedy: "Correct the attribute that the engine names."
        ),
        DiagnosticPage(
            .answerMissing,
            "the engine did not answer to the end",
            why: "It stopped, was restarted, or is overloaded.",
            example: "systemctl restart docker",
            remedy: "Look whether the engine runs, then run the command again."
        ),
        DiagnosticPage(
            .answerMalformed,
            "the engine's answer cannot be understood",
            why: "What answers does not keep to the Engine API.",
            example: "DOCKER_HOST=tcp://localhost:80 engarde ps",
            remedy: "Look whether it is an engine that answers there."
        ),
        DiagnosticPage(
            .imagePullFailed,
            "an image cannot be pulled or imported",
            why: "The name is wrong, the registry cannot be reached, or it asks for credentials.",
            example: "image: regsitry.example.com/app",
            remedy: "Check the name and the network, and run 'docker login'."
        ),
        DiagnosticPage(
            .credentialsUnusable,
            "the credentials for a registry cannot be used",
            why: "Docker's 'config.json' is malformed, or the helper program that it names gives none.",
            example: "credsStore: missing",
            remedy: "Log in again with 'docker login', or install the helper program."
        ),
        DiagnosticPage(
            .imagePushFailed,
            "an image cannot be pushed",
            why: "It has not been built, the registry cannot be reached, or it does not let this user write there.",
            example: "engarde push web",
            remedy: "Build the image, check its name, and run 'docker login'."
        ),
    ]
}
