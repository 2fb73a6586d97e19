import ComposeLoader
import ComposeModel
import OrderedCollections
import Testing

/// One test a rule of merging, in the order of the table in the documentation.
@Suite struct MergeRuleTests {
    /// The service `web` after laying one text of attributes over another.
    private func merged(_ lower: String, _ upper: String) throws -> Service {
        try Loading(layers: service(lower), service(upper)).web()
    }

    private func service(_ attributes: String) -> String {
        "services:\n  web:\n    image: x\n" + attributes.split(separator: "\n").map { "    \($0)\n" }.joined()
    }

    @Test func scalarsAreReplaced() throws {
        #expect(try merged("hostname: a\nuser: u", "hostname: b").hostname == "b")
        #expect(try merged("hostname: a\nuser: u", "hostname: b").user == "u")
    }

    @Test func nullLeavesTheEarlierValue() throws {
        #expect(try merged("hostname: a", "hostname:").hostname == "a")
        #expect(try merged("ports: ['80']", "ports:").ports.map(\.target) == [80])
    }

    @Test func commandEntrypointAndHealthTestAreReplacedWhole() throws {
        #expect(try merged("command: [a, b]", "command: [c]").command == ["c"])
        #expect(try merged("entrypoint: [a, b]", "entrypoint: c d").entrypoint == ["c", "d"])
        #expect(try merged("command: [a, b]", "command:").command == nil)
        let check = try merged(
            "healthcheck: {test: [CMD, a, b], interval: 5s}",
            "healthcheck: {test: [CMD, c], timeout: 1s}"
        ).healthcheck
        #expect(check == Healthcheck(test: .exec(["c"]), interval: .seconds(5), timeout: .seconds(1)))
    }

    @Test func environmentLabelsAndTheLikeAreMergedByKeyInAnyForm() throws {
        let web = try merged(
            "environment: [A=1, B=1]\nlabels: {a: 1, b: 1}\nannotations: [a=1]\nsysctls: {net.a: 1}",
            "environment: {B: 2, C: 2}\nlabels: [b=2, c=2]\nannotations: {b: 2}\nsysctls: [net.b=2]"
        )
        #expect(web.environment == ["A": "1", "B": "2", "C": "2"])
        #expect(web.labels == ["a": "1", "b": "2", "c": "2"])
        #expect(web.annotations == ["a": "1", "b": "2"])
        #expect(web.security.sysctls == ["net.a": "1", "net.b": "2"])
    }

    @Test func aVariableWithoutValueTakesTheOneOfTheShell() throws {
        let loading = Loading(layers: service("environment: {A: file}"), service("environment: [A, B]"))
            .with { $0.environment["A"] = "shell" }
        #expect(try loading.web().environment == ["A": "shell", "B": nil])
    }

    @Test func buildArgumentsLabelsAndContextsAreMergedByKey() throws {
        let build = try merged(
            "build: {context: ., args: [A=1, B=1], labels: {a: 1}, additional_contexts: {x: ./x}}",
            "build: {args: {B: 2}, labels: [b=2], additional_contexts: [y=./y]}"
        ).build
        #expect(build?.arguments == ["A": "1", "B": "2"])
        #expect(build?.labels == ["a": "1", "b": "2"])
        #expect(build?.additionalContexts == ["x": "/project/x", "y": "/project/y"])
    }

    @Test func aShortBuildIsTheContextOfALongOne() throws {
        let build = try merged("build: {context: a, target: dev}", "build: b").build
        #expect(build?.context == "/project/b")
        #expect(build?.target == "dev")
    }

    @Test func nameServersAndTmpfsAreAppendedWithoutRepeats() throws {
        let web = try merged(
            "dns: 1.1.1.1\ndns_search: [a]\ndns_opt: [x]\ntmpfs: /a",
            "dns: [8.8.8.8, 1.1.1.1]\ndns_search: b\ndns_opt: [y]\ntmpfs: [/b, /a]"
        )
        #expect(web.dns == ["1.1.1.1", "8.8.8.8"])
        #expect(web.dnsSearch == ["a", "b"])
        #expect(web.dnsOptions == ["x", "y"])
        #expect(web.tmpfs.map(\.target) == ["/a", "/b"])
    }

    @Test func portsAreAppendedAndOnlyTheSameBindingIsReplaced() throws {
        let ports = try merged(
            "ports: ['80:80', '443:443']",
            "ports: ['8080:80', {target: 443, published: 443, app_protocol: https}]"
        ).ports
        #expect(ports.map { "\($0.published?.description ?? "-"):\($0.target)" } == ["80:80", "443:443", "8080:80"])
        #expect(ports[1].applicationProtocol == "https")
    }

    @Test func mountsAreReplacedByTarget() throws {
        let mounts = try merged("volumes: ['./a:/data', './b:/b']", "volumes: ['./c:/data:ro']").mounts
        #expect(
            mounts == [
                Mount(.bind(source: "/project/c", Mount.BindOptions()), at: "/data", readOnly: true),
                Mount(.bind(source: "/project/b", Mount.BindOptions()), at: "/b"),
            ]
        )
    }

    @Test func devicesAreReplacedByTarget() throws {
        let devices = try merged("devices: ['/dev/a:/dev/x']", "devices: ['/dev/b:/dev/x:r', /dev/c]").resources.devices
        #expect(
            devices == [
                DeviceMapping(source: "/dev/b", target: "/dev/x", permissions: "r"),
                DeviceMapping(source: "/dev/c", target: "/dev/c"),
            ]
        )
    }

    @Test func secretsAndConfigsAreReplacedByTarget() throws {
        let resources = "secrets: {a: {file: a}, b: {file: b}}\nconfigs: {a: {file: a}, b: {file: b}}\n"
        let web = try Loading(
            layers: resources + service("secrets: [a]\nconfigs: [a]"),
            service(
                "secrets: [{source: b, target: /run/secrets/a}, {source: a, mode: 0400}]\n"
                    + "configs: [{source: b, target: /a}]"
            )
        ).web()
        #expect(web.secrets == [SecretReference(source: "a", target: "/run/secrets/a", mode: 0o400)])
        #expect(web.configs == [ConfigReference(source: "b", target: "/a")])
    }

    @Test func capabilitiesExposeLinksAndProfilesAreAppendedWithoutRepeats() throws {
        let web = try Loading(
            layers: service("cap_add: [A]\ncap_drop: [X]\nexpose: [80]\nprofiles: [p]\nlinks: [db]")
                + "  db: {image: x}\n",
            service(
                "cap_add: [B, A]\ncap_drop: [X, Y]\nexpose: ['80', 81]\nprofiles: [q, p]\nlinks: ['db', 'db:alias']"
            )
        ).with { $0.request.profiles = ["p"] }.web()
        #expect(web.security.capabilitiesAdded == ["A", "B"])
        #expect(web.security.capabilitiesDropped == ["X", "Y"])
        #expect(web.expose.map(\.ports.lower) == [80, 81])
        #expect(web.profiles == ["p", "q"])
        #expect(web.links == [ServiceLink(to: "db"), ServiceLink(to: "db", alias: "alias")])
    }

    @Test func extraHostsAreAppendedWithoutRepeats() throws {
        let web = try merged("extra_hosts: ['a:1.1.1.1', 'b=2.2.2.2']", "extra_hosts: {a: 3.3.3.3, b: 2.2.2.2}")
        #expect(web.extraHosts == ["a": ["1.1.1.1", "3.3.3.3"], "b": ["2.2.2.2"]])
    }

    @Test func otherListsAreAppended() throws {
        let web = try merged(
            "security_opt: [a]\ngroup_add: [1]\nexternal_links: [a]\ndevelop: {watch: [{path: a, action: restart}]}",
            "security_opt: [b]\ngroup_add: [g]\nexternal_links: [b]\ndevelop: {watch: [{path: b, action: restart}]}"
        )
        #expect(web.security.options == ["a", "b"])
        #expect(web.groupAdd == ["1", "g"])
        #expect(web.externalLinks == ["a", "b"])
        #expect(web.watchRules.map(\.path) == ["/project/a", "/project/b"])
    }

    @Test func aRepeatedItemOfAListThatAllowsNoneIsRefused() {
        let loading = Loading(layers: service("security_opt: [a]"), service("security_opt: [a]"))
        #expect(
            loading.failure().hasPrefix(
                "error: 'services.web.security_opt' lists 'a' twice, at 0 and 1\n  --> b.yaml:4:20"
            )
        )
    }

    @Test func dependenciesAreMergedByServiceInAnyForm() throws {
        let web = try Loading(
            layers: service("depends_on: [a, b]") + "  a: {image: x}\n  b: {image: x}\n",
            service("depends_on: {b: {condition: service_healthy, restart: true}}")
        ).web()
        #expect(web.dependsOn == ["a": Dependency(), "b": Dependency(condition: .healthy, restart: true)])
    }

    @Test func networksAreMergedByNameInAnyForm() throws {
        let web = try Loading(
            layers: "networks: {a: , b: }\n" + service("networks: [a]"),
            service("networks: {a: {aliases: [x], ipv4_address: 10.0.0.1}, b: }")
        ).web()
        #expect(Array(web.networks.keys) == ["a", "b"])
        #expect(web.networks["a"]?.aliases == ["x"])
        #expect(web.networks["a"]?.ipv4Address == "10.0.0.1")
    }

    @Test func ulimitsAreReplaced() throws {
        let limits = try merged("ulimits: {nofile: {soft: 1, hard: 2}, nproc: 3}", "ulimits: {nofile: 9}").resources
            .ulimits
        #expect(limits == ["nofile": Ulimit(soft: 9, hard: 9), "nproc": Ulimit(soft: 3, hard: 3)])
    }

    @Test func loggingOptionsAreMergedForTheSameDriverOnly() throws {
        let same = try merged("logging: {driver: a, options: {x: 1}}", "logging: {options: {y: 2}}").logging
        #expect(same == Logging(driver: "a", options: ["x": "1", "y": "2"]))
        let other = try merged("logging: {driver: a, options: {x: 1}}", "logging: {driver: b}").logging
        #expect(other == Logging(driver: "b"))
    }

    @Test func addressPoolsAreMergedBySubnet() throws {
        let network = { (pools: String) in "networks: {default: {ipam: {config: [\(pools)]}}}\n" }
        let loaded = try Loading(
            layers: network("{subnet: 10.0.0.0/24, ip_range: 10.0.0.0/28}, {subnet: 10.1.0.0/24}") + service(""),
            network("{subnet: 10.0.0.0/24, gateway: 10.0.0.1}, {subnet: 10.2.0.0/24}")
        ).run()
        let pools = loaded.project.networks["default"]?.ipam.pools ?? []
        #expect(pools.map(\.subnet) == ["10.0.0.0/24", "10.2.0.0/24"])
        #expect(pools.map(\.gateway) == ["10.0.0.1", nil])
        #expect(pools.map(\.ipRange) == ["10.0.0.0/28", nil])
    }

    @Test func envFilesAreReplacedByPath() throws {
        let loading = Loading(files: [
            "a.yaml": service("env_file: [one.env, {path: two.env, required: false}]"),
            "b.yaml": service("env_file: [{path: one.env, format: raw}]"), "one.env": "A='quoted'\n",
        ]).with { $0.request.files = ["a.yaml", "b.yaml"] }
        #expect(try loading.web().environment == ["A": "'quoted'"])
    }

    @Test func theDocumentsOfOneFileAreMergedLikeFiles() throws {
        let web = try Loading(service("hostname: a\nports: ['80']") + "---\n" + service("hostname: b\nports: ['81']"))
            .web()
        #expect(web.hostname == "b")
        #expect(web.ports.map(\.target) == [80, 81])
    }
}
