import ComposeLoader
import Testing

/// Values that are missing, or are of a kind that only looks right.
@Suite struct EmptyValueTests {
    private func failure(_ attribute: String, line: Int = 4) -> [String] {
        Loading("services:\n  web:\n    image: x\n    \(attribute)\n").failure().split(separator: "\n")
            .filter { !$0.contains("|") }.map(String.init)
    }

    @Test(arguments: [
        ("environment: [A=1, null]", "environment[1]", 24), ("labels: [A=1, null]", "labels[1]", 19),
        ("annotations: [A=1, null]", "annotations[1]", 24), ("sysctls: [A=1, null]", "sysctls[1]", 20),
        ("build: {args: [A=1, null]}", "build.args[1]", 25), ("build: {labels: [A=1, null]}", "build.labels[1]", 27),
        ("build: {additional_contexts: [null]}", "build.additional_contexts[0]", 35),
        ("deploy: {labels: [A=1, null]}", "deploy.labels[1]", 28), ("dns: [1.1.1.1, null]", "dns[1]", 20),
        ("depends_on: [null]", "depends_on[0]", 18), ("networks: [null]", "networks[0]", 16),
        ("extra_hosts: [null]", "extra_hosts[0]", 19),
        ("post_start: [{command: a, environment: [null]}]", "post_start[0].environment[0]", 45),
        ("volumes: [{type: volume, target: /a, volume: {labels: [null]}}]", "volumes[0].volume.labels[0]", 60),
    ])
    func anEmptyItemOfAListIsRefused(attribute: String, path: String, column: Int) {
        #expect(
            failure(attribute) == [
                "error: 'services.web.\(path)' must be a string, but it is empty", "  --> compose.yaml:4:\(column)",
            ]
        )
    }

    @Test func anEmptyItemIsRefusedInEveryLayer() {
        let loading = Loading(
            layers: "services:\n  web:\n    image: x\n    environment:\n      -\n",
            "services:\n  web:\n    environment: !override [A=1]\n"
        )
        #expect(
            loading.failure() == """
                error: 'services.web.environment[0]' must be a string, but it is empty
                  --> a.yaml:5:8
                  |
                5 |       -
                  |        ^
                """
        )
    }

    @Test(arguments: ["secrets", "configs"])
    func aReferenceNeedsASource(attribute: String) {
        #expect(
            failure("\(attribute): [{}]") == [
                "error: 'services.web.\(attribute)[0]' has no 'source'", "  --> compose.yaml:4:15",
            ]
        )
        #expect(failure("\(attribute): [{target: a}]").first == "error: 'services.web.\(attribute)[0]' has no 'source'")
    }

    @Test func aBuildSecretNeedsASource() {
        #expect(
            failure("build: {secrets: [{}]}") == [
                "error: 'services.web.build.secrets[0]' has no 'source'", "  --> compose.yaml:4:23",
            ]
        )
    }

    @Test func anAdditionalContextNeedsAValue() {
        #expect(
            failure("build: {additional_contexts: [\"-\"]}") == [
                "error: '-' has no value", "  --> compose.yaml:4:35", "hint: write 'NAME=VALUE'",
            ]
        )
        #expect(
            failure("build: {additional_contexts: {base: }}") == [
                "error: 'base' has no value", "  --> compose.yaml:4:35",
            ]
        )
    }

    @Test func aFractionIsNoPortAndNoGroup() {
        #expect(
            failure("ports: [1e3]") == [
                "error: 'services.web.ports[0]' must be a string or a whole number or a mapping, not '1e3'",
                "  --> compose.yaml:4:13", "hint: write '1000'",
            ]
        )
        #expect(
            failure("ports: [80.5]") == [
                "error: 'services.web.ports[0]' must be a string or a whole number or a mapping, not '80.5'",
                "  --> compose.yaml:4:13",
            ]
        )
        for attribute in ["expose", "group_add"] {
            #expect(
                failure("\(attribute): [1.0]") == [
                    "error: 'services.web.\(attribute)[0]' must be a string or a whole number, not '1.0'",
                    "  --> compose.yaml:4:\(attribute.count + 8)", "hint: write '1'",
                ]
            )
        }
    }

    @Test func aStartIntervalNeedsAStartPeriod() throws {
        #expect(
            failure("healthcheck: {test: x, start_interval: 5s}") == [
                "error: service 'web': healthcheck.start_interval requires healthcheck.start_period to be set",
                "  --> compose.yaml:4:28", "hint: add 'start_period', during which it applies",
            ]
        )
        _ = try Loading(
            layers: "services:\n  web:\n    image: x\n    healthcheck: {test: x, start_interval: 5s}\n",
            "services:\n  web:\n    healthcheck: {start_period: 1m}\n"
        ).run()
    }

    @Test func theSpaceThatIsMissingIsShown() {
        #expect(
            Loading("services:\n  web:\n    image:nginx\n").failure() == """
                error: 'services.web' must be a mapping, not a string
                  --> compose.yaml:3:5
                  |
                3 |     image:nginx
                  |     ^^^^^^^^^^^

                hint: write 'image: nginx', with a space behind the colon
                """
        )
        #expect(
            failure("ports:\n      -80\n      -81") == [
                "error: 'services.web.ports' must be a list, not a string", "  --> compose.yaml:5:7",
                "hint: write a space behind each '-'",
            ]
        )
    }
}
