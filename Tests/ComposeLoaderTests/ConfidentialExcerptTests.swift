import ComposeLoader
import Testing

/// What is left of a line with something secret: the keys, and the caret under what it was under.
@Suite struct ConfidentialExcerptTests {
    /// Lines of service `web`, and what is shown of the one with a mistake.
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let lines: [String]
        let excerpt: [String]

        init(_ lines: String..., shows excerpt: String...) {
            testDescription = lines.joined(separator: " / ")
            self.lines = lines
            self.excerpt = excerpt
        }
    }

    @Test(arguments: cases) func valuesAreLeftOut(_ item: Case) {
        let text = "services:\n  web:\n    image: x\n" + item.lines.map { "    \($0)\n" }.joined()
        let lines = Loading(text).failure().split(separator: "\n").map(String.init)
        let shown = lines.drop { !$0.hasSuffix(" |") }.dropFirst().prefix(2).map { String($0.dropFirst(4)) }
        #expect(Array(shown) == item.excerpt.map { "    " + $0 })
    }

    static let cases = [
        Case(
            "environment: [DB_PASSWORD=x, null]",
            shows: "environment: [DB_PASSWORD=…, null]",
            "                             ^^^^"
        ),
        Case(
            "environment: {A: \"a b\", LOG: debug, DB_PASSWORD: {ENV: s3cr3t}}",
            shows: "environment: {A: \"…\", LOG: debug, DB_PASSWORD: {…}}",
            "                                               ^"
        ),
        Case(
            "environment:",
            "  - DB_PASSWORD=a b",
            "  - [c]",
            shows: "  - […]",
            "    ^"
        ),
        Case(
            "environment:",
            "  URL: pg://u:p@${HOST:?}:${PORT:-5432}/x",
            shows: "  URL: …${HOST…${PORT…",
            "        ^^^^^^"
        ),
        Case(
            "environment:",
            "  DB_PASSWORD: \"abc",
            shows: "  DB_PASSWORD: \"…",
            "               ^"
        ),
        Case(
            "environment:",
            "  DB_PASSWORD: ab: c",
            shows: "  DB_PASSWORD: …",
            "               ^"
        ),
        Case(
            "command: [sh, -c, {a: b}]",
            shows: "command: [\u{2026}, …, {…}]",
            "                ^"
        ),
        Case(
            "healthcheck: {test: [CMD, a, b], interval: often}",
            shows: "healthcheck: {test: [CMD, …, …], interval: often}",
            "                                           ^^^^^"
        ),
        Case(
            "build: {context: 'https://u:p@host/x.git', contxt: ./a}",
            shows: "build: {context: 'https://u:…@host/x.git', contxt: ./a}",
            "                                           ^^^^^^"
        ),
        Case(
            "environment:",
            "  <<: *defaults",
            "  DB_PASSWORD: abc",
            shows: "  <<: *defaults",
            "      ^^^^^^^^^"
        ),
        Case("imge: nginx", shows: "imge: nginx", "^^^^"),
        Case("enviroment: {A: b}", shows: "enviroment: {A: …}", "^^^^^^^^^^"),
        Case("ports: [\"a:80\"]", shows: "ports: [\"a:80\"]", "        ^^^^^^"),
        Case("volumes:", "  - data:/x:/y:z", shows: "  - data:/x:/y:z", "    ^^^^^^^^^^^^"),
        Case("image nginx", shows: "image nginx", "^^^^^^^^^^^"),
    ]

    @Test func aValueThatAVariableBroughtIsQuotedAsItIsWritten() {
        let loading = Loading("services:\n  web:\n    image: x\n    ports: [\"${PASS}:80\"]\n    mem_limit: ${PASS}\n")
            .with { $0.environment["PASS"] = "hunter2" }
        #expect(
            loading.failure() == """
                error: '${PASS}:80' is not a port: '${PASS}' is not a port number from 0 to 65535
                  --> compose.yaml:4:13
                  |
                4 |     ports: ["${PASS}:80"]
                  |             ^^^^^^^^^^^^

                hint: write '[HOST_IP:][HOST_PORT:]CONTAINER_PORT[/PROTOCOL]'

                error: 'services.web.mem_limit' must be a size, not '${PASS}'
                  --> compose.yaml:5:16
                  |
                5 |     mem_limit: ${PASS}
                  |                ^^^^^^^

                hint: write a number and a unit, such as '512m' or '1.5g'
                """
        )
    }

    @Test func ofAnEnvFileOnlyTheNamesAreShown() {
        let loading = Loading(files: [
            "compose.yaml": "services: {web: {image: x, env_file: app.env}}", "app.env": "A=1\nDB_PASSWORD=\"abc\n",
        ])
        #expect(
            loading.failure() == """
                error: the quoted value is not closed
                  --> app.env:2:13
                  |
                2 | DB_PASSWORD="…
                  |             ^

                hint: add a closing "
                """
        )
    }
}
