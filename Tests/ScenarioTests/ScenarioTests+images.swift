import Foundation
import TestSupport
import Testing

extension ScenarioTests {
    /// Where images come from, and in which order.
    @Suite struct Images {
        @Test func whatIsBuiltFromAnotherServicesImageComesAfterIt() async throws {
            try await Scenario.run(["base/word": "from the base\n"]) { scenario in
                let base = "\(scenario.project)-own-base"
                try scenario.write(
                    """
                    services:
                      app:
                        build: {context: app, args: {BASE: \(base)}}
                        command: ["sleep", "1000"]
                        init: true
                      worker: {image: "\(base)", command: ["sleep", "1000"], init: true}
                      zbase: {image: "\(base)", build: base, command: ["true"]}
                    """,
                    to: "compose.yaml"
                )
                try scenario.write("ARG BASE\nFROM ${BASE}\nRUN cp /word /copy\n", to: "app/Dockerfile")
                try scenario.write("FROM \(Requirements.image)\nCOPY word /word\n", to: "base/Dockerfile")
                // Nobody names the service that builds the base.
                let up = try await scenario.engarde("up", "-d", "app", "worker")
                #expect(up.status == 0, "\(up.errors)")
                #expect(try await scenario.engarde("exec", "-T", "app", "cat", "/copy").output == "from the base\n")
                #expect(try await scenario.engarde("exec", "-T", "worker", "cat", "/word").output == "from the base\n")
                #expect(try await scenario.container("zbase") == "")
                #expect(
                    try await scenario.engarde("build", "--dry-run").output == """
                        1. build image \(base) of service zbase  # building was asked for
                        2. build image \(scenario.project)-app of service app after 1  # building was asked for

                        """
                )
                #expect(try await scenario.engarde("up", "--dry-run", "app", "worker").output == "nothing to do\n")
            }
        }

        @Test func anImageThatWasTaggedLongAgoIsPulledAgain() async throws {
            try await Scenario.run([:]) { scenario in
                let image = "\(scenario.project)-tagged"
                try await scenario.docker("tag", Requirements.image, image)
                func plan(_ policy: String) async throws -> String {
                    let text = "services: {web: {image: \(image), network_mode: none, pull_policy: \(policy)}}\n"
                    try scenario.write(text, to: "compose.yaml")
                    return try await scenario.engarde("up", "--dry-run").output
                }
                let pull = "1. pull image \(image)  # its last pull is longer ago than its pull policy allows\n"
                #expect(!(try await plan("daily")).contains("pull image"))
                #expect(try await eventually { try await plan("every_1s").hasPrefix(pull) })
                #expect(try await plan("refresh").hasPrefix(pull))
                try await scenario.docker("rmi", image)
            }
        }

        @Test func whatAnotherServiceLacksStopsNeitherUpNorTheOtherVerbs() async throws {
            let text = """
                services:
                  web:
                    image: \(Requirements.image)
                    command: ["sh", "-c", "echo here; exec sleep 1000"]
                    init: true
                    develop: {watch: [{path: ./src, action: sync, target: /src}]}
                  missing: {image: "engarde-test/no-such-image:1", pull_policy: never}
                  special: {image: \(Requirements.image), use_api_socket: true, read_only: true}
                  unreachable: {image: "localhost:1/none"}
                  dependent: {image: \(Requirements.image), depends_on: [unreachable]}
                """
            try await Scenario.run(["compose.yaml": text, "src/a": "1\n"]) { scenario in
                #expect(try await scenario.engarde("up", "-d").status == 1)
                let up = try await scenario.engarde("up", "-d", "web")
                #expect(up.status == 0, "\(up.errors)")
                #expect(try await scenario.engarde("ps", "--services").output == "web\n")
                #expect(try await eventually { try await scenario.engarde("logs").output == "web-1  | here\n" })
                let watch = try scenario.start(["watch"])
                let arrived = try await eventually {
                    try scenario.write("\(UUID())\n", to: "src/b")
                    return try await scenario.engarde("exec", "-T", "web", "test", "-e", "/src/b").status == 0
                }
                #expect(arrived, "\(watch.errors)")
                for reason in [
                    "'missing', which is not watched, is not brought up: image 'engarde-test/no-such-image:1'",
                    "'special', which is not watched, is not brought up: service 'special' uses 'use_api_socket'",
                    "'unreachable', which is not watched, is not brought up: cannot pull image 'localhost:1/none'",
                    "'dependent', which is not watched, is not brought up: cannot pull image 'localhost:1/none'",
                ] {
                    #expect(watch.errors.contains("warning: service \(reason)"), "\(watch.errors)")
                }
                let pulls = watch.errors.components(separatedBy: " Pulling localhost:1/none\n").count - 1
                #expect(pulls == 1, "\(watch.errors)")
                watch.signal(SIGINT)
                _ = try await watch.result()
                #expect(try await scenario.engarde("down", "-t", "0").status == 0)
                #expect(try await scenario.container("web") == "")
            }
        }
    }
}
