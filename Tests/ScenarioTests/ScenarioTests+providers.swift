import Foundation
import TestSupport
import Testing

extension ScenarioTests {
    /// Services that programs manage in place of containers, and models.
    @Suite struct Providers {
        /// A provider that notes what it is asked for.
        private static let program = #"""
            #!/bin/sh
            echo "$*" >> "$PROVIDER_LOG"
            case "$*" in
                "compose metadata")
                    echo '{"description": "x", "up": {"parameters": [{"name": "size", "required": true}]},'
                    echo '"down": {"parameters": []}, "stop": {"parameters": []}}' ;;
                *" up "*)
                    echo '{"type": "info", "message": "preparing"}'
                    echo '{"type": "get-service-config"}'
                    read -r configuration
                    echo "$configuration" >> "$PROVIDER_LOG"
                    echo '{"type": "debug", "message": "a detail"}'
                    echo '{"type": "setenv", "message": "URL=https://magic.cloud/'"$PROVIDER_WORD"'"}'
                    echo '{"type": "rawsetenv", "message": "REGION=us-east-1"}' ;;
                *) [ "$PROVIDER_WORD" != refuse ] || { echo '{"type": "error", "message": "Permission error"}'; exit 1; } ;;
            esac
            """#

        private static let text = """
            services:
              app:
                image: \(Requirements.image)
                command: ["sleep", "1000"]
                init: true
                environment: {REGION: own}
                depends_on: [database]
              database: {provider: {type: magic, options: {size: 10, other: x}}}
            """

        /// Runs `body` with a scenario whose `PATH` has the provider.
        private func withProvider(
            _ program: String = Self.program,
            named name: String = "magic",
            _ text: String = Self.text,
            _ body: (Scenario, _ engarde: ([String], String) async throws -> ChildProcess.Result) async throws -> Void
        ) async throws {
            try await Scenario.run(["compose.yaml": text, "bin/\(name)": program]) { scenario in
                let folder = scenario.directory.appendingPathComponent("bin").path
                try await scenario.shell("chmod +x bin/\(name)")
                try await body(scenario) { arguments, word in
                    let environment = [
                        "PATH": "\(folder):/usr/local/bin:/usr/bin:/bin", "PROVIDER_WORD": word,
                        "PROVIDER_LOG": "\(folder)/log",
                    ]
                    return try await scenario.start(arguments, environment: environment).result()
                }
            }
        }

        @Test func whatAProviderSaysIsInTheContainersThatDependOnIt() async throws {
            try await withProvider { scenario, engarde in
                let plan = try await engarde(["up", "--dry-run"], "one")
                #expect(
                    plan.output.hasPrefix(
                        "1. run provider magic up for service database  # a provider manages it\n\n1. create network"
                    ),
                    "\(plan.output)\(plan.errors)"
                )
                let up = try await engarde(["up", "-d"], "one")
                #expect(up.status == 0, "\(up.errors)")
                #expect(up.errors.contains("   database  preparing\n ✔ database  Created  "), "\(up.errors)")
                #expect(!up.errors.contains("a detail"))
                #expect(
                    up.errors.contains(
                        "warning: provider 'database' overrides environment variable 'REGION' in service 'app'\n"
                    )
                )
                func variable(_ name: String) async throws -> String {
                    try await scenario.engarde("exec", "-T", "app", "printenv", name).output
                }
                #expect(try await variable("DATABASE_URL") == "https://magic.cloud/one\n")
                #expect(try await variable("REGION") == "us-east-1\n")
                let log = try await scenario.shell("cat bin/log").output
                #expect(
                    log == """
                        compose metadata
                        compose --project-name=\(scenario.project) up --size=10 database
                        {"command":null,"entrypoint":null,"provider":{"type":"magic","options":{"other":["x"],"size":["10"]}}}

                        """
                )

                let first = try await scenario.container("app")
                #expect(try await engarde(["up", "-d"], "one").status == 0)
                #expect(try await scenario.container("app") == first, "nothing changed")
                // Nobody asks the provider, and what it said is taken for what it would say.
                #expect(!(try await engarde(["up", "--dry-run"], "two").output).contains("app"))
                #expect(
                    !(try await engarde(["up", "--dry-run", "--no-deps", "app"], "two").output).contains("container")
                )
                let changed = try await engarde(["up", "-d"], "two")
                #expect(changed.status == 0, "\(changed.errors)")
                #expect(try await variable("DATABASE_URL") == "https://magic.cloud/two\n")

                let down = try await engarde(["down", "-t", "0"], "two")
                #expect(down.status == 0, "\(down.errors)")
                #expect(down.errors.contains(" ✔ database  Removed  "), "\(down.errors)")
                let end = try await scenario.shell("tail -n 1 bin/log").output
                #expect(end == "compose --project-name=\(scenario.project) down database\n")
            }
        }

        @Test func eachOfSeveralProvidersIsHeard() async throws {
            let text = """
                services:
                  app:
                    image: \(Requirements.image)
                    command: ["sleep", "1000"]
                    init: true
                    depends_on: [first, second]
                  first: {provider: {type: magic, options: {size: 1}}}
                  second: {provider: {type: magic, options: {size: 2}}}
                """
            try await withProvider(Self.program, named: "magic", text) { scenario, engarde in
                let up = try await engarde(["up", "-d"], "one")
                #expect(up.status == 0, "\(up.errors)")
                let said = try await scenario.engarde("exec", "-T", "app", "printenv", "FIRST_URL", "SECOND_URL").output
                #expect(said == "https://magic.cloud/one\nhttps://magic.cloud/one\n")
            }
        }

        @Test func aProviderIsStoppedWithTheServices() async throws {
            try await withProvider { scenario, _ in
                let folder = scenario.directory.appendingPathComponent("bin").path
                let environment = [
                    "PATH": "\(folder):/usr/local/bin:/usr/bin:/bin", "PROVIDER_WORD": "x",
                    "PROVIDER_LOG": "\(folder)/log",
                ]
                let up = try scenario.start(["up"], environment: environment)
                #expect(try await eventually { try await scenario.engarde("exec", "-T", "app", "true").status == 0 })
                up.signal(SIGINT)
                let result = try await up.result()
                #expect(result.errors.contains(" ✔ database  Stopped  "), "\(result.errors)")
                let end = try await scenario.shell("tail -n 1 bin/log").output
                #expect(end == "compose --project-name=\(scenario.project) stop database\n")
            }
        }

        @Test func aProviderThatFailsIsQuoted() async throws {
            try await withProvider { scenario, engarde in
                #expect(try await engarde(["up", "-d"], "x").status == 0)
                let down = try await engarde(["down", "-t", "0"], "refuse")
                #expect(down.status == 1)
                #expect(
                    down.errors.hasSuffix(
                        """
                        error: the provider 'magic' of service 'database' failed: Permission error
                          --> compose.yaml:8:14
                          |
                        8 |   database: {provider: {type: magic, options: {size: 10, other: …}}}
                          |              ^^^^^^^^

                        hint: see 'engarde explain EG0607'

                        """
                    ),
                    "\(down.errors)"
                )
                try scenario.write(Self.text.replacingOccurrences(of: "size: 10, ", with: ""), to: "compose.yaml")
                let lacking = try await engarde(["up", "-d"], "x")
                #expect(lacking.status == 1)
                let words = "error: required parameter \"size\" is missing from provider \"magic\" definition\n"
                #expect(lacking.errors.contains(words), "\(lacking.errors)")
                try scenario.write(
                    Self.text.replacingOccurrences(of: "type: magic", with: "type: tragic"),
                    to: "compose.yaml"
                )
                let missing = try await engarde(["up", "-d"], "x")
                #expect(missing.status == 1)
                #expect(
                    missing.errors.contains(
                        "error: service 'database' cannot be brought up: there is neither a docker plugin 'tragic' nor a program of that name in 'PATH'\n"
                    ),
                    "\(missing.errors)"
                )
            }
        }

        @Test func modelsArePreparedByDockersPlugin() async throws {
            let plugin = #"""
                #!/bin/sh
                echo "$*" >> "$PROVIDER_LOG"
                case "$1" in
                    ls) echo '[{"id": "1", "tags": ["ai/other"]}]' ;;
                    pull) echo 'Downloaded 1MB of 2MB' ;;
                    status) echo '{"running": true, "endpoint": "http://model-runner/v1/"}' ;;
                esac
                """#
            let text = """
                services:
                  app:
                    image: \(Requirements.image)
                    command: ["sleep", "1000"]
                    init: true
                    models: {small: {endpoint_var: WHERE}}
                models: {small: {model: ai/small, context_size: 1024, runtime_flags: ["--fast"]}}
                """
            try await Scenario.run(["compose.yaml": text, "docker/cli-plugins/docker-model": plugin]) { scenario in
                try await scenario.shell("chmod +x docker/cli-plugins/docker-model")
                let environment = [
                    "DOCKER_CONFIG": scenario.directory.appendingPathComponent("docker").path,
                    "PROVIDER_LOG": scenario.directory.appendingPathComponent("log").path,
                ]
                let up = try await scenario.start(["up", "-d"], environment: environment).result()
                #expect(up.status == 0, "\(up.errors)")
                #expect(up.errors.contains(" ✔ Model small  Prepared  "), "\(up.errors)")
                #expect(
                    try await scenario.shell("cat log").output == """
                        ls --json
                        pull ai/small
                        configure --context-size 1024 ai/small -- --fast
                        status --json

                        """
                )
                let variables = try await scenario.engarde("exec", "-T", "app", "printenv", "WHERE", "SMALL_MODEL")
                    .output
                #expect(variables == "http://model-runner/v1/\nai/small\n")
                #expect(
                    try await scenario.start(["up", "--dry-run"], environment: environment).result().output
                        == "1. prepare model ai/small  # a service uses it\n"
                )
            }
        }
    }
}
