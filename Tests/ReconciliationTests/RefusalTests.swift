import ComposeModel
import EngineAPI
import OrderedCollections
import Reconciliation
import Testing

/// What no plan is made for, and the words in which that is said.
@Suite struct RefusalTests {
    private func message(_ fixture: PlanFixture) -> String? {
        do {
            _ = try fixture.outcome()
            return nil
        } catch let error as ReconciliationError {
            return ([error.description] + [error.hint].compactMap(\.self)).joined(separator: "\nhint: ")
        } catch {
            return "another error: \(error)"
        }
    }

    @Test func aPortThatAnotherContainerHoldsIsRefusedBeforeAnythingIsTouched() throws {
        var fixture = try PlanFixture("services: {web: {image: web, network_mode: bridge, ports: ['8080:80']}}")
        fixture.observed.portHolders = [PortHolder(container: "other-web-1", port: 8080)]
        #expect(
            message(fixture) == """
                service 'web' publishes port 8080, which container 'other-web-1' holds
                hint: stop the other container or publish another port
                """
        )
    }

    @Test func aNameThatAContainerOutsideTheProjectHasIsRefusedBeforeAnythingIsTouched() throws {
        let text = "services: {web: {image: web, network_mode: none, container_name: proxy}, db: {image: db}}"
        var fixture = try PlanFixture(text)
        fixture.observed.otherContainers = ["proxy": "0123456789abcdef", "shop_web_1": "1", "shop-web-1": "2"]
        let words = """
            service 'web' gets no container: the container name "/proxy" is already in use by container "0123456789ab"
            hint: rename or remove the other container, or give this one another 'container_name'
            """
        #expect(message(fixture) == words)
        // Nor does a container get it that replaces one of another name.
        fixture.observed.otherContainers = [:]
        fixture.project = try PlanFixture("services: {web: {image: web, network_mode: none}}").project
        try fixture.carryOut()
        fixture.project = try PlanFixture(text).project
        fixture.observed.images["db"] = "sha256:db"
        fixture.observed.otherContainers = ["proxy": "0123456789abcdef"]
        #expect(message(fixture) == words)
        fixture.options.services = ["db"]
        #expect(message(fixture) == nil)
    }

    @Test(arguments: [
        ("web:", "there is no tag behind the colon: is a variable not set?"),
        ("Web", "write it as '[registry/]name[:tag]', the name in lower case"),
    ])
    func anImageNeedsAName(image: String, hint: String) throws {
        let fixture = try PlanFixture("services: {web: {image: '\(image)'}}")
        let error = ReconciliationError.imageNameInvalid(service: "web", image: image)
        #expect(throws: error) { try fixture.imagePlan() }
        #expect(error.description == "service 'web' has no valid image name: '\(image)'" && error.hint == hint)
    }

    @Test func aPortOnAnotherAddressOrProtocolIsNoConflict() throws {
        var fixture = try PlanFixture("services: {web: {image: web, network_mode: bridge, ports: ['127.0.0.1:80:80']}}")
        fixture.observed.portHolders = [
            PortHolder(container: "a", port: 80, address: "127.0.0.2"),
            PortHolder(container: "b", port: 80, transport: "udp"),
        ]
        #expect(message(fixture) == nil)
    }

    @Test func externalNetworksAndVolumesHaveToExist() throws {
        var fixture = try PlanFixture(
            """
            services: {web: {image: web, networks: [edge], volumes: ["data:/data"]}}
            networks: {edge: {external: true, name: proxy}}
            volumes: {data: {external: true}}
            """
        )
        #expect(
            message(fixture) == """
                network proxy declared as external, but could not be found
                hint: create it with 'docker network create proxy'
                """
        )
        fixture.observed.networks["proxy"] = ObservedNetwork()
        #expect(
            message(fixture) == """
                external volume "data" not found
                hint: create it with 'docker volume create data'
                """
        )
        fixture.observed.volumes["data"] = ObservedVolume()
        #expect(message(fixture) == nil)
    }

    @Test func aServiceThatTheProjectDoesNotHaveIsNamed() throws {
        var fixture = try PlanFixture("services: {web: {image: web}}")
        fixture.options.services = ["wbe"]
        #expect(message(fixture) == "no such service: wbe\nhint: the project has 'web'")
    }

    @Test(arguments: [("secrets", "secret"), ("configs", "config")])
    func theFormOfASecretThatCannotBeGivenIsNamed(section: String, kind: String) throws {
        let fixture = try PlanFixture(
            "services: {web: {image: web, \(section): [x]}}\n\(section): {x: {external: true}}"
        )
        let forms = kind == "secret" ? "'file' and 'environment'" : "'file', 'environment' and 'content'"
        #expect(
            message(fixture) == """
                \(kind) 'x' of service 'web' is declared with 'external', and only \(forms) are supported
                hint: keep the value in a file and name it with 'file'
                """
        )
        let error = ReconciliationError.unsupportedFile(service: "web", kind: kind, key: "x", form: "external")
        #expect(error.path == [section, "x", "external"])
    }

    @Test func aSecretNeedsItsVariable() throws {
        let text = "services: {web: {image: web, secrets: [x]}}\nsecrets: {x: {environment: TOKEN}}"
        #expect(
            message(try PlanFixture(text)) == """
                environment variable "TOKEN" required by secret "x" is not set
                hint: set TOKEN in the environment or in '.env'
                """
        )
        #expect(message(try PlanFixture(text, files: ["/shop/.env": "TOKEN=\n"])) == nil)
    }

    @Test func whatIsPutIntoAContainerNeedsARootThatCanBeWrittenToAndAnOwnerThatIsANumber() throws {
        #expect(
            message(
                try PlanFixture(
                    "services: {web: {image: web, read_only: true, configs: [x]}}\nconfigs: {x: {content: a}}"
                )
            ) == """
                cannot create config "x" in read-only service web: `file` is the sole supported option
                hint: keep the value in a file and name it with 'file', or leave 'read_only' out
                """
        )
        #expect(
            message(
                try PlanFixture(
                    "services: {web: {image: web, configs: [{source: x, uid: app}]}}\nconfigs: {x: {content: a}}"
                )
            ) == """
                'uid' of config 'x' of service 'web' is not a number: 'app'
                hint: write the number that the container's image has for the user or group
                """
        )
    }

    @Test func allThatNoContainerCanBeGivenIsNamedInOneGo() throws {
        let fixture = try PlanFixture(
            """
            services:
              web:
                image: web
                use_api_socket: true
                read_only: true
                credential_spec: {config: text}
                secrets: [token, key, file]
                configs: [text]
              api: {image: api, secrets: [token], configs: [shared]}
              fast: {image: fast, ports: ["8080:80", "8081:81"], scale: 2}
            secrets: {token: {environment: TOKEN}, key: {external: true}, file: {file: ./file}}
            configs: {text: {external: true}, shared: {environment: SHARED}}
            """
        )
        do {
            _ = try fixture.outcome()
            Issue.record("a plan was made")
        } catch let error as ReconciliationError {
            #expect(
                error.each.map(\.path) == [
                    ["configs", "shared", "environment"], ["secrets", "token", "environment"],
                    ["services", "fast", "ports"],
                    ["services", "web", "use_api_socket"], ["services", "web", "credential_spec", "config"],
                    ["configs", "text", "external"], ["secrets", "key", "external"], ["services", "web", "secrets"],
                ]
            )
            #expect(
                error.each.prefix(1).map(\.description) == [
                    "environment variable \"SHARED\" required by config \"shared\" is not set"
                ]
            )
        }
    }

    @Test func aNeverPulledImageThatIsMissingIsNamed() throws {
        let fixture = try PlanFixture("services: {web: {image: nowhere, pull_policy: never}}")
        #expect(throws: ReconciliationError.imageMissing(service: "web", image: "nowhere")) {
            try fixture.imagePlan(observed: ObservedState())
        }
    }

    @Test(arguments: ["8080:80", "8080-8081:80", "127.0.0.1:8080:80/udp"])
    func containersCannotShareAPort(port: String) throws {
        var fixture = try PlanFixture("services: {web: {image: web, network_mode: bridge, ports: ['\(port)']}}")
        #expect(message(fixture) == nil)
        fixture.options.scale = ["web": 3]
        let published = port.contains("8081") ? "8080-8081" : "8080"
        #expect(
            message(fixture) == """
                service 'web' publishes port \(published), which its 3 containers cannot share
                hint: leave the host's port open, publish a range of ports, or run one container
                """
        )
    }

    @Test(arguments: ["80", "8080-8082:80"]) func enoughPortsAreNoConflict(port: String) throws {
        var fixture = try PlanFixture("services: {web: {image: web, network_mode: bridge, ports: ['\(port)']}}")
        fixture.options.scale = ["web": 3]
        #expect(message(fixture) == nil)
    }

    @Test func containersCannotShareAName() throws {
        var fixture = try PlanFixture("services: {web: {image: web, network_mode: none, container_name: one}}")
        fixture.options.scale = ["web": 2]
        #expect(
            message(fixture) == """
                service 'web' has the container name 'one', which its 2 containers cannot share
                hint: remove 'container_name', or run one container
                """
        )
    }

    @Test func whatAnUnselectedServiceLacksStopsNobodyElse() throws {
        var fixture = try PlanFixture(
            """
            services:
              web: {image: web, network_mode: none}
              broken:
                image: "broken:"
                credential_spec: {config: none}
                networks: [edge]
                volumes: ["gone:/gone"]
                ports: ["8080:80"]
                scale: 2
              helper: {provider: {type: helper}}
            networks: {edge: {external: true}}
            volumes: {gone: {external: true}}
            """
        )
        #expect(message(fixture) != nil)
        fixture.options.services = ["web"]
        #expect(message(fixture) == nil)
        #expect(try fixture.imagePlan(for: ["web"]).isEmpty)
    }
}
