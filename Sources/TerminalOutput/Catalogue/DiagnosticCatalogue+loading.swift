import Diagnostics

extension DiagnosticCatalogue {
    static let loading: [DiagnosticPage] = [
        DiagnosticPage(
            .projectNotFound,
            "the Compose file is not found, or the project has no name",
            why:
                "No 'compose.yaml' is in the directory or above it, the file named with '-f' is missing, or no valid name results.",
            example: "engarde -f missing.yaml up",
            remedy: "Change to the project's directory, or name its file with '-f' and its name with '-p'."
        ),
        DiagnosticPage(
            .environmentFile,
            "an env file for variables is missing or malformed",
            why: "The file '.env', or one named with '--env-file', cannot be read as lines of NAME=VALUE.",
            example: "engarde --env-file missing.env up",
            remedy: "Correct the line or the name of the file."
        ),
        DiagnosticPage(
            .malformedYAML,
            "a file cannot be read as YAML",
            why:
                "The file is missing, is no text, or breaks a rule of YAML, such as one on indentation or on keys that occur twice.",
            example: """
                services:
                  web:
                   image: nginx
                    ports: []
                """,
            remedy: "Correct the place that the caret shows."
        ),
        DiagnosticPage(
            .interpolation,
            "a variable cannot be replaced",
            why: "A required variable is not set, or the expression behind '$' is malformed.",
            example: "image: app:${TAG:?say which}",
            remedy: "Set the variable in the shell or in '.env', or write '$$' for a dollar sign."
        ),
        DiagnosticPage(
            .include,
            "an included project cannot be taken in",
            why: "The included file is missing, includes itself, or defines what is defined already.",
            example: """
                include:
                  - missing.yaml
                """,
            remedy: "Correct the path, which is relative to the including file."
        ),
        DiagnosticPage(
            .schema,
            "an attribute is unknown or has the wrong type",
            why: "The Compose specification does not have the attribute at this place, or wants another type there.",
            example: """
                services:
                  web:
                    imagee: nginx
                """,
            remedy: "Correct the name or the value; 'x-' begins the names of your own attributes."
        ),
        DiagnosticPage(
            .extends,
            "a service cannot be extended",
            why: "The service or the file that 'extends' names is missing, or services extend each other in a circle.",
            example: """
                services:
                  web:
                    extends: missing
                """,
            remedy: "Name a service that exists, and break the circle."
        ),
        DiagnosticPage(
            .merge,
            "files cannot be laid over one another",
            why: "A later file gives an attribute a value that cannot be laid over that of an earlier one.",
            example: "engarde -f compose.yaml -f override.yaml up",
            remedy: "Make the two values of one form, or replace the earlier one with '!override'."
        ),
        DiagnosticPage(
            .inconsistent,
            "attributes do not go together",
            why:
                "Each value is right by itself, but together they make no sense, such as a dependency on a service that does not exist.",
            example: """
                services:
                  web:
                    image: nginx
                    depends_on: [db]
                """,
            remedy: "Define what is missing, or remove one of the two attributes."
        ),
        DiagnosticPage(
            .malformedValue,
            "a value cannot be read",
            why: "The value has the right type, but not the form of a duration, a size, a port or the like.",
            example: "ports: ['80:eighty']",
            remedy: "Write the value in the form that the message names."
        ),
        DiagnosticPage(
            .serviceFile,
            "an env file or label file of a service cannot be used",
            why: "A file below 'env_file' or 'label_file' is missing or malformed.",
            example: "env_file: missing.env",
            remedy: "Correct the file, or allow it to be missing with 'required: false'."
        ),
    ]
}
