import Foundation
import TestSupport
import Testing

extension ScenarioTests {
    /// Under which names and addresses services reach each other.
    @Suite struct Addresses {
        private static let text = """
            services:
              web:
                image: \(Requirements.image)
                init: true
                command: [sleep, "1000"]
                hostname: front
                networks: {inner: {ipv4_address: 10.231.77.10, aliases: [www]}}
              client:
                image: \(Requirements.image)
                init: true
                command: [sleep, "1000"]
                networks: [inner, outer]
                extra_hosts: ["far.example=192.0.2.7"]
              alone: {image: \(Requirements.image), init: true, command: [sleep, "1000"], networks: [outer]}
            networks:
              inner: {ipam: {config: [{subnet: 10.231.77.0/24}]}}
              outer: {name: "$OUTER"}
            """

        @Test func servicesAreFoundInTheNetworksThatTheyShare() async throws {
            try await Scenario.run(["compose.yaml": Self.text]) { scenario in
                let outer = "\(scenario.project)-outer"
                try scenario.write("OUTER=\(outer)\n", to: ".env")
                let up = try await scenario.engarde("up", "-d")
                #expect(up.status == 0, "\(up.errors)")
                #expect(
                    try await scenario.inspect("web", "{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}")
                        == "10.231.77.10"
                )
                for (name, address) in [
                    ("web", "10.231.77.10"), ("www", "10.231.77.10"), ("far.example", "192.0.2.7"),
                ] {
                    let found = try await scenario.engarde("exec", "-T", "client", "getent", "hosts", name)
                    #expect(found.output.hasPrefix("\(address) "), "\(name): \(found)")
                }
                #expect(try await scenario.engarde("exec", "-T", "web", "hostname").output == "front\n")
                let client = try await scenario.engarde("exec", "-T", "alone", "getent", "hosts", "client")
                #expect(client.status == 0, "\(client)")
                let networks = "{{range $name, $_ := .NetworkSettings.Networks}}{{$name}} {{end}}"
                #expect(try await scenario.inspect("alone", networks) == outer)

                let down = try await scenario.engarde("down", "-t", "1")
                #expect(down.errors.contains("Network \(outer)  Removed"), "\(down.errors)")
                #expect(down.errors.contains("Network \(scenario.project)_inner  Removed"), "\(down.errors)")
                #expect(try await scenario.docker("network", "ls", "-q", "--filter", "name=\(scenario.project)") == "")
            }
        }

        @Test func whatIsRebuiltStaysInItsExternalNetwork() async throws {
            try await Scenario.run([".env": "WORD=one\n"]) { scenario in
                let network = "\(scenario.project)-outside"
                let networks = "{{range $name, $_ := .NetworkSettings.Networks}}{{$name}}{{end}}"
                let label = "com.docker.compose.project=\(scenario.project)"
                try await scenario.docker("network", "create", "--label", label, network)
                try scenario.write(
                    """
                    services:
                      app:
                        build: {context: ., dockerfile_inline: "FROM \(Requirements.image)\\nCOPY .env /seen"}
                        init: true
                        command: [sleep, "1000"]
                        develop: {watch: [{action: rebuild, path: .env}]}
                        networks: [outside]
                    networks: {outside: {external: true, name: "\(network)"}}
                    """,
                    to: "compose.yaml"
                )
                let watch = try scenario.start(["--verbose", "watch", "app"])
                #expect(try await eventually(within: .seconds(60)) { watch.errors.contains("Watch enabled") })
                #expect(!watch.errors.contains("batch complete"), "\(watch.errors)")
                let first = try await scenario.container("app")
                #expect(try await scenario.inspect("app", networks) == network)
                try scenario.write("WORD=two\n", to: ".env")
                #expect(
                    try await eventually(within: .seconds(60)) { watch.errors.contains(" ✔ app  rebuild .env") },
                    "\(watch.errors)"
                )
                // Docker compose's words for the end of a batch.
                #expect(
                    try await eventually { watch.errors.components(separatedBy: "batch complete: ").count == 2 },
                    "\(watch.errors)"
                )
                #expect(try await scenario.container("app") != first)
                #expect(try await scenario.inspect("app", networks) == network)
                #expect(try await scenario.engarde("exec", "-T", "app", "cat", "/seen").output == "WORD=two\n")
                watch.signal(SIGINT)
                #expect(try await watch.result().status == 130)
            }
        }
    }
}
