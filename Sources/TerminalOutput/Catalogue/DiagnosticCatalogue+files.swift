import Diagnostics

extension DiagnosticCatalogue {
    static let files: [DiagnosticPage] = [
        DiagnosticPage(
            .projectNotFound,
            "there is no Compose file",
            why:
                "Neither the directory nor one above it has a file 'compose.yaml', 'compose.yml', 'docker-compose.yml' or 'docker-compose.yaml'.",
            example: "engarde up",
            remedy: "Change to the project's directory, or name its file with '-f'."
        ),
        DiagnosticPage(
            .composeFileMissing,
            "a Compose file does not exist",
            why: "A file that '-f', 'COMPOSE_FILE', 'include' or 'extends' names is not there.",
            example: """
                include:
                  - missing.yaml
                """,
            remedy:
                "Correct the path: it is relative to the file that names it, or, behind '-f', to the working directory."
        ),
        DiagnosticPage(
            .environmentFileMissing,
            "an env file or label file does not exist",
            why: "A file that '--env-file', 'env_file' or 'label_file' names is not there.",
            example: """
                services:
                  web:
                    image: nginx
                    env_file: missing.env
                """,
            remedy: "Create the file or correct its path; an 'env_file' may be missing if it says 'required: false'."
        ),
        DiagnosticPage(
            .fileUnreadable,
            "a file is there and cannot be read",
            why: "It is a directory, is too large, or may not be read by this user; the message quotes the system.",
            example: """
                services:
                  web:
                    image: nginx
                    env_file: .
                """,
            remedy: "Name a file in place of the directory, or make the file readable."
        ),
        DiagnosticPage(
            .malformedProjectName,
            "the project has no name that can be used",
            why:
                "A name has lower-case letters, digits, '-' and '_', and begins with a letter or digit; what is not given is made of the directory's name.",
            example: "engarde -p 'My App' up",
            remedy: "Give a name with '-p', with 'COMPOSE_PROJECT_NAME', or with 'name:' in the Compose file."
        ),
        DiagnosticPage(
            .projectEmpty,
            "there is nothing in the Compose file",
            why: "The file has no attributes, only comments or nothing at all.",
            example: "# services are still to come",
            remedy: "Define services below 'services:'."
        ),
        DiagnosticPage(
            .malformedEnvironmentFile,
            "an env file cannot be read as assignments",
            why: "A line of an env file or label file is not of the form NAME=VALUE, or a quote in it is not closed.",
            example: "MY NAME=value",
            remedy: "Correct the place that the caret shows."
        ),
        DiagnosticPage(
            .limitExceeded,
            "something is larger than is read",
            why:
                "Small files can stand for endless work, so there are limits on sizes, depths and counts; the message names the one that was met.",
            example: """
                services:
                  web:
                    image: nginx
                    ports: ['1-65535/tcp', '1-65535/udp', '1-65535/sctp']
                """,
            remedy: "Look whether it is meant that way, and write less of it."
        ),
        DiagnosticPage(
            .editOutdated,
            "a file has changed since an edit of it was made",
            why: "Somebody else has written the file in the meantime.",
            example: "services: {web: {image: nginx}}",
            remedy: "Make the edit again."
        ),
        DiagnosticPage(
            .editRefused,
            "an edit cannot be made in a file",
            why:
                "What is to be edited is not written there, is written in an unusual way, or would no longer be the YAML of one value.",
            example: "? [services]",
            remedy: "Edit the file by hand."
        ),
    ]
}
