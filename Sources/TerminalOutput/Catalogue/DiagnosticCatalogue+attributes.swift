import Diagnostics

extension DiagnosticCatalogue {
    static let attributes: [DiagnosticPage] = [
        DiagnosticPage(
            .variableMissing,
            "a required variable has no value",
            why: "'${NAME:?reason}' refuses an empty value, and '${NAME?reason}' one that is not set.",
            example: """
                services:
                  web:
                    image: app:${TAG:?say which}
                """,
            remedy: "Set the variable in the shell or in '.env'."
        ),
        DiagnosticPage(
            .malformedVariable,
            "the expression of a variable is malformed",
            why: "Behind '$' stands a name, or one in braces with an operator such as ':-', ':?' or ':+'.",
            example: """
                services:
                  web:
                    image: app:${1TAG}
                """,
            remedy: "Correct the expression, or write '$$' for a dollar sign."
        ),
        DiagnosticPage(
            .unknownAttribute,
            "an attribute is unknown",
            why:
                "The Compose specification does not have it at this place; often it is misspelt, or indented too little or too much.",
            example: """
                services:
                  web:
                    imagee: nginx
                """,
            remedy: "Correct the name or the place; 'x-' begins the names of your own attributes."
        ),
        DiagnosticPage(
            .wrongType,
            "a value has the wrong type",
            why: "The attribute is a text, a number, a list or a mapping, and another one of these stands there.",
            example: """
                services:
                  web:
                    image: nginx
                    ports: 80
                """,
            remedy: "Write the value in the type that the message names; quotes make a text of a number."
        ),
        DiagnosticPage(
            .attributeEmpty,
            "an attribute that needs a value is empty",
            why: "Nothing stands behind its colon or its dash, often since what follows is indented too little.",
            example: "services:",
            remedy: "Give it a value, or remove it."
        ),
        DiagnosticPage(
            .attributeMissing,
            "an attribute that is needed is missing",
            why: "Without it the value that it belongs to means nothing.",
            example: """
                services:
                  web:
                    image: nginx
                    ports: [{published: 80}]
                """,
            remedy: "Add the attribute."
        ),
        DiagnosticPage(
            .unknownValue,
            "a value is none of those that are allowed",
            why: "The attribute has a fixed set of values; the message lists them.",
            example: """
                services:
                  web:
                    image: nginx
                    restart: sometimes
                """,
            remedy: "Choose one of them."
        ),
        DiagnosticPage(
            .valueOutOfRange,
            "a number is too small or too large",
            why: "The attribute allows only numbers of a range.",
            example: """
                services:
                  web:
                    image: nginx
                    oom_score_adj: 5000
                """,
            remedy: "Choose a number of the range that the message names."
        ),
        DiagnosticPage(
            .malformedName,
            "a name has characters that it may not have",
            why: "Names of services, containers, hosts and the like are made of letters, digits, '_', '.' and '-'.",
            example: """
                services:
                  my app:
                    image: nginx
                """,
            remedy: "Choose another name."
        ),
        DiagnosticPage(
            .itemRepeated,
            "a list has an item twice",
            why: "The items of the list are a set, so that one of the two is probably meant to be another one.",
            example: """
                services:
                  web:
                    image: nginx
                    depends_on: [db, db]
                  db:
                    image: postgres
                """,
            remedy: "Remove or correct one of the two."
        ),
        DiagnosticPage(
            .accidentalMapping,
            "a text became a mapping by its colon",
            why: "An item of a list that contains ': ' without being in quotes is a mapping to YAML.",
            example: """
                services:
                  web:
                    image: nginx
                    command:
                      - echo
                      - note: this
                """,
            remedy: "Write the item in quotes."
        ),
    ]
}
