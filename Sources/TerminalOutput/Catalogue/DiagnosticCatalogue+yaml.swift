import Diagnostics

extension DiagnosticCatalogue {
    static let yaml: [DiagnosticPage] = [
        DiagnosticPage(
            .malformedYAML,
            "a file is not valid YAML",
            why:
                "A rule of YAML is broken, such as a space, a comma or a dash that is missing; the message says which.",
            example: """
                services:
                  web:
                    image: nginx
                    command: | echo hello
                """,
            remedy: "Correct the place that the caret shows."
        ),
        DiagnosticPage(
            .wrongIndentation,
            "a line is not indented like those it belongs to",
            why: "The keys of a mapping, and the items of a list, stand below each other.",
            example: """
                services:
                  web:
                    image: nginx
                   ports: []
                """,
            remedy: "Indent the line like the line that the message names."
        ),
        DiagnosticPage(
            .tabInIndentation,
            "there is a tab in the indentation",
            why: "YAML allows only spaces there; a tab, or a space of another kind, often comes from copying.",
            example: """
                services:
                \tweb: {image: nginx}
                """,
            remedy: "Replace it by spaces, and let your editor indent with spaces."
        ),
        DiagnosticPage(
            .unbalancedQuotes,
            "a quote or a bracket does not match",
            why:
                "A quote or a bracket is opened and not closed, or the other way round, or text stands behind the closing one.",
            example: """
                services:
                  web:
                    image: nginx
                    command: "echo hello
                """,
            remedy: "Close it where the text or the list ends."
        ),
        DiagnosticPage(
            .quotesMissing,
            "a text needs quotes",
            why:
                "Without quotes ': ' begins a value, and some first characters such as '@' or '%' mean something; in double quotes a backslash begins an escape.",
            example: """
                services:
                  web:
                    image: nginx
                    command: echo note: this
                """,
            remedy: "Put the text in single quotes."
        ),
        DiagnosticPage(
            .mergeConflict,
            "a file has a merge conflict",
            why: "Version control left the lines '<<<<<<<', '=======' and '>>>>>>>' to be resolved.",
            example: """
                services:
                  web:
                <<<<<<< HEAD
                    image: nginx:1
                =======
                    image: nginx:2
                >>>>>>> other
                """,
            remedy: "Keep one side, and remove the three lines."
        ),
        DiagnosticPage(
            .duplicateKey,
            "a key is defined twice",
            why: "A mapping can have a key only once; which of the two values is meant cannot be known.",
            example: """
                services:
                  web:
                    image: nginx
                    image: httpd
                """,
            remedy: "Keep one of the two."
        ),
        DiagnosticPage(
            .keyNotString,
            "a key is not a text",
            why:
                "Keys that look like a number, like true or false, or like nothing are none to YAML; nor are lists and mappings.",
            example: """
                services:
                  web:
                    image: nginx
                    labels:
                      1: one
                """,
            remedy: "Write the key in quotes."
        ),
        DiagnosticPage(
            .unusableAlias,
            "an alias or a merge key cannot be used",
            why: "'*name' needs '&name' above it, an anchor cannot contain itself, and '<<' takes over mappings only.",
            example: """
                services:
                  web:
                    image: *base
                """,
            remedy: "Define the anchor above its first use, or write the value out."
        ),
        DiagnosticPage(
            .notText,
            "a file or a value is not text",
            why:
                "It has bytes that are not UTF-8 or are control characters, or '!!binary' stands before something else than Base64.",
            example: """
                configs:
                  page:
                    content: !!binary '%%'
                """,
            remedy: "Save the file as UTF-8, or remove the character that the caret shows."
        ),
    ]
}
