import ComposeModel
import EngineAPI
import OrderedCollections
import Reconciliation
import Testing

/// No value that could be a secret is in a label that EnGarde writes, or in the text of a plan.
@Suite struct SecrecyTests {
    /// Every value that could be a secret is `secret-` and a word of its own; `$R` is the round, to change them all.
    private static let text = """
        services:
          web:
            image: web
            build: {context: ., args: {ARG: secret-argument-$R}, labels: {b: secret-build-label-$R}}
            environment: {PLAIN: secret-environment-$R, API_TOKEN: secret-token-$R, DEBUG: "$FLAG"}
            env_file: [web.env]
            command: ["serve", "--password=secret-command-$R"]
            entrypoint: ["run", "secret-entrypoint-$R"]
            healthcheck: {test: ["CMD", "check", "secret-check-$R"]}
            labels: {team: secret-label-$R}
            annotations: {note: secret-annotation-$R}
            sysctls: {kernel.domainname: secret-sysctl-$R}
            logging: {driver: splunk, options: {splunk-token: secret-option-$R}}
            storage_opt: {size: secret-storage-$R}
            extra_hosts: ["secret-host-$R:1.2.3.4"]
            security_opt: ["seccomp:secret-security-$R"]
            secrets: [key]
            configs: [settings]
            post_start: [{command: ["sh", "-c", "secret-hook-$R"], environment: {A: secret-hook-variable-$R}}]
        secrets: {key: {file: ./key}}
        configs: {settings: {file: ./settings}}
        """

    private func fixture(round: Int) throws -> PlanFixture {
        var fixture = try PlanFixture(
            Self.text,
            files: [
                "/shop/.env": "R=\(round)\nFLAG=\(round == 1)\n", "/shop/web.env": "FILE=secret-file-\(round)\n",
                "/shop/key": "secret-key-\(round)", "/shop/settings": "secret-settings-\(round)",
            ]
        )
        fixture.observed.images["web"] = "sha256:web"
        return fixture
    }

    /// The labels that EnGarde adds to a container, whatever the user's own are.
    private func addedLabels(_ fixture: PlanFixture) -> String {
        fixture.observed.containers.flatMap(\.labels).filter { $0.key != "team" }.map { "\($0)=\($1)" }.sorted()
            .joined(separator: "\n")
    }

    @Test func noLabelHoldsAValue() throws {
        var fixture = try fixture(round: 1)
        try fixture.carryOut()
        let labels = addedLabels(fixture)
        #expect(labels.contains("dev.engarde.fingerprint="))
        #expect(labels.contains("environment.API_TOKEN"))
        #expect(!labels.contains("secret-") && !labels.contains("serve"), "\(labels)")
    }

    @Test func aPlanNamesWhatChangedAndShowsNoValue() throws {
        var running = try fixture(round: 1)
        try running.carryOut()
        var changed = try fixture(round: 2)
        changed.observed = running.observed
        let cause = try #require(try changed.outcome().plan.steps.first?.cause)
        #expect(
            cause == """
                annotations.note changed, command changed, entrypoint changed, environment.API_TOKEN changed, \
                environment.DEBUG: true → false, environment.FILE changed, environment.PLAIN changed, \
                extra_hosts changed, healthcheck.test changed, labels.team changed, \
                logging.options.splunk-token changed, security_opt changed, storage_opt.size changed, \
                sysctls.kernel.domainname changed
                """
        )
        #expect(!(try changed.plan()).contains("secret-"))
    }

    @Test func whoAsksForItSeesWhatChanged() throws {
        var running = try fixture(round: 1)
        try running.carryOut()
        var changed = try fixture(round: 2)
        changed.observed = running.observed
        changed.options.disclosesValues = true
        let cause = try #require(try changed.outcome().plan.steps.first?.cause)
        #expect(cause.contains("environment.API_TOKEN: secret-token-1 → secret-token-2, "), "\(cause)")
        #expect(cause.contains("labels.team: secret-label-1 → secret-label-2, "), "\(cause)")
    }

    @Test func whatEarlierVersionsWroteIsUnderstoodWithoutShowingIt() throws {
        var fixture = try fixture(round: 1)
        try fixture.carryOut()
        let service = try #require(fixture.project.services["web"])
        let blueprint = try ContainerBlueprint(of: service, in: fixture.project)
        fixture.change("shop-web-1") { container in
            container.labels["dev.engarde.fingerprint"] = nil
            container.labels["dev.engarde.blueprint"] = blueprint.json
        }
        let unchanged = try fixture.outcome()
        #expect(unchanged.plan.text == "")
        #expect(
            unchanged.warnings == [
                "the label 'dev.engarde.blueprint', which an earlier version wrote, shows the environment of shop-web-1; replace what has it with '--force-recreate'"
            ]
        )
        var changed = try self.fixture(round: 2)
        changed.observed = fixture.observed
        let outcome = try changed.outcome()
        #expect(outcome.plan.text.contains("environment.DEBUG: true → false, environment.FILE changed"))
        #expect(!outcome.plan.text.contains("secret-") && outcome.warnings == [])
        try changed.carryOut()
        #expect(!addedLabels(changed).contains("secret-") && !addedLabels(changed).contains("dev.engarde.blueprint"))
    }

    @Test func equalValuesHaveOtherHashesInOtherContainers() throws {
        var fixture = try PlanFixture("services: {w: {image: w, network_mode: none, environment: {A: x}, scale: 2}}")
        try fixture.carryOut()
        let labels = fixture.observed.containers.map { $0.labels["dev.engarde.fingerprint"] }
        #expect(labels.count == 2 && labels[0] != labels[1])
    }

    @Test func theLabelIsSmall() throws {
        let variables = (1...100).map { "VARIABLE_\($0): '\(String(repeating: "x", count: 1_000))'" }
        var fixture = try PlanFixture(
            "services: {w: {image: w, network_mode: none, environment: {\(variables.joined(separator: ", "))}}}"
        )
        try fixture.carryOut()
        let label = try #require(fixture.observed.containers.first?.labels["dev.engarde.fingerprint"])
        #expect(label.utf8.count < 6_000, "\(label.utf8.count)")
    }

    /// Some attribute before and after, and how a plan puts the change.
    private struct Change: Sendable, CustomTestStringConvertible {
        var before: String
        var after: String
        var cause: String
        var testDescription: String { cause }
    }

    private static let changes: [Change] = [
        Change(before: "image: a", after: "image: b", cause: "image: a → b"),
        Change(
            before: "ports: ['80:80']",
            after: "ports: ['127.0.0.1:81:80']",
            cause: "ports.80/tcp: 80 → 127.0.0.1:81"
        ),
        Change(before: "restart: always", after: "restart: on-failure:3", cause: "restart: always → on-failure:3"),
        Change(before: "user: '1'", after: "tty: false", cause: "user: 1 → unset"),
        Change(before: "tty: false", after: "cpus: 1.5", cause: "cpus: unset → 1.5"),
        Change(before: "volumes: ['/a:/d']", after: "volumes: ['/b:/d:ro']", cause: "volumes./d: /a → /b:ro"),
        Change(before: "environment: {A: one}", after: "environment: {A: two}", cause: "environment.A changed"),
        Change(before: "environment: {A: one}", after: "environment: {}", cause: "environment.A removed"),
        Change(before: "environment: {}", after: "environment: {A: one}", cause: "environment.A added"),
        Change(before: "environment: {A: '1'}", after: "environment: {A: info}", cause: "environment.A: 1 → info"),
        Change(before: "environment: {A: '1'}", after: "environment: {A: '12345'}", cause: "environment.A changed"),
        Change(before: "environment: {PIN: '1'}", after: "environment: {PIN: '2'}", cause: "environment.PIN changed"),
        Change(before: "command: a b", after: "command: a c", cause: "command changed"),
    ]

    @Test(arguments: changes) private func aChangeIsShownAsFarAsItIsNoSecret(change: Change) throws {
        func service(_ attribute: String) -> String {
            "services: {w: {\(attribute.hasPrefix("image") ? "" : "image: w, ")network_mode: bridge, \(attribute)}}"
        }
        var fixture = try PlanFixture(service(change.before))
        try fixture.carryOut()
        fixture.project = try PlanFixture(service(change.after)).project
        #expect(try fixture.outcome().plan.steps.first?.cause == change.cause)
    }
}
