import Foundation
import Testing

extension ScenarioTests {
    /// What builds get while they go on, and what of them travels.
    @Suite struct BuildSessions {
        private static let image = Requirements.image

        /// The output of a program in a service's image.
        private func run(_ scenario: Scenario, _ service: String, _ command: String) async throws -> String {
            try await scenario.docker("run", "--rm", "\(scenario.project)-\(service)", "sh", "-c", command)
        }

        @Test func secretsAreThereInTheStepThatAsksForThemAndNowhereElse() async throws {
            let files = [
                "compose.yaml": """
                services:
                  app:
                    build:
                      context: app
                      args: {ROUND: $ROUND}
                      secrets: [token, {source: key, target: renamed}]
                secrets:
                  token: {environment: BUILD_TOKEN}
                  key: {file: key.txt}

                """,
                "app/Dockerfile": """
                FROM \(Self.image)
                ARG ROUND
                RUN --mount=type=secret,id=token,required=true --mount=type=secret,id=renamed,required=true \\
                    cat /run/secrets/token /run/secrets/renamed | tr a-z A-Z > /both
                RUN cat /run/secrets/* 2>/dev/null | wc -c > /left

                """,
                "key.txt": "of-a-file",
            ]
            try await Scenario.run(files) { scenario in
                let variables = ["BUILD_TOKEN": "hush-\(scenario.project)-", "ROUND": scenario.project]
                let result = try await scenario.engarde("build", environment: variables)
                #expect(result.status == 0, "\(result.errors)")
                let wanted = "HUSH-\(scenario.project.uppercased())-OF-A-FILE\n0"
                #expect(try await run(scenario, "app", "cat /both; echo; cat /left") == wanted)
                #expect(!"\(result.output)\(result.errors)".contains("hush-"))
                let unset = try await scenario.engarde("build", environment: ["ROUND": scenario.project])
                #expect(unset.status == 1)
                #expect(unset.errors.contains("BUILD_TOKEN"), "\(unset.errors)")
            }
        }

        @Test func aSecretThatTheBuildIsNotGivenFailsTheStepAtItsLine() async throws {
            let files = [
                "compose.yaml": """
                services: {app: {build: {context: app, secrets: [token]}}}
                secrets: {token: {file: token.txt}}

                """,
                "app/Dockerfile": """
                FROM \(Self.image)
                RUN --mount=type=secret,id=other,required=true cat /run/secrets/other

                """,
                "token.txt": "x",
            ]
            try await Scenario.run(files) { scenario in
                let result = try await scenario.engarde("build")
                #expect(result.status == 1)
                let place = "--> \(scenario.directory.path)/app/Dockerfile:2:1\n"
                #expect(result.errors.contains(place), "\(result.errors)")
                // BuildKit's own words: those of Docker Engine 20.10, and of later ones.
                let words = ["secret other not found: not found", "secret other: not found"]
                #expect(words.contains { result.errors.contains($0) }, "\(result.errors)")
            }
        }

        /// A project whose build asks an SSH agent for its keys.
        private static let agentFiles = [
            "app/ask.py": """
            import os, socket
            agent = socket.socket(socket.AF_UNIX)
            agent.connect(os.environ["SSH_AUTH_SOCK"])
            agent.sendall(bytes([0, 0, 0, 1, 11]))
            answer = agent.recv(4096)
            print("the agent answers", answer[4], "with keys:", int.from_bytes(answer[5:9], "big"))

            """,
            "app/Dockerfile": """
            FROM \(image)
            ARG ROUND
            COPY ask.py /
            RUN --mount=type=ssh,required=true python3 /ask.py $ROUND

            """,
        ]
        private static let answer = "the agent answers 12 with keys: 1\n"
        private static let hasOpenSSH = Requirements.has("ssh-agent", "ssh-keygen", "ssh-add")

        @Test(.enabled(if: hasOpenSSH, "OpenSSH is not installed")) func aKeyIsUsedByItsFile() async throws {
            let compose = "services: {app: {build: {context: app, ssh: [default=id], args: {ROUND: $ROUND}}}}\n"
            try await Scenario.run(Self.agentFiles.merging(["compose.yaml": compose]) { $1 }) { scenario in
                let result = try await scenario.shell(
                    "ssh-keygen -q -t ed25519 -N '' -f id && ROUND=\(scenario.project) $engarde build"
                )
                #expect(result.status == 0, "\(result.errors)")
                #expect(result.output.contains(Self.answer), "\(result.output)")
            }
        }

        @Test(.enabled(if: hasOpenSSH, "OpenSSH is not installed")) func theUsersAgentIsUsed() async throws {
            let compose = "services: {app: {build: {context: app, args: {ROUND: $ROUND}}}}\n"
            try await Scenario.run(Self.agentFiles.merging(["compose.yaml": compose]) { $1 }) { scenario in
                let result = try await scenario.shell(
                    """
                    ssh-keygen -q -t ed25519 -N '' -f id
                    ROUND=\(scenario.project) ssh-agent sh -c "ssh-add -q id && $engarde build --ssh default"
                    """
                )
                #expect(result.status == 0, "\(result.errors)")
                #expect(result.output.contains(Self.answer), "\(result.output)")
            }
        }

        /// Carries connections to the engine, and says in the end how much was sent to it.
        private static let countingRelay = """
            import os, signal, socket, sys, threading
            path = os.environ.get("DOCKER_HOST", "unix:///var/run/docker.sock").removeprefix("unix://")
            count, lock = [0], threading.Lock()
            def end(*_):
                with open("count", "w") as file: file.write(str(count[0]))
                os._exit(0)
            signal.signal(signal.SIGTERM, end)
            def carry(source, target, counts):
                try:
                    while True:
                        data = source.recv(65536)
                        if not data: break
                        if counts:
                            with lock: count[0] += len(data)
                        target.sendall(data)
                    target.shutdown(socket.SHUT_WR)
                except OSError:
                    pass
            listener = socket.socket(socket.AF_UNIX)
            listener.bind("engine.sock.new")
            listener.listen(64)
            os.rename("engine.sock.new", "engine.sock")
            while True:
                client, _ = listener.accept()
                engine = socket.socket(socket.AF_UNIX)
                engine.connect(path)
                threading.Thread(target=carry, args=(client, engine, True), daemon=True).start()
                threading.Thread(target=carry, args=(engine, client, False), daemon=True).start()

            """

        @Test func onlyWhatHasChangedTravels() async throws {
            let files = [
                "compose.yaml": "services: {app: {build: ctx}}\n", "relay.py": Self.countingRelay,
                "ctx/Dockerfile": "FROM \(Self.image)\nCOPY . /ctx\n", "ctx/small": "one",
            ]
            try await Scenario.run(files) { scenario in
                func build() async throws -> Int {
                    let result = try await scenario.shell(
                        """
                        rm -f engine.sock count; python3 relay.py & relay=$!
                        while [ ! -S engine.sock ]; do sleep 0.1; done
                        DOCKER_HOST=unix://$PWD/engine.sock $engarde --progress quiet build; status=$?
                        kill $relay; wait $relay; cat count; exit $status
                        """
                    )
                    #expect(result.status == 0, "\(result.errors)")
                    return try #require(
                        Int(result.output.split(whereSeparator: \.isNewline).last ?? ""),
                        "\(result.output)"
                    )
                }
                try await scenario.shell("dd if=/dev/urandom of=ctx/large bs=1M count=8 2>/dev/null")
                let first = try await build()
                #expect(first > 8 << 20)
                try scenario.write("two", to: "ctx/small")
                let second = try await build()
                #expect(second < 1 << 20, "of \(first) bytes \(second) were sent again")
                #expect(try await run(scenario, "app", "cat /ctx/small; wc -c < /ctx/large") == "two8388608")
            }
        }

        @Test func furtherContextsAreDirectoriesImagesAndServices() async throws {
            let files = [
                "compose.yaml": """
                services:
                  app:
                    build:
                      context: app
                      additional_contexts:
                        shared: ./shared
                        "base:1": "docker-image://\(Self.image)"
                        lib: "service:lib"
                  lib: {build: lib}

                """,
                "app/Dockerfile": """
                FROM base:1
                COPY --from=shared /a /from-shared
                RUN --mount=type=bind,from=lib,source=/lib-file,target=/mounted cp /mounted /from-lib

                """,
                "lib/Dockerfile": "FROM \(Self.image)\nRUN echo of the library > /lib-file\n",
                "shared/a": "of the directory", "shared/ignored": "x", "shared/.dockerignore": "ignored\n",
            ]
            try await Scenario.run(files) { scenario in
                let result = try await scenario.engarde("build", "app")
                #expect(result.status == 0, "\(result.errors)")
                #expect(
                    try await run(scenario, "app", "cat /from-shared; echo; cat /from-lib")
                        == "of the directory\nof the library"
                )
                let images = try await scenario.docker(
                    "images",
                    "--filter",
                    "label=com.docker.compose.project=\(scenario.project)",
                    "--format",
                    "{{.Repository}}"
                )
                #expect(!images.contains("engarde-context"), "\(images)")
                try scenario.write("changed", to: "shared/a")
                #expect(try await scenario.engarde("build", "app").status == 0)
                #expect(try await run(scenario, "app", "cat /from-shared") == "changed")
            }
        }

        @Test func furtherContextsThatChangedMakeAnImageOlder() async throws {
            let files = [
                "compose.yaml": """
                services:
                  app:
                    build: {context: app, additional_contexts: {shared: ./shared}}
                    command: sleep 1000
                    init: true
                    develop: {watch: [{action: rebuild, path: app/version}]}

                """,
                "app/Dockerfile": "FROM \(Self.image)\nCOPY version /\nCOPY --from=shared a /shared\n",
                "app/version": "1", "shared/a": "one",
            ]
            try await Scenario.run(files) { scenario in
                func shared() async throws -> String {
                    try await scenario.docker("exec", try await scenario.container("app"), "cat", "/shared")
                }
                #expect(try await scenario.engarde("up", "-d").status == 0)
                #expect(try await shared() == "one")
                try scenario.write("two", to: "shared/a")
                let changed = try await scenario.engarde("up", "-d", "--watch")
                #expect(changed.status == 0, "\(changed.errors)")
                #expect(changed.errors.contains("   app  rebuilding because of shared\n"), "\(changed.errors)")
                #expect(try await shared() == "two")
                let again = try await scenario.engarde("up", "-d", "--watch")
                #expect(again.status == 0 && !again.errors.contains("rebuilding"), "\(again.errors)")
            }
        }

        @Test func imagesThatDoNotNeedEachOtherAreBuiltAtOnce() async throws {
            // Each waits for a file of the other one, in a directory that both have.
            func dockerfile(_ own: String, _ other: String) -> String {
                """
                FROM \(Self.image)
                ARG ROUND
                RUN --mount=type=cache,id=engarde-test-at-once,target=/meet touch /meet/$ROUND-\(own); i=0; \\
                    while [ ! -e /meet/$ROUND-\(other) ] && [ $i -lt 600 ]; do sleep 0.1; i=$((i + 1)); done; \\
                    test -e /meet/$ROUND-\(other)

                """
            }
            let files = [
                "compose.yaml": """
                services:
                  one: {build: {context: one, args: {ROUND: $ROUND}}}
                  two: {build: {context: two, args: {ROUND: $ROUND}}}

                """,
                "one/Dockerfile": dockerfile("one", "two"), "two/Dockerfile": dockerfile("two", "one"),
            ]
            try await Scenario.run(files) { scenario in
                let result = try await scenario.engarde("build", environment: ["ROUND": scenario.project])
                #expect(result.status == 0, "\(result.errors)")
            }
        }

        @Test func anImageThatServicesShareIsBuiltOnce() async throws {
            let files = [
                "compose.yaml": """
                services:
                  one: {image: $IMAGE, build: ., command: sleep 1000, init: true}
                  two: {image: $IMAGE, build: ., command: sleep 1000, init: true}

                """,
                "Dockerfile": "FROM \(Self.image)\n",
            ]
            try await Scenario.run(files) { scenario in
                let variables = ["IMAGE": "\(scenario.project)-shared"]
                let result = try await scenario.engarde("up", "-d", "--build", environment: variables)
                #expect(result.status == 0, "\(result.errors)")
                #expect(result.errors.components(separatedBy: "  Built \(scenario.project)-shared").count == 2)
                let image = try await scenario.inspect("one", "{{.Image}}")
                #expect(image.hasPrefix("sha256:"))
                #expect(try await scenario.inspect("two", "{{.Image}}") == image)
                let again = try await scenario.engarde("up", "-d", "--dry-run", environment: variables)
                #expect(again.status == 0 && !again.output.contains("build image"), "\(again.output)")
            }
        }
    }
}
