import Foundation
import TestSupport
import Testing

extension ScenarioTests {
    /// Builds that ask for what only BuildKit's own interface takes.
    @Suite struct BuildControl {
        private static let image = Requirements.image

        /// The output of a program in the image of the service `app`.
        private func run(_ scenario: Scenario, _ command: String) async throws -> String {
            try await scenario.docker("run", "--rm", "\(scenario.project)-app", "sh", "-c", command)
        }

        /// Whether the engine's frontend is one of 2022 or later.
        private func hasNewerFrontend(_ scenario: Scenario) async throws -> Bool {
            let version = try await scenario.docker("version", "-f", "{{.Server.Version}}")
            return (Int(version.prefix(while: \.isNumber)) ?? 0) >= 23
        }

        /// Whether the engine keeps its images in containerd.
        private func keepsImagesInContainerd(_ scenario: Scenario) async throws -> Bool {
            try await scenario.docker("info", "-f", "{{json .DriverStatus}}").contains("io.containerd.snapshotter.v1")
        }

        @Test func onlyStagesThatAreNamedAreBuiltAgain() async throws {
            let files = [
                "compose.yaml": "services: {app: {build: {context: ., no_cache_filter: [fresh]}}}\n",
                "Dockerfile": """
                FROM \(Self.image) AS kept
                RUN cat /proc/sys/kernel/random/uuid > /kept
                FROM \(Self.image) AS fresh
                RUN cat /proc/sys/kernel/random/uuid > /fresh
                FROM \(Self.image)
                COPY --from=kept /kept /
                COPY --from=fresh /fresh /

                """,
            ]
            try await Scenario.run(files) { scenario in
                var built: [[Substring]] = []
                for _ in 0..<2 {
                    let result = try await scenario.engarde("build")
                    #expect(result.status == 0, "\(result.errors)")
                    built.append(try await run(scenario, "cat /kept /fresh").split(whereSeparator: \.isNewline))
                }
                #expect(built.allSatisfy { $0.count == 2 })
                #expect(built.first?.first == built.last?.first)
                #expect(built.first?.last != built.last?.last)
            }
        }

        @Test func aBuildThatFailsNamesItsLine() async throws {
            let files = [
                "compose.yaml": "services: {app: {build: {context: app, no_cache_filter: [last]}}}\n",
                "app/Dockerfile": "FROM \(Self.image) AS first\nFROM first AS last\nRUN echo not so; exit 3\n",
            ]
            try await Scenario.run(files) { scenario in
                let result = try await scenario.engarde("build")
                #expect(result.status == 1)
                let place = "--> \(scenario.directory.path)/app/Dockerfile:3:1\n"
                #expect(result.errors.contains(place), "\(result.errors)")
                #expect(
                    result.errors.contains("not so\n") && result.errors.contains("engarde explain EG0601"),
                    "\(result.errors)"
                )
            }
        }

        @Test func theNetworkOfTheHostIsGranted() async throws {
            try await Scenario.run([:]) { scenario in
                // The frontend of Docker Engine 20.10 does not know the flag.
                let flag = try await hasNewerFrontend(scenario) ? "--network=host " : ""
                try scenario.write("FROM \(Self.image)\nRUN \(flag)echo done > /done\n", to: "Dockerfile")
                try scenario.write("services: {app: {build: .}}\n", to: "compose.yaml")
                if !flag.isEmpty {
                    let refused = try await scenario.engarde("build")
                    #expect(refused.status == 1)
                    #expect(refused.errors.contains("network.host is not allowed"), "\(refused.errors)")
                }
                try scenario.write(
                    "services: {app: {build: {context: ., entitlements: [network.host]}}}\n",
                    to: "compose.yaml"
                )
                let result = try await scenario.engarde("build")
                #expect(result.status == 0, "\(result.errors)")
                #expect(try await run(scenario, "cat /done") == "done")
            }
        }

        @Test func whatTheEngineIsConfiguredNotToGrantIsSaid() async throws {
            let files = [
                "compose.yaml": "services:\n  app:\n    build: {context: ., privileged: true}\n",
                "Dockerfile": "FROM \(Self.image)\n",
            ]
            try await Scenario.run(files) { scenario in
                let result = try await scenario.engarde("build")
                #expect(result.status == 1)
                #expect(
                    result.errors.hasSuffix(
                        """
                        error: the image of service 'app' could not be built: granting entitlement security.insecure \
                        is not allowed by build daemon configuration
                          --> compose.yaml:3:5
                          |
                        3 |     build: {context: ., privileged: true}
                          |     ^^^^^

                        hint: allow it in the engine's daemon.json, below "builder" and "entitlements", \
                        and restart the engine (EG0601)

                        """
                    ),
                    "\(result.errors)"
                )
            }
        }

        @Test func stepsHaveLimits() async throws {
            let files = [
                "compose.yaml": "services: {app: {build: {context: ., ulimits: {nofile: 1234}}}}\n",
                "Dockerfile": "FROM \(Self.image)\nRUN ulimit -n > /limit\n",
            ]
            try await Scenario.run(files) { scenario in
                let result = try await scenario.engarde("build")
                if try await hasNewerFrontend(scenario) {
                    #expect(result.status == 0, "\(result.errors)")
                    #expect(try await run(scenario, "cat /limit") == "1234")
                } else {
                    #expect(result.status == 1)
                    let words = "service 'app': build.ulimits requires Docker Engine v23.0 or later"
                    #expect(result.errors.contains(words) && result.errors.contains("(EG0412)"), "\(result.errors)")
                }
            }
        }

        @Test func furtherContextsGoThisWayToo() async throws {
            let files = [
                "compose.yaml": """
                services:
                  app:
                    build:
                      context: .
                      no_cache_filter: [run]
                      additional_contexts: {shared: ./shared}
                      extra_hosts: [far=10.0.0.1, here=host-gateway]

                """,
                "Dockerfile": """
                FROM \(Self.image) AS run
                COPY --from=shared a /a
                RUN cp /etc/hosts /seen

                """,
                "shared/a": "shared",
            ]
            try await Scenario.run(files) { scenario in
                let result = try await scenario.engarde("build")
                #expect(result.status == 0, "\(result.errors)")
                #expect(try await run(scenario, "cat /a") == "shared")
                let hosts = try await run(scenario, "cat /seen")
                #expect(hosts.contains("10.0.0.1") && hosts.contains("far"), "\(hosts)")
                #expect(hosts.contains("here") && !hosts.contains("host-gateway"), "\(hosts)")
            }
        }

        /// What a registry has under a name: the platforms of a list, and how many attestations are in it.
        private func list(
            _ scenario: Scenario,
            _ host: String,
            _ name: String
        ) async throws -> (architectures: Set<String>, attestations: Int) {
            let kind = "application/vnd.oci.image.index.v1+json"
            let answer = try await scenario.shell("curl -s -H 'Accept: \(kind)' \(host)/v2/\(name)/manifests/1")
            let json = try JSONSerialization.jsonObject(with: Data(answer.output.utf8)) as? [String: Any]
            let manifests = json?["manifests"] as? [[String: Any]] ?? []
            let architectures = manifests.compactMap { ($0["platform"] as? [String: String])?["architecture"] }
            let attestations = manifests.filter {
                ($0["annotations"] as? [String: String])?["vnd.docker.reference.type"] == "attestation-manifest"
            }
            return (Set(architectures).subtracting(["unknown"]), attestations.count)
        }

        @Test func anImageForSeveralPlatformsIsSentToItsRegistry() async throws {
            try await Scenario.run(["Dockerfile": "FROM scratch\nCOPY Dockerfile /\n"]) { scenario in
                let host = try await scenario.startRegistry(ImageTransfer.registry)
                let name = "\(scenario.project)/app"
                try scenario.write(
                    """
                    services:
                      app:
                        image: "\(host)/\(name):1"
                        build: {context: ., platforms: [linux/amd64, linux/arm64]}

                    """,
                    to: "compose.yaml"
                )
                let result = try await scenario.engarde("build", "--push")
                if try await keepsImagesInContainerd(scenario) {
                    #expect(result.status == 0, "\(result.errors)")
                    #expect(try await list(scenario, host, name).architectures == ["amd64", "arm64"])
                    try await scenario.docker("rmi", "\(host)/\(name):1")
                } else {
                    #expect(result.status == 1)
                    let words = "Multi-platform build is not supported for the docker driver."
                    #expect(result.errors.contains(words), "\(result.errors)")
                    #expect(result.errors.contains("  --> compose.yaml:4:"), "\(result.errors)")
                    #expect(result.errors.contains("(EG0412)"), "\(result.errors)")
                }
            }
        }

        /// Writes what is in an image, as the builder asks scanners to.
        private static let scanner = """
            import json, os
            document = {
                "spdxVersion": "SPDX-2.3", "SPDXID": "SPDXRef-DOCUMENT", "name": "app", "dataLicense": "CC0-1.0",
                "documentNamespace": "https://example.com/app",
                "creationInfo": {"created": "2026-01-01T00:00:00Z", "creators": ["Tool: test"]},
            }
            statement = {
                "_type": "https://in-toto.io/Statement/v0.1", "predicateType": "https://spdx.dev/Document",
                "predicate": document,
            }
            with open(os.path.join(os.environ["BUILDKIT_SCAN_DESTINATION"], "app.spdx.json"), "w") as file:
                json.dump(statement, file)

            """

        @Test(arguments: ["provenance", "sbom"]) func attestationsAreBesideTheImage(kind: String) async throws {
            let files = [
                "Dockerfile": "FROM scratch\nCOPY Dockerfile /\n", "scanner/scan.py": Self.scanner,
                "scanner/Dockerfile":
                    "FROM \(Self.image)\nCOPY scan.py /scan.py\nENTRYPOINT [\"python3\", \"/scan.py\"]\n",
            ]
            try await Scenario.run(files) { scenario in
                let host = try await scenario.startRegistry(ImageTransfer.registry)
                let name = "\(scenario.project)/app"
                try scenario.write(
                    """
                    services:
                      app: {image: "\(host)/\(name):1", build: .}
                      scanner: {build: scanner}

                    """,
                    to: "compose.yaml"
                )
                let value = kind == "sbom" ? "generator=\(scenario.project)-scanner" : "mode=max"
                if kind == "sbom" { #expect(try await scenario.engarde("build", "scanner").status == 0) }
                let result = try await scenario.engarde("build", "--push", "--\(kind)", value, "app")
                if try await keepsImagesInContainerd(scenario) {
                    #expect(result.status == 0, "\(result.errors)")
                    #expect(try await list(scenario, host, name).attestations == 1)
                    try await scenario.docker("rmi", "\(host)/\(name):1")
                } else {
                    #expect(result.status == 1)
                    let words = "requires Docker Engine that keeps its images in containerd"
                    #expect(result.errors.contains(words) && result.errors.contains("(EG0412)"), "\(result.errors)")
                }
            }
        }

        @Test(arguments: ["registry", "local"]) func layersAreSentElsewhereAndFoundThere(type: String) async throws {
            let files = ["Dockerfile": "FROM \(Self.image)\nARG ROUND\nRUN echo $ROUND > /round\n"]
            try await Scenario.run(files) { scenario in
                let host = try await scenario.startRegistry(ImageTransfer.registry)
                let image = "\(host)/\(scenario.project)/cache:1"
                let isLocal = type == "local"
                func build(_ cache: String) async throws -> ChildProcess.Result {
                    try scenario.write(
                        "services: {app: {build: {context: ., args: {ROUND: \(scenario.project)}, \(cache)}}}\n",
                        to: "compose.yaml"
                    )
                    return try await scenario.engarde("--progress", "plain", "build")
                }
                let place = isLocal ? "type=local,dest=cache" : "type=registry,ref=\(image)"
                let sent = try await build("cache_to: ['\(place),mode=max']")
                guard try await keepsImagesInContainerd(scenario) else {
                    #expect(sent.status == 1)
                    #expect(sent.errors.contains("(EG0412)"), "\(sent.errors)")
                    return
                }
                #expect(sent.status == 0, "\(sent.errors)")
                let kept = try await scenario.shell(
                    isLocal ? "cat cache/index.json" : "curl -sf \(host)/v2/\(scenario.project)/cache/manifests/1"
                )
                #expect(kept.status == 0 && kept.output.contains("sha256:"), "\(kept)")
                // An attribute more than the image goes by the builder's own interface.
                let found = try await build(
                    "cache_from: ['\(isLocal ? "type=local,src=cache" : "type=registry,ref=\(image),timeout=1m")']"
                )
                #expect(found.status == 0, "\(found.errors)")
                #expect("\(found)".contains("importing cache manifest from \(isLocal ? "local" : host)"), "\(found)")
                #expect(!"\(found)".contains("warning:"), "\(found)")
                #expect(try await run(scenario, "cat /round") == scenario.project)
            }
        }

        @Test func aCacheThatIsNotThereYetIsSaid() async throws {
            let files = [
                "compose.yaml": "services: {app: {build: {context: ., cache_from: ['type=local,src=cache']}}}\n",
                "Dockerfile": "FROM \(Self.image)\nRUN echo done > /done\n",
            ]
            try await Scenario.run(files) { scenario in
                let result = try await scenario.engarde("build")
                #expect(result.status == 0, "\(result.errors)")
                let words = "warning: build of 'app': there is no cache in '\(scenario.directory.path)/cache' yet\n"
                #expect(result.errors.contains(words), "\(result.errors)")
                #expect(try await run(scenario, "cat /done") == "done")
            }
        }
    }
}
