import Testing

/// Items of lists that YAML takes for mappings because of a colon.
@Suite struct AccidentalMappingTests {
    @Test func aTextWithAColonInAListIsToBeQuoted() {
        let text = """
            services:
              web:
                image: x
                command:
                  - sh
                  - echo foo: bar
                environment:
                  - A=foo: bar

            """
        #expect(
            Loading(text).failure() == """
                error: 'services.web.command[1]' is meant as a string, but its ':' makes it a mapping
                  --> compose.yaml:6:9
                  |
                6 |       - …
                  |         ^

                hint: write "echo foo: …" in quotes

                error: 'services.web.environment[0]' is meant as a string, but its ':' makes it a mapping
                  --> compose.yaml:8:9
                  |
                8 |       - A=…: …
                  |         ^

                hint: write the item in quotes
                """
        )
    }

    @Test(arguments: [
        ("command: [sh, -c, echo foo: bar]", "write \"echo foo: …\" in quotes"),
        ("command: [sh, -c, 'echo foo': 1]", "write \"echo foo: …\" in quotes"),
        ("command: [sh, -c, echo it's \\t: x]", "write 'echo it''s \\t: …' in quotes"),
        ("entrypoint: [echo foo: ]", "write \"echo foo:\" in quotes"),
        ("environment: [A: b]", "write \"A=…\""),
        ("environment: [A: ]", "write \"A\""),
        ("labels: [a.b: 1]", "write \"a.b=1\""),
        ("extra_hosts: [db: 1.2.3.4]", "write \"db=1.2.3.4\""),
        ("ports: [127.0.0.1:80: 80]", "write \"127.0.0.1:80:80\", without a space behind the colon"),
        ("volumes: [./a: /b]", "write \"./a:/b\", without a space behind the colon"),
        ("dns: [a: b]", "write \"a: b\" in quotes"),
        ("healthcheck: {test: [CMD, echo a: b]}", "write \"echo a: …\" in quotes"),
    ])
    func theHintSaysWhatToWrite(attribute: String, hint: String) {
        let failure = Loading("services:\n  web:\n    image: x\n    \(attribute)\n").failure()
        #expect(failure.contains("is meant as a string, but its ':' makes it a mapping\n"), "\(failure)")
        #expect(failure.hasSuffix("\nhint: \(hint)"), "\(failure)")
    }

    @Test func aMappingInPlaceOfANameLosesItsDash() {
        let text =
            "services:\n  web:\n    image: x\n    depends_on:\n      - db: {condition: service_healthy}\n  db: {image: x}\n"
        #expect(
            Loading(text).failure() == """
                error: 'services.web.depends_on[0]' must be a string, not a mapping
                  --> compose.yaml:5:9
                  |
                5 |       - db: {condition: service_healthy}
                  |         ^

                hint: leave out the '-' in front of 'db'
                """
        )
    }

    @Test func whatIsWrittenAsAMappingIsCalledOne() {
        let failure = Loading("services: {web: {image: x, command: [sh, {echo foo: bar}]}}\n").failure()
        #expect(failure.hasPrefix("error: 'services.web.command[1]' must be a string, not a mapping\n"), "\(failure)")
        #expect(!failure.contains("hint"))
    }

    @Test func attributesInAListOfMappingsStayAttributes() {
        let failure = Loading("services:\n  web:\n    image: x\n    volumes:\n      - targt: /d\n").failure()
        #expect(failure.hasPrefix("error: unknown attribute 'targt' in 'services.web.volumes[0]'\n"), "\(failure)")
    }
}
