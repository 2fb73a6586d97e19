import EngineAPI
import Testing

@Suite struct ContainerCodingTests {
    @Test func onlySetFieldsAreWritten() throws {
        let request = ContainerCreateRequest(image: "redis:7")
        #expect(try jsonText(request) == #"{"HostConfig":{},"Image":"redis:7"}"#)
    }

    @Test func requestHasTheEnginesForm() throws {
        var config = ContainerConfig()
        config.cmd = ["redis-server", "--appendonly", "yes"]
        config.entrypoint = []
        config.env = ["A=1"]
        config.exposedPorts = [ContainerPort(6379)]
        config.healthcheck = Healthcheck(
            test: ["CMD", "redis-cli", "ping"],
            interval: .seconds(10),
            timeout: .milliseconds(1_500),
            startInterval: .nanoseconds(1),
            retries: 5
        )
        config.labels = ["com.docker.compose.project": "p"]
        config.stopTimeout = 0
        var host = HostConfig()
        host.portBindings = [ContainerPort(6379): [PortBinding(hostIP: "127.0.0.1", hostPort: "6380")]]
        host.restartPolicy = RestartPolicy(.unlessStopped)
        host.isInit = false
        host.nanoCPUs = 500_000_000
        host.ulimits = [Ulimit(name: "nofile", soft: 0, hard: 1_024)]
        var mount = Mount(type: .bind, source: "/src", target: "/app", readOnly: true)
        mount.bindOptions = Mount.BindOptions()
        mount.bindOptions?.createMountpoint = true
        host.mounts = [mount]
        host.tmpfs = ["/tmp": ""]
        let request = ContainerCreateRequest(
            image: "redis:7",
            config: config,
            hostConfig: host,
            networks: ["p_default": EndpointSettings(aliases: ["cache"])]
        )
        let expected = [
            #"{"Cmd":["redis-server","--appendonly","yes"],"Entrypoint":[],"Env":["A=1"],"ExposedPorts":{"6379/tcp":{}},"#,
            #""Healthcheck":{"Interval":10000000000,"Retries":5,"StartInterval":1,"Test":["CMD","redis-cli","ping"],"#,
            #""Timeout":1500000000},"HostConfig":{"Init":false,"Mounts":[{"BindOptions":{"CreateMountpoint":true},"#,
            #""ReadOnly":true,"Source":"/src","Target":"/app","Type":"bind"}],"NanoCpus":500000000,"#,
            #""PortBindings":{"6379/tcp":[{"HostIp":"127.0.0.1","HostPort":"6380"}]},"#,
            #""RestartPolicy":{"Name":"unless-stopped"},"Tmpfs":{"/tmp":""},"Ulimits":[{"Hard":1024,"Name":"nofile"}]},"#,
            #""Image":"redis:7","Labels":{"com.docker.compose.project":"p"},"#,
            #""NetworkingConfig":{"EndpointsConfig":{"p_default":{"Aliases":["cache"]}}},"StopTimeout":0}"#,
        ]
        #expect(try jsonText(request) == expected.joined())
        #expect(try decoded(ContainerCreateRequest.self, expected.joined()) == request)
    }

    /// docker compose writes a range as it stands in the file, and the engine tells it so.
    @Test func aRangeOfExposedPortsIsEachOfThem() throws {
        let config = try decoded(ContainerConfig.self, #"{"ExposedPorts":{"80/tcp":{},"90-92/udp":{}}}"#)
        #expect(
            config.exposedPorts == [
                ContainerPort(80), ContainerPort(90, .udp), ContainerPort(91, .udp), ContainerPort(92, .udp),
            ]
        )
        for key in ["92-90/udp", "80-/tcp", "80/none", "1-2-3/tcp"] {
            #expect(throws: DecodingError.self) {
                try decoded(ContainerConfig.self, "{\"ExposedPorts\":{\"\(key)\":{}}}")
            }
        }
    }

    /// The form that docker and docker compose send: every field, `null` for most of them.
    @Test func readsNullsInRequests() throws {
        let json = #"""
            {"Hostname":"","ExposedPorts":null,"Cmd":null,"Entrypoint":null,"Env":null,"Image":"i","Volumes":{"/d":{}},
            "Healthcheck":null,"HostConfig":{"Binds":null,"PortBindings":{"80/tcp":null},"RestartPolicy":{"Name":""},
            "MemorySwappiness":null,"LogConfig":{"Type":"","Config":null}},
            "NetworkingConfig":{"EndpointsConfig":{"n":null}}}
            """#
        let request = try decoded(ContainerCreateRequest.self, json)
        #expect(request.config.cmd == nil && request.config.env.isEmpty)
        #expect(request.config.volumes == ["/d"])
        #expect(request.hostConfig.portBindings == [ContainerPort(80): []])
        #expect(request.hostConfig.restartPolicy == RestartPolicy(.no))
        #expect(request.networks == ["n": EndpointSettings()])
        #expect(try decoded(ContainerCreateRequest.self, #"{"Image":"i","NetworkingConfig":null}"#).networks.isEmpty)
    }

    @Test func readsAnInspectionOfDocker() throws {
        let container = try decoded(ContainerInspection.self, try fixture("container.json"))
        #expect(container.name == "engine-probe-c")
        #expect(container.state.status == .running && container.state.isRunning && container.state.pid > 0)
        #expect(container.state.health?.status == .starting)
        #expect(container.state.finishedAt.isNever && !container.state.startedAt.isNever)
        #expect(container.config.healthcheck?.test == ["CMD-SHELL", "true"])
        #expect(container.config.labels == ["a": "b"])
        #expect(container.config.cmd == ["sleep", "60"])
        #expect(container.hostConfig.networkMode == "none")
        #expect(container.hostConfig.shmSize == 67_108_864)
        #expect(container.hostConfig.pidsLimit == nil)
        #expect(Array(container.networkSettings.networks.keys) == ["none"])
        #expect(try decoded(ContainerInspection.self, try jsonText(container)) == container)
    }

    @Test func readsWordsOfPodman() throws {
        let json = #"""
            {"Id":"a","State":{"Status":"stopped","ExitCode":3,"Health":{"Status":"starting","Log":null}},
            "NetworkSettings":{"Ports":null,"Networks":null},"Mounts":null}
            """#
        let container = try decoded(ContainerInspection.self, json)
        #expect(container.state.status == .exited)
        #expect(container.state.health == ContainerHealth(status: .starting))
        #expect(try decoded(ContainerStatus.self, #""stopping""#) == .stopping)
        #expect(try decoded(ContainerStatus.self, #""hibernating""#) == .other("hibernating"))
    }

    @Test func summaryPassesOverLinkNames() throws {
        let json =
            #"{"Id":"a","Names":["/web/db","/p-db-1"],"State":"exited","Mounts":[{"Type":"odd","Destination":"/x"}]}"#
        let summary = try decoded(ContainerSummary.self, json)
        #expect(summary.name == "p-db-1")
        #expect(summary.mounts.first?.type == MountType(rawValue: "odd"))
    }

    @Test(arguments: [
        ("80", ContainerPort(80)), ("80/tcp", ContainerPort(80)), ("53/udp", ContainerPort(53, .udp)),
        ("80/icmp", nil), ("80-90/tcp", nil), ("65536", nil), ("", nil), ("80/tcp/x", nil),
    ]) func readsPorts(text: String, port: ContainerPort?) {
        #expect(ContainerPort(text) == port)
    }
}
