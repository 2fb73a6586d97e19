import ComposeLoader
import ComposeModel
import EngineAPI
import OrderedCollections
import Reconciliation
import Testing

/// The digests that docker compose knows containers by.
@Suite struct ConfigurationHashTests {
    private static let label = "com.docker.compose.config-hash"

    private func hashes(
        _ files: [String: String],
        profiles: [String] = [],
        kind: LoadedProject.ConfigurationTextKind = .label
    ) throws -> [ServiceName: String] {
        var request = LoadRequest(workingDirectory: "/shop", projectName: "shop", profiles: profiles)
        request.mergesServiceEnvironmentFiles = kind == .label
        return try ProjectLoader(files: InMemoryProjectFiles(files)).load(request)
            .configurationTexts(for: kind).compactMapValues { text in text.whole { _ in nil }.map(Digest.hexadecimal) }
    }

    /// What docker compose 2.40.3 prints for this text with `config --hash '*'`.
    @Test func digestsAreDockerComposes() throws {
        let text = #"""
            services:
              web:
                image: nginx:1.27
                build: {context: ., args: {A: "1"}}
                pull_policy: build
                scale: 2
                profiles: [dev]
                command: ["serve", "--escape", "<a> & \"b\"\t$$HOME\\"]
                entrypoint: /bin/sh -c
                environment: {GREETING: hello, EMPTY: "", UNSET: }
                labels: {team: blue}
                ports: ["127.0.0.1:8080:80", "9000-9001:9000-9001/udp", {target: 7, app_protocol: http}]
                volumes: ["./src:/src:ro", "data:/data", "/anonymous", {type: tmpfs, target: /t, tmpfs: {size: 10m}}]
                depends_on: {db: {condition: service_healthy, restart: true}}
                deploy: {replicas: 2, resources: {limits: {cpus: "0.5", memory: 64m}}}
                healthcheck: {test: curl -f localhost, interval: 90s, retries: 3}
                ulimits: {nofile: 1024, nproc: {soft: 1, hard: 2}}
                extra_hosts: ["b:2.2.2.2", "a:1.1.1.1"]
                stop_grace_period: 1m30s
                networks: {front: {aliases: [www], priority: 5}, back: }
                secrets: [key]
                develop: {watch: [{path: ./src, action: sync, target: /src}]}
                logging: {driver: json-file, options: {max-size: 10m}}
                x-anything: 1
              db:
                image: postgres
                mem_limit: 1g
                cpus: 1.5
                init: true
                privileged: true
                restart: unless-stopped
                cap_add: [NET_ADMIN]
                sysctls: {net.core.somaxconn: 1024}
                tmpfs: [/run]
                configs: [{source: conf, target: /etc/conf, mode: 0440}]
                post_start: [{command: ["true"], user: root}]
                deploy: {replicas: 1}
              plain:
                image: busybox
                network_mode: none
            networks: {front: {}, back: {}}
            volumes: {data: {}}
            secrets: {key: {file: ./key}}
            configs: {conf: {content: "a: 1"}}
            """#
        #expect(
            try hashes(["/shop/compose.yaml": text], profiles: ["dev"], kind: .listing) == [
                "db": "da02979dd1949ff5edb688d07df9d0cc0e74115fdd2cdd87f0f230c22d92b0f2",
                "plain": "3e70b262313971cb5762bcc2894295d708294374d72f7fcd86b5eac2f77deeff",
                "web": "16244d952ac058fe91c4b8a47a4cbc9336c81e86cb36cd46b9e558cf286ae1bd",
            ]
        )
    }

    private static let files = [
        "/shop/compose.yaml": """
        services:
          web:
            image: python:3.11-slim
            env_file: [web.env, {path: none.env, required: false}]
            label_file: web.labels
            environment: {A: "1"}
        """,
        "/shop/web.env": "X=y\n", "/shop/web.labels": "team=blue\n",
    ]

    /// docker compose 2.40.3 lists services before it reads their env files, and labels containers after that.
    @Test func envFilesAreNamedInTheListingAndMergedInTheLabel() throws {
        #expect(
            try hashes(Self.files, kind: .listing) == [
                "web": "1acdb53f166775df666559794b0f52366aac2a97c0992769b076238d6aeb8ffb"
            ]
        )
        #expect(
            try hashes(Self.files, kind: .label) == [
                "web": "8fa4fd2b63a432fc7c4fdda6600c7f38906c2babbf0d3dcd604e35d9fd57f415"
            ]
        )
    }

    private func made(_ fixture: PlanFixture) throws -> PlanFixture {
        var fixture = fixture
        try fixture.carryOut()
        return fixture
    }

    private func labels(_ fixture: PlanFixture) -> [String: String] { fixture.observed.containers.first?.labels ?? [:] }

    private static let text = "services: {w: {image: w, network_mode: none, environment: {A: '1'}}}"

    @Test func containersCarryDockerComposesDigest() throws {
        var fixture = try PlanFixture(Self.text)
        let own = try ContainerBlueprint(of: try #require(fixture.project.services["w"]), in: fixture.project).digest
        #expect(labels(try made(fixture))[Self.label] == own)
        fixture.options.configurations = ["w": ConfigurationText([.text("text")])]
        let container = labels(try made(fixture))
        #expect(container[Self.label] == Digest.hexadecimal(of: "text"))
    }

    @Test func aContainerOfAnEarlierVersionIsKept() throws {
        var fixture = try PlanFixture(Self.text)
        let blueprint = try ContainerBlueprint(of: try #require(fixture.project.services["w"]), in: fixture.project)
        try fixture.carryOut()
        fixture.options.configurations = ["w": ConfigurationText([.text("text")])]
        fixture.change("shop-w-1") { container in
            container.labels["dev.engarde.fingerprint"] = nil
            container.labels["dev.engarde.blueprint"] = blueprint.json
        }
        #expect(try fixture.plan() == "")
        fixture.project.services["w"]?.user = "root"
        #expect(try fixture.plan().contains("# user: unset → root"))
    }

    @Test func aFingerprintOfAnotherFormIsReadAsWell() throws {
        var fixture = try made(try PlanFixture(Self.text))
        let label = try #require(labels(fixture)["dev.engarde.fingerprint"])
        for same in [label, "{ \(label.dropFirst())", "\(label) "] {
            fixture.change("shop-w-1") { $0.labels["dev.engarde.fingerprint"] = same }
            #expect(try fixture.plan() == "")
        }
        for other in [String(label.dropLast()), label.replacing("\"salt\"", with: "\"other\"")] {
            fixture.change("shop-w-1") { $0.labels["dev.engarde.fingerprint"] = other }
            #expect(try fixture.plan().contains("# its configuration is not known"))
        }
        fixture.change("shop-w-1") { $0.labels["dev.engarde.fingerprint"] = label }
        fixture.project.services["w"]?.user = "root"
        #expect(try fixture.plan().contains("# user: unset → root"))
    }

    @Test func anotherDigestOfDockerComposeIsNoReasonToReplaceAContainer() throws {
        var fixture = try PlanFixture(Self.text)
        fixture.options.configurations = ["w": ConfigurationText([.text("text")])]
        fixture = try made(fixture)
        fixture.options.configurations = ["w": ConfigurationText([.text("text of another version")])]
        #expect(try fixture.plan() == "")
    }

    @Test func aContainerOfDockerComposeWithTheSameDigestIsKept() throws {
        var fixture = try made(try PlanFixture(Self.text))
        fixture.options.configurations = ["w": ConfigurationText([.text("text")])]
        fixture.change("shop-w-1") { container in
            container.labels["dev.engarde.fingerprint"] = nil
            container.labels[Self.label] = Digest.hexadecimal(of: "text")
        }
        #expect(try fixture.plan() == "")
        fixture.change("shop-w-1") { $0.labels[Self.label] = "another" }
        #expect(try fixture.plan().contains("# its configuration is not known"))
    }

    private static let sharing = """
        services:
          db: {image: db, network_mode: none, scale: 2}
          side:
            image: side
            network_mode: service:db
            ipc: service:db
            labels: {network_mode: "service:db"}
            volumes_from: ["db:ro", "container:other:ro"]
        """

    /// docker compose's digest of a service that shares holds identifiers of containers.
    @Test func whatAServiceSharesIsNamedByItsContainer() throws {
        let loaded = try ProjectLoader(files: InMemoryProjectFiles(["/shop/compose.yaml": Self.sharing]))
            .load(LoadRequest(workingDirectory: "/shop", projectName: "shop"))
        let text = try #require(loaded.configurationTexts()["side"])
        #expect(text.sharedServices == ["db", "db", "db"])
        #expect(text.whole { _ in nil } == nil)
        let json = #"""
            {"command":null,"entrypoint":null,"image":"side","ipc":"container:f00d",\#
            "labels":{"network_mode":"service:db"},"network_mode":"container:f00d","volumes_from":["f00d","other"]}
            """#
        #expect(text.whole { _ in "f00d" } == json)
    }

    @Test func theDigestOfAServiceThatSharesIsMadeWhenTheOtherContainerIsThere() throws {
        var fixture = try PlanFixture(Self.sharing)
        let text = ConfigurationText([.text("it shares "), .container(of: "db")])
        fixture.options.configurations = ["side": text]
        func creation() throws -> Operation.CreateContainer? {
            try fixture.outcome().plan.steps.lazy.compactMap { step in
                if case .createContainer(let create) = step.operation, create.service == "side" { create } else { nil }
            }.first
        }
        let first = try #require(try creation()?.sharedConfiguration)
        #expect(first.containers == ["db": "shop-db-1"])
        #expect(first.digest(["db": "f00d"]) == Digest.hexadecimal(of: "it shares f00d"))
        #expect(first.digest([:]) == nil)
        try fixture.carryOut()
        fixture.project.services["side"]?.user = "root"
        let second = try #require(try creation())
        let identifier = try #require(fixture.observed.containers.first { $0.name == "shop-db-1" }).id.rawValue
        #expect(second.sharedConfiguration == nil)
        #expect(second.request.config.labels[Self.label] == Digest.hexadecimal(of: "it shares \(identifier)"))
    }
}
