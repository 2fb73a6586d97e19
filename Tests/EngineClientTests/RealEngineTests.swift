import EngineAPI
import EngineClient
import Testing

/// What the client promises, kept by the engine of this machine.
@Suite(
    .enabled("an engine answers and can run the test image") { await RealEngine.isReady() },
    .timeLimit(.minutes(5))
)
struct RealEngineTests {
    let client: EngineClient

    init() throws { client = try RealEngine.client() }

    /// The text of what a container or a process wrote, by stream.
    func texts(_ frames: OutputFrames) async throws -> [LogFrame.Stream: String] {
        var bytes: [LogFrame.Stream: [UInt8]] = [:]
        for try await frame in frames { bytes[frame.stream, default: []] += frame.bytes }
        return bytes.mapValues { String(decoding: $0, as: UTF8.self) }
    }
}

extension RealEngineTests {
    @Test func theEngineIntroducesItself() async throws {
        let ping = try await client.ping()
        let version = try await client.version()
        let information = try await client.information()
        #expect(ping.apiVersion == version.apiVersion)
        #expect((ping.podmanVersion != nil) == version.isPodman)
        #expect(!version.version.isEmpty && information.serverVersion == version.version)
        #expect(information.processorCount > 0 && information.memoryTotal > 0)
        #expect(try await client.apiVersion <= version.apiVersion)
    }

    @Test func aContainerLivesAndIsSeenToLive() async throws {
        let marker = RealEngine.uniqueName("life")
        let events = try await client.events(filters: .label("marker", marker))
        let command = ["sh", "-c", "echo out; echo err >&2; exit 3"]
        let id = try await RealEngine.withContainer(
            client,
            command: command,
            isStarted: false,
            configure: {
                $0.config.labels["marker"] = marker
                $0.config.env = ["A=b c"]
            },
            body: { id in
                #expect(try await client.inspectContainer(id).state.status == .created)
                try await client.startContainer(id)
                #expect(try await client.waitForContainer(id) == 3)
                let container = try await client.inspectContainer(id)
                #expect(container.state.status == .exited && container.state.exitCode == 3)
                #expect(container.config.env.contains("A=b c") && container.config.cmd == command)
                let output = try await texts(try await client.logs(of: id))
                #expect(output == [.stdout: "out\n", .stderr: "err\n"])
                let onlyErrors = try await client.logs(of: id, .init(stdout: false))
                #expect(try await texts(onlyErrors) == [.stderr: "err\n"])
                let list = try await client.containers(filters: .label("marker", marker))
                #expect(list.map(\.id) == [id] && list.first?.state == .exited)
                #expect(try await client.containers(all: false, filters: .label("marker", marker)).isEmpty)
                let name = RealEngine.uniqueName("renamed")
                try await client.renameContainer(id, to: name)
                #expect(try await client.inspectContainer(ContainerID(name)).id == id)
                return id
            }
        )
        await #expect(throws: EngineError.notFound(.container(id), message: "No such container: \(id)")) {
            _ = try await client.inspectContainer(id)
        }
        var actions: [EngineEvent.Action] = []
        for try await event in events {
            actions.append(event.action)
            if event.action == .die { #expect(event.exitCode == 3 && event.container == id) }
            if event.action == .destroy { break }
        }
        #expect(actions == [.create, .start, .die, .rename, .destroy])
    }

    @Test func stoppingAndStartingTwiceIsNoError() async throws {
        try await RealEngine.withContainer(
            client,
            command: ["sh", "-c", "trap 'exit 7' TERM; echo ready; while :; do sleep 0.05; done"]
        ) {
            id in
            try await client.startContainer(id)
            var output = try await client.logs(of: id, .init(follow: true)).makeAsyncIterator()
            #expect(try await output.next()?.bytes == Array("ready\n".utf8))
            try await client.stopContainer(id, gracePeriod: .seconds(30))
            #expect(try await client.inspectContainer(id).state.exitCode == 7)
            try await client.stopContainer(id, gracePeriod: .seconds(10))
            do {
                try await client.killContainer(id)
                Issue.record("a container that does not run cannot be killed")
            } catch EngineError.conflict(let object, _) {
                #expect(object == .container(id))
            }
            try await client.restartContainer(id, gracePeriod: .zero)
            try await client.killContainer(id, signal: "SIGKILL")
            #expect(try await client.waitForContainer(id) == 137)
        }
    }

    @Test func whatDoesNotExistIsNamed() async throws {
        let image: ImageReference = "engarde-test-nothing:none"
        do {
            _ = try await client.createContainer(ContainerCreateRequest(image: image), name: nil)
            Issue.record("the image does not exist")
        } catch let error as EngineError {
            #expect(
                "\(error)"
                    == "image 'engarde-test-nothing:none' does not exist: No such image: engarde-test-nothing:none"
            )
        }
        do {
            try await client.removeNetwork("engarde-test-nothing")
            Issue.record("the network does not exist")
        } catch EngineError.notFound(let object, _) {
            #expect(object == .network("engarde-test-nothing"))
        }
        do {
            _ = try await client.inspectVolume("engarde-test-nothing")
            Issue.record("the volume does not exist")
        } catch EngineError.notFound(let object, _) {
            #expect(object == .volume("engarde-test-nothing"))
        }
        try await client.removeVolume("engarde-test-nothing", force: true)
    }

    @Test func aNetworkThatIsGoneIsNotTakenForTheContainer() async throws {
        let network = RealEngine.uniqueName("gone")
        let id = try await client.createNetwork(NetworkCreateRequest(name: network)).id
        let join: (inout ContainerCreateRequest) -> Void = { $0.hostConfig.networkMode = network }
        try await RealEngine.withContainer(client, command: ["true"], isStarted: false, configure: join) { container in
            try await client.removeNetwork(id)
            do {
                try await client.startContainer(container)
                Issue.record("the network is gone")
            } catch EngineError.rejected(_, let status, let message) {
                #expect(status == 404 && message.contains(network))
            }
            do {
                try await client.connect("engarde-test-nothing", to: "bridge")
                Issue.record("the container does not exist")
            } catch EngineError.notFound(let object, _) {
                #expect(object == .container("engarde-test-nothing"))
            }
            do {
                try await client.startContainer("engarde-test-nothing")
                Issue.record("the container does not exist")
            } catch EngineError.notFound(let object, _) {
                #expect(object == .container("engarde-test-nothing"))
            }
        }
    }

    @Test func aNameIsTakenOnce() async throws {
        try await RealEngine.withContainer(client, command: ["true"], isStarted: false) { id in
            let name = try await client.inspectContainer(id).name
            do {
                _ = try await client.createContainer(ContainerCreateRequest(image: RealEngine.image), name: name)
                Issue.record("the name is taken")
            } catch EngineError.conflict(let object, let message) {
                #expect(object == .container(ContainerID(name)))
                #expect(message.contains(name))
            }
        }
    }

    @Test func aPortIsTakenOnce() async throws {
        let network = RealEngine.uniqueName("ports")
        _ = try await client.createNetwork(NetworkCreateRequest(name: network))
        try await RealEngine.cleaningUp {
            func publish(_ hostPort: String) -> (inout ContainerCreateRequest) -> Void {
                { request in
                    request.hostConfig.networkMode = network
                    request.config.exposedPorts = [ContainerPort(80)]
                    let binding = PortBinding(hostIP: "127.0.0.1", hostPort: hostPort)
                    request.hostConfig.portBindings = [ContainerPort(80): [binding]]
                }
            }
            try await RealEngine.withContainer(client, command: ["sleep", "60"], configure: publish("")) { first in
                let ports = try await client.inspectContainer(first).networkSettings.ports
                let port = try #require(ports[ContainerPort(80)].first?.hostPort)
                let number = try #require(UInt16(port))
                let list = try await client.containers(filters: ["id": [first.rawValue]])
                #expect(list.first?.ports.first?.publicPort == number)
                try await RealEngine.withContainer(
                    client,
                    command: ["sleep", "60"],
                    isStarted: false,
                    configure: publish(port)
                ) { second in
                    do {
                        try await client.startContainer(second)
                        Issue.record("the port is taken")
                    } catch EngineError.portInUse(let taken, let container, _) {
                        #expect(taken == HostPort(address: "127.0.0.1", number: number))
                        #expect(container == second)
                    }
                }
            }
        } finally: {
            try await client.removeNetwork(NetworkID(network))
        }
    }

    @Test func logsAreFollowed() async throws {
        let script = """
            echo one
            until test -e /tmp/go; do sleep 0.02; done
            echo two
            until test -e /tmp/end; do sleep 0.02; done
            """
        try await RealEngine.withContainer(client, command: ["sh", "-c", script]) { id in
            var frames = try await client.logs(of: id, .init(follow: true)).makeAsyncIterator()
            #expect(try await frames.next() == LogFrame(stream: .stdout, bytes: Array("one\n".utf8)))
            _ = try await client.execute(ExecCreateRequest(command: ["touch", "/tmp/go"]), in: id)
            #expect(try await frames.next() == LogFrame(stream: .stdout, bytes: Array("two\n".utf8)))
            // Of what is written right before the end, the engine may leave out something.
            _ = try await client.execute(ExecCreateRequest(command: ["touch", "/tmp/end"]), in: id)
            #expect(try await frames.next() == nil)
        }
    }

    @Test func aTerminalsOutputIsOneStream() async throws {
        try await RealEngine.withContainer(
            client,
            command: ["sh", "-c", "echo out; echo err >&2"],
            configure: { $0.config.tty = true }
        ) { id in
            _ = try await client.waitForContainer(id)
            #expect(try await texts(try await client.logs(of: id)) == [.stdout: "out\r\nerr\r\n"])
        }
    }

    @Test func healthIsReported() async throws {
        try await RealEngine.withContainer(
            client,
            command: ["sleep", "60"],
            configure: {
                $0.config.healthcheck = Healthcheck(
                    test: ["CMD-SHELL", "echo probed; test -e /tmp/ok"],
                    interval: .milliseconds(100),
                    timeout: .seconds(5),
                    retries: 1_000
                )
            }
        ) { id in
            let events = try await client.events(filters: ["container": [id.rawValue], "event": ["health_status"]])
            _ = try await client.execute(ExecCreateRequest(command: ["touch", "/tmp/ok"]), in: id)
            for try await event in events {
                #expect(event.action == .healthStatus(.healthy))
                break
            }
            let health = try await client.inspectContainer(id).state.health
            #expect(health?.status == .healthy)
            #expect(health?.log.last?.output == "probed\n" && health?.log.last?.exitCode == 0)
        }
    }

    @Test func networksAndVolumesAreMadeJoinedAndRemoved() async throws {
        let network = RealEngine.uniqueName("net")
        let volume = VolumeName(RealEngine.uniqueName("vol"))
        let labels = [RealEngine.label: network]
        let id = try await client.createNetwork(NetworkCreateRequest(name: network, labels: labels)).id
        let made = try await client.createVolume(VolumeCreateRequest(name: volume, labels: labels))
        try await RealEngine.cleaningUp {
            #expect(made.name == volume && made.driver == "local" && !made.createdAt.isNever)
            #expect(try await client.volumes(filters: .label(RealEngine.label, network)).map(\.name) == [volume])
            #expect(try await client.networks(filters: .label(RealEngine.label, network)).map(\.id) == [id])
            do {
                _ = try await client.createNetwork(NetworkCreateRequest(name: network))
                Issue.record("the name is taken")
            } catch EngineError.conflict(let object, _) {
                #expect(object == .network(NetworkID(network)))
            }
            try await RealEngine.withContainer(
                client,
                command: ["sleep", "60"],
                configure: {
                    $0.hostConfig.networkMode = network
                    $0.networks = [network: EndpointSettings(aliases: ["first"])]
                    var mount = Mount(type: .volume, source: volume.rawValue, target: "/data")
                    mount.volumeOptions = Mount.VolumeOptions()
                    $0.hostConfig.mounts = [mount]
                    $0.hostConfig.tmpfs = ["/scratch": "size=1m"]
                }
            ) { container in
                let before = try await client.inspectContainer(container)
                #expect(before.networkSettings.networks[network]?.aliases.contains("first") == true)
                #expect(before.mounts.contains { $0.name == volume.rawValue && $0.destination == "/data" })
                #expect(try await client.inspectNetwork(id).containers[container]?.name == before.name)
                do {
                    try await client.removeVolume(volume)
                    Issue.record("the volume is in use")
                } catch EngineError.conflict(let object, _) {
                    #expect(object == .volume(volume))
                }
                try await client.disconnect(container, from: id)
                #expect(try await client.inspectNetwork(id).containers.isEmpty)
                try await client.connect(container, to: id, EndpointSettings(aliases: ["second"]))
                let after = try await client.inspectContainer(container).networkSettings.networks[network]
                #expect(after?.aliases.contains("second") == true && after?.ipAddress.isEmpty == false)
            }
        } finally: {
            try await client.removeNetwork(id)
            try await client.removeVolume(volume)
        }
    }

    @Test func archivesGoInAndComeOut() async throws {
        try await RealEngine.withContainer(client, command: ["sleep", "60"]) { id in
            var tar = TarText()
            let contents = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
            tar.addDirectory("sub")
            tar.addFile("sub/big", contents)
            try await client.putArchive(into: id, at: "/tmp", archive: tar.pieces(of: 7_000))
            try await client.putArchive(into: id, at: "/tmp", archive: tar.archive)
            let big = try #require(try await client.status(of: "/tmp/sub/big", in: id))
            #expect(big.name == "big" && big.size == Int64(contents.count) && !big.isDirectory && !big.isLink)
            #expect(try await client.status(of: "/tmp/sub", in: id)?.isDirectory == true)
            #expect(try await client.status(of: "/nowhere", in: id) == nil)
            var archive: [UInt8] = []
            for try await chunk in try await client.getArchive(from: id, at: "/tmp/sub/big") { archive += chunk }
            #expect(Array(archive.dropFirst(512).prefix(contents.count)) == contents)
            do {
                try await client.putArchive(into: id, at: "/nowhere", archive: tar.pieces(of: 7_000))
                Issue.record("the directory does not exist")
            } catch EngineError.notFound(let object, _) {
                #expect(object == .path("/nowhere", in: id))
            }
        }
    }

    @Test func imagesGetAndLoseNames() async throws {
        let name = ImageReference(RealEngine.uniqueName("image") + ":v1")
        try await client.tagImage(RealEngine.image, as: name)
        let image = try await client.inspectImage(name)
        #expect(image.repoTags.contains(name.rawValue) && image.repoTags.contains(RealEngine.image.rawValue))
        #expect(image.config.cmd == ["sh"] && image.config.env == ["PATH=/bin"])
        #expect(try await client.images(filters: ["reference": [name.rawValue]]).map(\.id) == [image.id])
        try await client.removeImage(name)
        await #expect(throws: EngineError.self) { _ = try await client.inspectImage(name) }
    }

    @Test func aPullThatFailsSaysWhy() async throws {
        do {
            try await client.pullImage("127.0.0.1:1/engarde-test/nothing:1")
            Issue.record("there is no registry")
        } catch EngineError.pullFailed(let image, let message) {
            #expect(image == "127.0.0.1:1/engarde-test/nothing:1")
            #expect(message.contains("127.0.0.1:1"))
        }
    }
}
