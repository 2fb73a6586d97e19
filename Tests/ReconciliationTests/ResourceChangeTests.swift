import ComposeModel
import EngineAPI
import OrderedCollections
import Reconciliation
import Testing

/// Networks and volumes whose definition changed after they were made.
@Suite struct ResourceChangeTests {
    /// The requests for networks and volumes in a plan, by name.
    private func labels(_ plan: Plan) -> [String: [String: String]] {
        plan.steps.reduce(into: [:]) { result, step in
            switch step.operation {
            case .createNetwork(let request): result[request.name] = request.labels
            case .createVolume(let request): result[request.name.rawValue] = request.labels
            default: break
            }
        }
    }

    /// The digests are those that docker compose 2.40.3 put on what it made of the same file.
    @Test func digestsAreThoseOfDockerCompose() throws {
        let fixture = try PlanFixture(
            """
            services: {a: {image: a, networks: [n0, n1, n2], volumes: ["v1:/a", "v2:/b"]}}
            networks:
              n0: {name: pnet_default}
              n1:
                name: pnet_n1
                driver: bridge
                driver_opts: {com.docker.network.driver.mtu: 1400, a<b: "x&y"}
                labels: {z: "1", b: "é<"}
                internal: true
                attachable: true
                ipam:
                  config:
                    - subnet: 10.211.5.0/24
                      gateway: 10.211.5.1
                      ip_range: 10.211.5.0/25
                      aux_addresses: {h: 10.211.5.9}
              n2: {name: pnet_n2, enable_ipv6: false}
            volumes:
              v1: {name: pnet_v1}
              v2:
                name: pnet_v2
                driver: local
                driver_opts: {type: tmpfs, device: tmpfs, o: "size=1m"}
                labels: {q: w}
            """
        )
        #expect(
            try labels(fixture.outcome().plan).mapValues { $0["com.docker.compose.config-hash"] } == [
                "pnet_default": "f6ed96bf7f625787059c13a72d1d3a192c30226fc17c2f687452b50402702a89",
                "pnet_n1": "842c218695eaad4b5066ddde5c9dd09f429f0dfe2e61c4518a5ab79b2b8eb9a5",
                "pnet_n2": "744c1b3c556aa51338848f8ac96266cccba12d8628b9ecd7a1ed9f25c7cd4ccc",
                "pnet_v1": "faa5cfb4410f4a50c2342da79d21f2a553fd9ea6fb78a2ede06c080e0fe5ddeb",
                "pnet_v2": "e26be0658eccfa062f54eef2201bea864719992e31902ed6e63387f70d62a806",
            ]
        )
    }

    private static let text = """
        services:
          web: {image: web, networks: [front]}
          api: {image: api, networks: [front, back], depends_on: [db]}
          db: {image: db, networks: [back], volumes: ["data:/data", /cache]}
        networks: {front: {}, back: {}}
        volumes: {data: {}}
        """

    private func running(_ text: String = text) throws -> PlanFixture {
        var fixture = try PlanFixture(text)
        try fixture.carryOut()
        #expect(try fixture.plan() == "")
        return fixture
    }

    @Test func aChangedNetworkIsMadeAnewWithItsContainers() throws {
        var fixture = try running()
        fixture.project.networks["front"]?.isInternal = true
        #expect(
            try fixture.plan() == """
                1. disconnect container shop-api-1 from network shop_front  # its definition changed
                2. disconnect container shop-web-1 from network shop_front  # its definition changed
                3. remove network shop_front after 1, 2  # its definition changed
                4. create network shop_front after 3  # its definition changed
                5. create container 0123456789ab_shop-api-1  # network shop_front is made anew
                6. connect container 0123456789ab_shop-api-1 to network shop_front after 4, 5  # network shop_front is made anew
                7. stop container shop-api-1 after 5, 6  # network shop_front is made anew
                8. remove container shop-api-1 after 7  # network shop_front is made anew
                9. rename container 0123456789ab_shop-api-1 to shop-api-1 after 8  # network shop_front is made anew
                10. start container shop-api-1 after 9  # network shop_front is made anew
                11. create container 0123456789ab_shop-web-1 after 4  # network shop_front is made anew
                12. stop container shop-web-1 after 11  # network shop_front is made anew
                13. remove container shop-web-1 after 12  # network shop_front is made anew
                14. rename container 0123456789ab_shop-web-1 to shop-web-1 after 13  # network shop_front is made anew
                15. start container shop-web-1 after 14  # network shop_front is made anew
                """
        )
        try fixture.carryOut()
        #expect(try fixture.plan() == "")
    }

    @Test func whatIsNotBroughtUpJoinsTheNewNetwork() throws {
        var fixture = try running()
        fixture.project.networks["front"]?.driverOptions["mtu"] = "1400"
        fixture.options.services = ["web"]
        let plan = try fixture.outcome().plan
        #expect(
            plan.text.contains(
                "\n5. connect container shop-api-1 to network shop_front after 4  # network shop_front is made anew\n"
            )
        )
        let connection = plan.steps.compactMap { step in
            if case .connectNetwork(let connect) = step.operation { connect } else { nil }
        }
        #expect(connection.map(\.endpoint.aliases) == [["shop-api-1", "api"]])
        #expect(!plan.text.contains("create container 0123456789ab_shop-api-1"))
    }

    @Test(arguments: 0...15) func aReplacementOfANetworkThatIsCutShortIsFinished(steps: Int) throws {
        var fixture = try running()
        fixture.project.networks["front"]?.isInternal = true
        let plan = try fixture.outcome().plan
        fixture.carryOut(plan.steps.prefix(steps))
        try fixture.carryOut()
        #expect(try fixture.plan() == "", "after \(steps) steps")
        #expect(fixture.observed.containers.map(\.name).sorted() == ["shop-api-1", "shop-db-1", "shop-web-1"])
        #expect(fixture.observed.containers.filter { !$0.isRunning } == [])
    }

    @Test(arguments: 0...17) func anInterruptionLeavesNobodyWithoutANetwork(steps: Int) throws {
        var fixture = try running()
        fixture.project.networks["front"]?.isInternal = true
        fixture.options.services = ["web"]
        try interrupt(&fixture, after: steps)
        #expect(fixture.observed.containers.map(\.name).sorted() == ["shop-api-1", "shop-db-1", "shop-web-1"])
        #expect(fixture.observed.containers.filter { !$0.isRunning } == [])
        let members = fixture.observed.containers.filter { $0.networks["shop_front"] != nil }.map(\.name).sorted()
        #expect(members == ["shop-api-1", "shop-web-1"] && fixture.observed.networks["shop_front"] != nil)
    }

    @Test(arguments: 0...7) func anInterruptionLeavesNobodyWithoutAVolume(steps: Int) throws {
        var fixture = try running()
        fixture.project.volumes["data"]?.labels["a"] = "b"
        fixture.options.replacedVolumes = ["shop_data"]
        try interrupt(&fixture, after: steps)
        #expect(fixture.observed.containers.map(\.name).sorted() == ["shop-api-1", "shop-db-1", "shop-web-1"])
        #expect(fixture.observed.containers.filter { !$0.isRunning } == [])
        #expect(fixture.observed.volumes["shop_data"] != nil)
    }

    /// Carries out so many steps of the plan, and then what finishes them.
    private func interrupt(_ fixture: inout PlanFixture, after steps: Int) throws {
        let plan = try fixture.outcome().plan
        let done = Set(plan.steps.prefix(steps).map(\.id))
        fixture.carryOut(plan.steps.prefix(steps))
        var progress = PlanProgress()
        progress.begun = done
        progress.done = done
        fixture.carryOut(plan.completion(after: progress).steps)
    }

    @Test func aChangedVolumeIsKeptUntilSomebodyAgrees() throws {
        var fixture = try running()
        fixture.project.volumes["data"]?.driverOptions["o"] = "size=1m"
        let kept = try fixture.outcome()
        #expect(kept.plan.text == "")
        #expect(
            kept.keptVolumes.map(\.warning) == [
                "volume 'shop_data' is not as the files say: its definition changed; it is kept with what it holds, 'up --yes' makes it anew"
            ]
        )
        #expect(
            kept.keptVolumes.map(\.question) == [
                "volume 'shop_data' is not as the files say: its definition changed; make it anew, and lose what it holds?"
            ]
        )
        fixture.options.replacedVolumes = ["shop_data"]
        #expect(
            try fixture.plan() == """
                1. stop container shop-db-1  # volume shop_data is made anew
                2. remove container shop-db-1 after 1  # volume shop_data is made anew
                3. remove volume shop_data after 2  # its definition changed
                4. create volume shop_data after 3  # its definition changed
                5. create container shop-db-1 after 2, 4  # volume shop_data is made anew
                6. start container shop-db-1 after 5  # volume shop_data is made anew
                """
        )
        let request = try fixture.outcome().plan.steps.compactMap { step in
            if case .createContainer(let create) = step.operation { create.request } else { nil }
        }
        #expect(request.first?.hostConfig.mounts.map(\.source) == ["shop_data", "anonymous"])
        try fixture.carryOut()
        let next = try fixture.outcome()
        #expect(next.plan.text == "" && next.warnings == [])
    }

    @Test func whereTheDataOfARenamedVolumeIsIsSaidOnce() throws {
        var fixture = try PlanFixture(
            "services: {db: {image: db, network_mode: none, volumes: ['data:/data']}}\nvolumes: {data: {}}"
        )
        try fixture.carryOut()
        fixture.project.volumes["data"]?.name = "store"
        let outcome = try fixture.outcome()
        #expect(
            outcome.plan.steps.map(\.operation.description) == [
                "create volume store", "create container 0123456789ab_shop-db-1", "stop container shop-db-1",
                "remove container shop-db-1", "rename container 0123456789ab_shop-db-1 to shop-db-1",
                "start container shop-db-1",
            ]
        )
        #expect(
            outcome.warnings == [
                "volume 'shop_data' keeps what it holds, and is not used any more: 'data' is now volume 'store', which is empty"
            ]
        )
        try fixture.carryOut()
        let next = try fixture.outcome()
        #expect(next.plan.text == "" && next.warnings == [])
    }

    @Test func aVolumeThatSomethingElseUsesIsNotTouched() throws {
        var fixture = try running(
            "services: {a: {image: a, volumes: ['vol:/v']}, b: {image: b, volumes: ['vol:/v']}}\nvolumes: {vol: {}}"
        )
        fixture.project.volumes["vol"]?.labels["a"] = "b"
        fixture.options.replacedVolumes = ["shop_vol"]
        fixture.options.services = ["a"]
        let error = ReconciliationError.volumeInUse(key: "vol", name: "shop_vol", container: "shop-b-1")
        #expect(throws: error) { try fixture.outcome() }
        #expect(error.description == "volume 'shop_vol' cannot be made anew while container 'shop-b-1' uses it")
        #expect(error.hint == "remove the container, or bring its service up in the same run")
    }

    @Test func anOrphanThatIsRemovedNeitherJoinsTheNewNetworkNorKeepsAVolume() throws {
        var fixture = try running(
            """
            services:
              a: {image: a, networks: [front], volumes: ["vol:/v"]}
              b: {image: b, networks: [front], volumes: ["vol:/v"]}
            networks: {front: {}}
            volumes: {vol: {}}
            """
        )
        fixture.project.services["b"] = nil
        fixture.project.networks["front"]?.isInternal = true
        fixture.project.volumes["vol"]?.labels["a"] = "b"
        fixture.options.replacedVolumes = ["shop_vol"]
        fixture.options.orphans = .remove
        let text = try fixture.plan()
        #expect(!text.contains("connect container shop-b-1 to"), "\(text)")
        #expect(text.split(separator: "\n").count { $0.contains("remove container shop-b-1") } == 1, "\(text)")
        try fixture.carryOut()
        #expect(try fixture.plan() == "")
    }

    /// What earlier versions made has no digest: it is looked at.
    @Test func withoutADigestOnlyWhatTheFilesSetCounts() throws {
        var fixture = try running()
        for name in ["shop_front", "shop_back"] {
            fixture.observed.networks[name]?.labels["com.docker.compose.config-hash"] = nil
            var network = NetworkInspection(id: NetworkID("id-\(name)"), name: name)
            network.ipam = IPAMConfiguration(driver: "default", pools: [.init(subnet: "172.18.0.0/16")])
            network.options = ["com.docker.network.enable_ipv4": "true"]
            network.labels = fixture.observed.networks[name]?.labels ?? [:]
            fixture.observed.networks[name]?.definition = network
        }
        fixture.observed.volumes["shop_data"]?.labels["com.docker.compose.config-hash"] = nil
        let labels = fixture.observed.volumes["shop_data"]?.labels ?? [:]
        fixture.observed.volumes["shop_data"]?.definition = VolumeInspection(name: "shop_data", labels: labels)
        #expect(try fixture.plan() == "")
        var pool = Network.AddressPool()
        pool.subnet = "10.1.0.0/16"
        fixture.project.networks["front"]?.ipam.pools = [pool]
        fixture.project.networks["front"]?.labels["a"] = "b"
        fixture.project.volumes["data"]?.driverOptions["o"] = "size=1m"
        let outcome = try fixture.outcome()
        #expect(outcome.plan.steps.first?.cause == "its definition changed: ipam, labels")
        #expect(outcome.keptVolumes.map(\.cause) == ["its definition changed: driver_opts"])
    }

    @Test func whatIsExternalOrOfAnotherProjectIsLeftAlone() throws {
        var fixture = try PlanFixture(
            "services: {a: {image: a, networks: [n, m]}}\nnetworks: {n: {external: true}, m: {internal: true}}"
        )
        fixture.observed.networks["n"] = ObservedNetwork(labels: ["com.docker.compose.config-hash": "other"])
        fixture.observed.networks["shop_m"] = ObservedNetwork(labels: ["com.docker.compose.config-hash": "other"])
        #expect(!(try fixture.plan()).contains("network shop_m  #"))
    }
}
