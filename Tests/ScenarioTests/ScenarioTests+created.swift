import Foundation
import Testing

extension ScenarioTests {
    /// What the engine says of containers whose attributes take effect only on certain machines: they are made, not started.
    @Suite struct Created {
        @Test func devicesAreAskedFor() async throws {
            let text = """
                services:
                  all: {image: \(Requirements.image), network_mode: none, gpus: all}
                  some:
                    image: \(Requirements.image)
                    network_mode: none
                    gpus: [{driver: nvidia, device_ids: ["0", "2"], capabilities: [utility], options: {a: b}}]
                  reserved:
                    image: \(Requirements.image)
                    network_mode: none
                    deploy: {resources: {reservations: {devices: [{capabilities: [tpu], count: 2}]}}}
                  raw:
                    image: \(Requirements.image)
                    network_mode: none
                    devices: ["/dev/null:/dev/zilch:rw"]
                    device_cgroup_rules: ["c 1:3 rwm"]
                """
            try await Scenario.run(["compose.yaml": text]) { scenario in
                let created = try await scenario.engarde("create")
                #expect(created.status == 0, "\(created.errors)")
                func requests(_ service: String) async throws -> String {
                    try await scenario.inspect(
                        service,
                        "{{range .HostConfig.DeviceRequests}}{{.Driver}} {{.Count}} {{.DeviceIDs}} {{.Capabilities}} {{.Options}}{{end}}"
                    )
                }
                #expect(try await requests("all") == "-1 [] [[gpu]] map[]")
                #expect(try await requests("some") == "nvidia 0 [0 2] [[utility gpu]] map[a:b]")
                #expect(try await requests("reserved") == "2 [] [[tpu]] map[]")
                let device =
                    "{{range .HostConfig.Devices}}{{.PathOnHost}} {{.PathInContainer}} {{.CgroupPermissions}}{{end}}"
                #expect(try await scenario.inspect("raw", device) == "/dev/null /dev/zilch rw")
                #expect(try await scenario.inspect("raw", "{{.HostConfig.DeviceCgroupRules}}") == "[c 1:3 rwm]")
                #expect(try await scenario.engarde("create", "--dry-run").output == "nothing to do\n")
            }
        }

        @Test(arguments: ["file", "registry"])
        func credentialsOfServiceAccountsReachTheEngine(form: String) async throws {
            let text = """
                services:
                  app:
                    image: \(Requirements.image)
                    network_mode: none
                    credential_spec: {\(form): spec.json}
                """
            try await Scenario.run(["compose.yaml": text]) { scenario in
                // Only engines on Windows know such accounts; this one quotes what it was asked for.
                let result = try await scenario.engarde("create")
                #expect(result.status == 1)
                #expect(result.errors.contains("credentialspec=\(form)://spec.json"), "\(result.errors)")
                #expect(try await scenario.container("app") == "")
            }
        }

        @Test func credentialsInConfigsAreRefused() async throws {
            let text = """
                services:
                  app:
                    image: \(Requirements.image)
                    credential_spec: {config: spec}
                configs: {spec: {file: ./spec.json}}
                """
            try await Scenario.run(["compose.yaml": text, "spec.json": "{}"]) { scenario in
                let result = try await scenario.engarde("create")
                #expect(result.status == 1)
                #expect(
                    result.errors.hasPrefix(
                        """
                        error: service 'app' uses 'credential_spec.config', which is not supported yet: an \
                        engine without Swarm has no store of configs
                          --> compose.yaml:4:
                        """
                    ),
                    "\(result.errors)"
                )
                #expect(try await scenario.container("app") == "")
            }
        }

        @Test func namedPipesAreRefused() async throws {
            let text = """
                services:
                  app:
                    image: \(Requirements.image)
                    volumes: [{type: npipe, source: x, target: /x}]
                """
            try await Scenario.run(["compose.yaml": text]) { scenario in
                let result = try await scenario.engarde("up", "-d")
                #expect(result.status == 1)
                #expect(
                    result.errors.hasPrefix(
                        """
                        error: service 'app' uses 'volumes.type', which is not supported yet: 'npipe', since named pipes are of \
                        engines on Windows
                          --> compose.yaml:4:
                        """
                    ),
                    "\(result.errors)"
                )
                #expect(try await scenario.container("app") == "")
            }
        }

        @Test func whatProvidersSayIsInTheRequest() async throws {
            let provider = #"""
                #!/bin/sh
                case "$*" in
                    *" up "*)
                        echo '{"type": "setenv", "message": "URL=magic://1"}'
                        echo '{"type": "rawsetenv", "message": "PLAIN=yes"}' ;;
                esac
                """#
            let text = """
                services:
                  app: {image: "\(Requirements.image)", network_mode: none, depends_on: [store]}
                  store: {provider: {type: magic}}
                """
            try await Scenario.run(["compose.yaml": text, "bin/magic": provider]) { scenario in
                try await scenario.shell("chmod +x bin/magic")
                let folder = scenario.directory.appendingPathComponent("bin").path
                let environment = ["PATH": "\(folder):/usr/local/bin:/usr/bin:/bin"]
                let up = try await scenario.engarde("up", "--no-start", environment: environment)
                #expect(up.status == 0, "\(up.errors)")
                let variables = try await scenario.inspect("app", "{{range .Config.Env}}{{.}} {{end}}")
                    .split(separator: " ")
                #expect(variables.contains("STORE_URL=magic://1") && variables.contains("PLAIN=yes"), "\(variables)")
            }
        }
    }
}
