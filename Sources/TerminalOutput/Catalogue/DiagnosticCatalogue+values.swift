import Diagnostics

extension DiagnosticCatalogue {
    static let values: [DiagnosticPage] = [
        DiagnosticPage(
            .malformedDuration,
            "a duration is malformed",
            why: "Durations are numbers with units, from the largest to the smallest: 'h', 'm', 's', 'ms', 'us'.",
            example: """
                services:
                  web:
                    image: nginx
                    stop_grace_period: soon
                """,
            remedy: "Write it like '30s' or '1m30s'."
        ),
        DiagnosticPage(
            .malformedSize,
            "a size is malformed",
            why: "Sizes are a number with or without a unit: 'b', 'k', 'm', 'g', 't'.",
            example: """
                services:
                  web:
                    image: nginx
                    mem_limit: much
                """,
            remedy: "Write it like '512m' or '1.5g'."
        ),
        DiagnosticPage(
            .malformedPort,
            "a port or a range of ports is malformed",
            why:
                "Ports are numbers from 0 to 65535, ranges are 'FIRST-LAST', and a range of the host is as long as that of the container.",
            example: """
                services:
                  web:
                    image: nginx
                    ports: ['80:eighty']
                """,
            remedy: "Write '[HOST_IP:][HOST_PORT:]CONTAINER_PORT[/PROTOCOL]'."
        ),
        DiagnosticPage(
            .malformedMount,
            "the short form of a mount is malformed",
            why: "It has one to three fields with colons between them, none of them empty.",
            example: """
                services:
                  web:
                    image: nginx
                    volumes: ['data::/data']
                """,
            remedy: "Write '[SOURCE:]TARGET[:OPTIONS]', or the mount as a mapping."
        ),
        DiagnosticPage(
            .malformedDevice,
            "the short form of a device is malformed",
            why: "It has one to three fields with colons between them: source, target and permissions.",
            example: """
                services:
                  web:
                    image: nginx
                    devices: ['/dev/a:/dev/b:rwm:all']
                """,
            remedy: "Write it as a mapping with 'source', 'target' and 'permissions'."
        ),
        DiagnosticPage(
            .malformedAddress,
            "an address is malformed or missing",
            why: "'host_ip' is an IP address; an item of 'extra_hosts' is a host and its address.",
            example: """
                services:
                  web:
                    image: nginx
                    extra_hosts: [db]
                """,
            remedy: "Write the address, as in 'db=10.0.0.5'."
        ),
        DiagnosticPage(
            .malformedCommand,
            "a command cannot be split into words",
            why:
                "A quote in it is not closed, it ends with a backslash, or a parenthesis stands outside of quotes; no shell reads it.",
            example: """
                services:
                  web:
                    image: nginx
                    command: echo 'hello
                """,
            remedy: "Write the words as a list, or '[sh, -c, …]' if a shell is meant."
        ),
        DiagnosticPage(
            .malformedAssignment,
            "an item is not an assignment",
            why: "The list is made of items of the form NAME=VALUE, without a space before '='.",
            example: """
                services:
                  web:
                    image: nginx
                    environment: ['NAME =value']
                """,
            remedy: "Write 'NAME=VALUE', or use a mapping."
        ),
        DiagnosticPage(
            .malformedHealthcheck,
            "the test of a health check does not say how it is run",
            why: "A list begins with 'CMD' for a program, with 'CMD-SHELL' for the shell, or is '[NONE]'.",
            example: """
                services:
                  web:
                    image: nginx
                    healthcheck:
                      test: [curl, localhost]
                """,
            remedy: "Begin the list with 'CMD', or write the command as one text."
        ),
        DiagnosticPage(
            .malformedValue,
            "a value cannot be read",
            why: "It has the right type, but not the form that the attribute needs.",
            example: """
                services:
                  web:
                    image: nginx
                    gpus: [{count: many}]
                """,
            remedy: "Write the value in the form that the message names."
        ),
    ]
}
