import Foundation
import Testing

extension ScenarioTests {
    /// Links on the engine's own bridge, which lead to one container and no other.
    @Suite(.serialized) struct Links {
        private static let text = """
            services:
              db: &common
                image: \(Requirements.image)
                init: true
                command: [sleep, "1000"]
                network_mode: bridge
                environment: {A: "$A"}
              web: {<<: *common, environment: {}, links: ["db:store"]}
            """

        private func resolves(_ scenario: Scenario) async throws -> Bool {
            let web = try await scenario.container("web")
            let names = try await scenario.docker("exec", web, "getent", "hosts", "store")
            let address = try await scenario.inspect("db", "{{.NetworkSettings.IPAddress}}")
            return !address.isEmpty && names.hasPrefix(address + " ")
        }

        @Test func aLinkLeadsToWhatWasBroughtUpAlone() async throws {
            try await Scenario.run(["compose.yaml": Self.text, ".env": "A=1\n"]) { scenario in
                for service in ["db", "web"] {
                    let up = try await scenario.engarde("up", "-d", service)
                    #expect(up.status == 0, "\(up.errors)")
                }
                #expect(try await resolves(scenario))
                // What is linked to a container that is replaced alone is replaced, too.
                let changed = try await scenario.engarde("up", "-d", "db", environment: ["A": "2"])
                #expect(changed.status == 0, "\(changed.errors)")
                #expect(try await resolves(scenario))
                let again = try await scenario.engarde("up", "--dry-run", environment: ["A": "2"])
                #expect(again.output == "nothing to do\n")
            }
        }

        @Test func aLinkThatLeadsNowhereIsMadeAnew() async throws {
            try await Scenario.run(["compose.yaml": Self.text, ".env": "A=1\n"]) { scenario in
                let alone = try await scenario.engarde("up", "-d", "--no-deps", "web")
                #expect(alone.status == 0, "\(alone.errors)")
                #expect(
                    alone.errors.contains(
                        "warning: service 'web' gets no link to service 'db', which has no container\n"
                    )
                )
                let up = try await scenario.engarde("up", "-d", "web")
                #expect(up.status == 0, "\(up.errors)")
                #expect(try await resolves(scenario))
                // As another tool does it that replaces the one and leaves the other.
                let web = try await scenario.container("web")
                let old = try await scenario.container("db")
                try await scenario.docker("rm", "-f", old)
                try await scenario.engarde("up", "-d", "--no-deps", "db")
                #expect(try await scenario.container("web") != web)
                #expect(try await resolves(scenario))
            }
        }
    }
}
