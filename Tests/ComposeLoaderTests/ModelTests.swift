import ComposeLoader
import ComposeModel
import OrderedCollections
import Testing

/// What the attributes of a file become in the model.
@Suite struct ModelTests {
    private func web(_ attributes: String, others: String = "") throws -> Service {
        let lines = attributes.split(separator: "\n").map { "    \($0)\n" }.joined()
        return try Loading("services:\n  web:\n    image: x\n" + lines + others).web()
    }

    @Test func aServiceWithBuildOnlyGetsTheProjectsImageName() throws {
        let service = try #require(try Loading("services:\n  web: {build: .}\n").run().project.services["web"])
        #expect(service.image == "project-web")
        #expect(service.build == BuildDefinition(context: "/project"))
    }

    @Test func buildContextsMayBeURLs() throws {
        for url in ["https://example.com/x.git", "git@example.com:x.git", "github.com/a/b", "docker-image://alpine"] {
            #expect(try web("build: '\(url)'").build?.context == url)
        }
    }

    @Test func commandsAreSplitOrKept() throws {
        #expect(try web("command: echo 'a b'").command == ["echo", "a b"])
        #expect(try web("command: [echo, 'a b']").command == ["echo", "a b"])
        #expect(try web("command: []").command == [])
        #expect(try web("command: ''").command == [])
        #expect(try web("command:").command == nil)
    }

    @Test func healthchecksHaveTypedTests() throws {
        #expect(try web("healthcheck: {test: curl x}").healthcheck?.test == .shell("curl x"))
        #expect(try web("healthcheck: {test: [CMD-SHELL, curl x]}").healthcheck?.test == .shell("curl x"))
        #expect(try web("healthcheck: {test: [CMD, curl, x]}").healthcheck?.test == .exec(["curl", "x"]))
        #expect(try web("healthcheck: {test: [NONE]}").healthcheck?.isDisabled == true)
        #expect(try web("healthcheck: {disable: true}").healthcheck?.isDisabled == true)
        let check = try web(
            "healthcheck: {test: x, interval: 1m, timeout: 5s, retries: 4, start_period: 10s, start_interval: 1s}"
        )
        .healthcheck
        #expect(
            check
                == Healthcheck(
                    test: .shell("x"),
                    interval: .seconds(60),
                    timeout: .seconds(5),
                    retries: 4,
                    startPeriod: .seconds(10),
                    startInterval: .seconds(1)
                )
        )
    }

    @Test func restartAndPullPoliciesAreEnumerations() throws {
        #expect(try web("restart: 'no'").restart == .no)
        #expect(try web("restart: always").restart == .always)
        #expect(try web("restart: unless-stopped").restart == .unlessStopped)
        #expect(try web("restart: on-failure:3").restart == .onFailure(maximumRetries: 3))
        #expect(try web("pull_policy: if_not_present").pullPolicy == .missing)
        #expect(try web("pull_policy: daily").pullPolicy == .refresh(after: .seconds(86_400)))
        #expect(try web("pull_policy: every_12h").pullPolicy == .refresh(after: .seconds(43_200)))
    }

    @Test func namespacesOfOtherServicesImplyDependencies() throws {
        let web = try web("network_mode: service:db\npid: host\nipc: container:abc", others: "  db: {image: x}\n")
        #expect(web.networkMode == .service("db"))
        #expect(web.networks.isEmpty)
        #expect(web.security.pidMode == .host)
        #expect(web.security.ipcMode == .container("abc"))
        #expect(web.dependsOn == ["db": Dependency(restart: true)])
    }

    @Test func linksAndVolumesFromImplyDependencies() throws {
        let web = try web(
            "links: ['db:alias']\nvolumes_from: [files]",
            others: "  db: {image: x}\n  files: {image: x}\n"
        )
        #expect(web.dependsOn == ["db": Dependency(restart: true), "files": Dependency()])
    }

    @Test func linksVolumesFromExposeAndTmpfsAreReadOnce() throws {
        let web = try web(
            """
            links: [db, 'db:alias']
            volumes_from: [db, 'db:ro', 'container:other', 'container:other:rw']
            expose: [80, '90/udp', '3000-3002/TCP']
            tmpfs: [/run, '/tmp:size=1m,mode=755']
            """,
            others: "  db: {image: x}\n"
        )
        #expect(web.links == [ServiceLink(to: "db"), ServiceLink(to: "db", alias: "alias")])
        #expect(
            web.volumesFrom == [
                VolumesSource(.service("db")), VolumesSource(.service("db"), mode: "ro"),
                VolumesSource(.container("other")), VolumesSource(.container("other"), mode: "rw"),
            ]
        )
        #expect(
            web.expose == [
                ExposedPorts(PortMapping.PortRange(80)), ExposedPorts(PortMapping.PortRange(90), transport: "udp"),
                ExposedPorts(PortMapping.PortRange(3000, through: 3002)),
            ]
        )
        #expect(
            web.tmpfs == [
                TemporaryFileSystem(at: "/run"), TemporaryFileSystem(at: "/tmp", options: "size=1m,mode=755"),
            ]
        )
    }

    @Test(arguments: ["abc", "80/xyz", "90-80", "80/udp/x", "70000"])
    func whatIsExposedIsAPort(text: String) {
        let message = Loading("services:\n  web:\n    image: x\n    expose: ['\(text)']\n").failure()
        #expect(
            message.hasPrefix(
                """
                error: 'services.web.expose[0]' must be a port or a range such as '8000-8010/udp', not '\(text)'
                  --> compose.yaml:4:14
                """
            )
        )
    }

    @Test func aRefreshedImageMayHaveItsTime() throws {
        #expect(try web("pull_policy: refresh").pullPolicy == .refresh(after: .zero))
        #expect(
            try web("pull_policy: refresh\npull_refresh_after: 24h").pullPolicy == .refresh(after: .seconds(86_400))
        )
        #expect(try web("pull_policy: missing\npull_refresh_after: 24h").pullPolicy == .missing)
    }

    @Test func longMountsHaveTheirOptions() throws {
        let text = """
            volumes:
              - {type: tmpfs, target: /t, tmpfs: {size: 1m, mode: 0755}}
              - {type: volume, source: v, target: /v, volume: {nocopy: true, subpath: s, labels: [a=b]}}
              - {type: bind, source: ., target: /b, bind: {propagation: rshared, create_host_path: false}}
              - {type: image, source: busybox, target: /i, image: {subpath: bin}}
              - /anonymous
            """
        var options = Mount.VolumeOptions(noCopy: true, subpath: "s")
        options.labels = ["a": "b"]
        #expect(
            try web(text, others: "volumes: {v: }\n").mounts == [
                Mount(.tmpfs(Mount.TmpfsOptions(size: 1_048_576, mode: 0o755)), at: "/t"),
                Mount(.volume(source: "v", options), at: "/v"),
                Mount(
                    .bind(source: "/project", Mount.BindOptions(createsHostPath: false, propagation: "rshared")),
                    at: "/b"
                ),
                Mount(.image(source: "busybox", subpath: "bin"), at: "/i"),
                Mount(.volume(source: nil, Mount.VolumeOptions()), at: "/anonymous"),
            ]
        )
    }

    @Test func homeDirectoriesAreExpanded() throws {
        #expect(
            try web("volumes: ['~/x:/x']").mounts.map(\.kind) == [.bind(source: "/home/dev/x", Mount.BindOptions())]
        )
    }

    @Test func resourcesAreNumbersOfTheirUnits() throws {
        let resources = try web(
            "cpus: 1.5\nmem_limit: 1g\nshm_size: 64m\npids_limit: 100\nmemswap_limit: -1\ngpus: all"
        ).resources
        #expect(resources.cpus == 1.5)
        #expect(resources.memoryLimit == 1_073_741_824)
        #expect(resources.sharedMemorySize == 67_108_864)
        #expect(resources.pidsLimit == 100)
        #expect(resources.memorySwapLimit == -1)
        #expect(resources.gpus == [DeviceRequest(capabilities: [], count: -1)])
    }

    @Test func scaleIsThatOfTheServiceOrOfDeploy() throws {
        #expect(try web("").scale == 1)
        #expect(try web("scale: 3").scale == 3)
        #expect(try web("deploy: {replicas: '2'}").scale == 2)
    }

    @Test func watchRulesHaveAbsolutePathsAndLists() throws {
        let text = """
            build: .
            develop:
              watch:
                - {path: ./src, action: sync, target: /app, ignore: node_modules/, include: ['*.py'], initial_sync: true}
                - {path: package.json, action: rebuild}
                - {path: ., action: sync+exec, target: /x, exec: {command: make all, user: root}}
            """
        let rules = try web(text).watchRules
        #expect(rules.map(\.path) == ["/project/src", "/project/package.json", "/project"])
        #expect(rules.map(\.action) == [.sync, .rebuild, .syncAndExec])
        #expect(rules[0].ignore == ["node_modules/"])
        #expect(rules[0].include == ["*.py"])
        #expect(rules[0].initialSync)
        #expect(rules[2].exec?.command == ["make", "all"])
        #expect(rules[2].exec?.user == "root")
    }

    @Test func envFilesComeBeforeTheEnvironment() throws {
        let loading = Loading(files: [
            "compose.yaml": """
            services:
              web:
                image: x
                env_file: [a.env, {path: none.env, required: false}, b.env]
                environment: {OWN: own, B: own}
                label_file: labels
                labels: {b: own}
            """, "a.env": "A=a\nB=a\nC=a\n", "b.env": "C=b-${A}-${OWN}\n", "labels": "a=file\nb=file\n",
        ])
        let web = try loading.web()
        #expect(web.environment == ["A": "a", "B": "own", "C": "b-a-own", "OWN": "own"])
        #expect(web.labels == ["a": "file", "b": "own"])
    }

    @Test func resourcesAreNamedAfterTheProjectUnlessTheySayOtherwise() throws {
        let text = """
            services:
              web: {image: x, networks: [a, b, c], volumes: ['data:/v', 'logs:/w'], secrets: [s], configs: [k]}
            networks: {a: , b: {name: own}, c: {external: true}}
            volumes: {data: , logs: {external: {name: old}}}
            secrets: {s: {environment: KEY}}
            configs: {k: {content: text}}
            """
        let project = try Loading(text).run().project
        #expect(project.networks.mapValues(\.name) == ["a": "project_a", "b": "own", "c": "c"])
        #expect(project.volumes.mapValues(\.name) == ["data": "project_data", "logs": "old"])
        #expect(project.volumes["logs"]?.isExternal == true)
        #expect(project.secrets["s"]?.source == .environment(variable: "KEY"))
        #expect(project.configs["k"]?.source == .content("text"))
        #expect(project.secrets["s"]?.name == "project_s")
    }

    @Test func unusedResourcesAreLeftOutUnlessAskedFor() throws {
        let loading = Loading("services:\n  web: {image: x}\nvolumes: {v: }\nnetworks: {n: }\n")
        #expect(try loading.run().project.volumes.isEmpty)
        #expect(try loading.run().project.networks.keys == ["default"])
        let all = try loading.with { $0.request.keepsUnusedResources = true }.run().project
        #expect(Array(all.volumes.keys) == ["v"])
        #expect(Array(all.networks.keys) == ["default", "n"])
    }
}
