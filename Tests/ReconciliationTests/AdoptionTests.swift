import ComposeModel
import EngineAPI
import OrderedCollections
import Reconciliation
import Testing

/// Containers that another tool made are kept as long as nothing about them differs.
@Suite struct AdoptionTests {
    /// A project whose only container was made by another tool just as EnGarde would have made it.
    private func adopted(
        _ text: String,
        image: ContainerConfig = ContainerConfig(),
        _ change: (inout ContainerInspection) -> Void = { _ in }
    ) throws -> PlanFixture {
        var fixture = try PlanFixture(text)
        let steps = try fixture.outcome().plan.steps
        try fixture.carryOut()
        for case .createContainer(let create) in steps.map(\.operation) {
            var inspection = ContainerInspection(id: "1", name: create.name, image: "sha256:w")
            inspection.config = create.request.config
            inspection.config.labels["com.docker.compose.config-hash"] = "theirs"
            inspection.config.labels["dev.engarde.fingerprint"] = nil
            inspection.config.labels.merge(image.labels) { own, _ in own }
            inspection.config.env += image.env
            inspection.config.cmd = inspection.config.cmd ?? image.cmd
            inspection.hostConfig = create.request.hostConfig
            inspection.networkSettings.networks = create.request.networks
            change(&inspection)
            fixture.change(create.name) { container in
                container.labels = inspection.config.labels
                container.foreignOrigin = .init(inspection: inspection, imageConfiguration: image)
            }
        }
        return fixture
    }

    private static let text = """
        services:
          w:
            image: w
            environment: {A: "1"}
            ports: ["8080:80"]
            volumes: ["./src:/src:ro"]
            labels: {team: blue}
        """

    @Test func nothingDiffers() throws {
        var image = ContainerConfig()
        image.env = ["PATH=/bin", "A=0"]
        image.cmd = ["serve"]
        image.labels = ["maintainer": "somebody", "com.docker.compose.project": "built-elsewhere"]
        #expect(
            try adopted(Self.text, image: image) { $0.config.env = ["PATH=/bin", "A=1"] }.plan() == ""
        )
    }

    @Test func whereSettingsAreToldInOtherFormsNoneIsNamed() throws {
        var fixture = try adopted(Self.text) { $0.config.env = ["A=2"] }
        let cause = "# another tool made it with other settings"
        #expect(try fixture.plan().contains("\(cause): environment\n"))
        fixture.observed.engine = EngineCapabilities(.podman(4), speaking: .oldestSpoken)
        #expect(try fixture.plan().contains("\(cause)\n"))
    }

    @Test func theDefaultAddressMayBeSpelledOut() throws {
        let fixture = try adopted(Self.text) { inspection in
            for port in inspection.hostConfig.portBindings.bindings.keys {
                inspection.hostConfig.portBindings[port] = [PortBinding(hostIP: "0.0.0.0", hostPort: "8080")]
            }
        }
        #expect(try fixture.plan() == "")
    }

    @Test func whatTheEngineFillsInIsNoDifference() throws {
        let fixture = try adopted(Self.text) { inspection in
            inspection.hostConfig.ipcMode = "private"
            inspection.hostConfig.cgroupnsMode = "host"
            inspection.hostConfig.runtime = "runc"
            inspection.hostConfig.shmSize = 67_108_864
            inspection.hostConfig.oomKillDisable = false
            inspection.hostConfig.logConfig = LogConfig(type: "json-file", config: ["max-size": "10m"])
            let identifier = inspection.id.rawValue
            for name in inspection.networkSettings.networks.keys {
                inspection.networkSettings.networks[name]?.aliases += ["shop-w-1", identifier]
                inspection.networkSettings.networks[name]?.macAddress = "02:42:ac:1b:00:02"
            }
        }
        #expect(try fixture.plan() == "")
    }

    @Test func mountsAreTheSameInEitherForm() throws {
        let fixture = try adopted(Self.text) { inspection in
            inspection.hostConfig.binds = []
            inspection.hostConfig.mounts = [
                EngineAPI.Mount(type: .bind, source: "/shop/src", target: "/src", readOnly: true)
            ]
        }
        #expect(try fixture.plan() == "")
    }

    /// Something that may differ, and how to make it differ.
    private struct Difference: Sendable, CustomTestStringConvertible {
        var attribute: String
        var make: @Sendable (inout ContainerInspection) -> Void
        var testDescription: String { attribute }
    }

    private static let differences: [Difference] = [
        Difference(attribute: "environment") { $0.config.env = ["A=2"] },
        Difference(attribute: "command") { $0.config.cmd = ["other"] },
        Difference(attribute: "labels") { $0.config.labels["team"] = "red" },
        Difference(attribute: "user") { $0.config.user = "root" },
        Difference(attribute: "ports") { $0.hostConfig.portBindings = PortMap() },
        Difference(attribute: "volumes") { $0.hostConfig.binds = [] },
        Difference(attribute: "restart") { $0.hostConfig.restartPolicy = EngineAPI.RestartPolicy(.always) },
        Difference(attribute: "mem_limit") { $0.hostConfig.memory = 1 },
        Difference(attribute: "networks") { $0.networkSettings.networks = [:] },
        Difference(attribute: "networks") { inspection in
            for name in inspection.networkSettings.networks.keys {
                inspection.networkSettings.networks[name]?.aliases.append("another")
            }
        },
        Difference(attribute: "stop_signal") { $0.config.stopSignal = "SIGINT" },
        Difference(attribute: "stop_grace_period") { $0.config.stopTimeout = 3 },
        Difference(attribute: "domainname") { $0.config.domainname = "example.org" },
        Difference(attribute: "dns") { $0.hostConfig.dns = ["1.1.1.1"] },
        Difference(attribute: "cap_add") { $0.hostConfig.capAdd = ["CAP_SYS_ADMIN"] },
        Difference(attribute: "security_opt") { $0.hostConfig.securityOpt = ["seccomp=unconfined"] },
        Difference(attribute: "sysctls") { $0.hostConfig.sysctls = ["net.core.somaxconn": "1"] },
        Difference(attribute: "pid") { $0.hostConfig.pidMode = "host" },
        Difference(attribute: "devices") { $0.hostConfig.devices = [EngineAPI.DeviceMapping(pathOnHost: "/dev/fuse")] },
        Difference(attribute: "ulimits") {
            $0.hostConfig.ulimits = [EngineAPI.Ulimit(name: "nproc", soft: 1, hard: 1)]
        },
        Difference(attribute: "pids_limit") { $0.hostConfig.pidsLimit = 7 },
        Difference(attribute: "blkio_config") { $0.hostConfig.blkioWeight = 100 },
        Difference(attribute: "healthcheck") { $0.config.healthcheck = EngineAPI.Healthcheck(test: ["CMD", "true"]) },
    ]

    @Test(arguments: differences) private func aDifferenceIsNamed(difference: Difference) throws {
        let plan = try adopted(Self.text, difference.make).plan()
        #expect(plan.contains("# another tool made it with other settings: \(difference.attribute)\n"), "\(plan)")
    }
}
