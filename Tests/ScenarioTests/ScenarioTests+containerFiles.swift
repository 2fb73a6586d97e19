import Foundation
import TestSupport
import Testing

extension ScenarioTests {
    /// What containers are given besides their image: configs, secrets, the engine's socket, links.
    @Suite struct ContainerFiles {
        @Test func configsAndSecretsAreInTheContainerBeforeItStarts() async throws {
            let text = """
                services:
                  app:
                    image: \(Requirements.image)
                    command: ["sh", "-c", "cat /etc/app/settings /run/secrets/token /run/secrets/inner; echo; exec sleep 1000"]
                    init: true
                    user: "1005"
                    configs: [{source: settings, target: /etc/app/settings}, plain]
                    secrets:
                      - {source: token, uid: "1005", gid: "1006", mode: 0400}
                      - inner
                include: [{path: part/compose.yaml, env_file: part/own.env}]
                configs:
                  settings: {content: "greeting=$GREETING\\n"}
                  plain: {environment: GREETING}
                secrets: {token: {environment: TOKEN}}
                """
            let files = [
                "compose.yaml": text, ".env": "GREETING=hello\nTOKEN=first-secret\n",
                "part/own.env": "INNER=inner-secret\n",
                "part/compose.yaml": "secrets: {inner: {environment: INNER}}\n",
            ]
            try await Scenario.run(files) { scenario in
                let up = try await scenario.engarde("up", "-d")
                #expect(up.status == 0, "\(up.errors)")
                let logged = try await eventually {
                    try await scenario.engarde("logs", "--no-log-prefix").output
                        == "greeting=hello\nfirst-secretinner-secret\n"
                }
                #expect(logged)
                func find(_ path: String) async throws -> String {
                    try await scenario.engarde("exec", "-T", "-u", "0", "app", "stat", "-c", "%u:%g %a", path).output
                }
                #expect(try await find("/run/secrets/token") == "1005:1006 400\n")
                #expect(try await find("/run/secrets/inner") == "0:0 444\n")
                #expect(try await find("/etc/app/settings") == "0:0 444\n")
                #expect(try await scenario.engarde("exec", "-T", "app", "cat", "/plain").output == "hello")
                #expect(try await scenario.engarde("up", "--dry-run").output == "nothing to do\n")
                #expect(
                    !(try await scenario.docker("inspect", try await scenario.container("app"))).contains("-secret")
                )

                let first = try await scenario.container("app")
                try scenario.write("GREETING=hello\nTOKEN=second-secret\n", to: ".env")
                let plan = try await scenario.engarde("up", "--dry-run")
                #expect(plan.output.contains("  # secrets./run/secrets/token changed\n"), "\(plan.output)")
                #expect(
                    plan.output.contains(". put config 'settings' at /etc/app/settings, config 'plain' at /plain, ")
                )
                #expect(!plan.output.contains("second"))
                let changed = try await scenario.engarde("--progress", "json", "up", "-d")
                #expect(changed.status == 0 && !changed.errors.contains("second"), "\(changed.errors)")
                #expect(try await scenario.container("app") != first)
                #expect(
                    try await scenario.engarde("exec", "-T", "app", "cat", "/run/secrets/token").output
                        == "second-secret"
                )
            }
        }

        @Test func whatIsCreatedAndNotStartedHasItsFiles() async throws {
            let text = """
                services:
                  app: {image: "\(Requirements.image)", command: ["cat", "/word"], configs: [word]}
                configs: {word: {content: "abc"}}
                """
            try await Scenario.run(["compose.yaml": text]) { scenario in
                let create = try await scenario.engarde("up", "--no-start")
                #expect(create.status == 0, "\(create.errors)")
                let container = try await scenario.container("app")
                #expect(try await scenario.docker("start", "-a", container) == "abc")
            }
        }

        @Test func ownersOfFilesOfTheHostAreNotHeeded() async throws {
            let text = """
                services:
                  app: {image: "\(Requirements.image)", command: ["true"], secrets: [{source: key, mode: 0400}]}
                secrets: {key: {file: ./key}}
                """
            try await Scenario.run(["compose.yaml": text, "key": "abc"]) { scenario in
                let warning =
                    "warning: 'uid', 'gid' and 'mode' of secret 'key' of service 'app' have no effect: its file is mounted as it is on the host\n"
                let first = try await scenario.engarde("up", "-d")
                #expect(first.errors.contains(warning), "\(first.errors)")
                let second = try await scenario.engarde("up", "-d")
                #expect(!second.errors.contains(warning), "it was said")
            }
        }

        @Test func theEnginesSocketAndLinksAreHandedOver() async throws {
            let text = """
                services:
                  app:
                    image: \(Requirements.image)
                    command: ["sleep", "1000"]
                    init: true
                    use_api_socket: true
                    external_links: ["$OTHER:friend"]
                """
            let token = Data("ann:s3cr3t-word".utf8).base64EncodedString()
            let login = #"{"auths": {"registry.example.com": {"auth": "\#(token)"}}, "psFormat": "x"}"#
            try await Scenario.run(["compose.yaml": text, "login/config.json": login]) { scenario in
                let other = "\(scenario.project)-other"
                let label = "com.docker.compose.project=\(scenario.project)"
                try await scenario.docker("network", "create", "--label", label, "\(scenario.project)_default")
                try await scenario.docker(
                    "run",
                    "-d",
                    "--name",
                    other,
                    "--network",
                    "\(scenario.project)_default",
                    "--label",
                    label,
                    Requirements.image,
                    "sleep",
                    "1000"
                )
                try scenario.write(text.replacingOccurrences(of: "$OTHER", with: other), to: "compose.yaml")
                let environment = ["DOCKER_CONFIG": scenario.directory.appendingPathComponent("login").path]
                let up = try await scenario.start(["up", "-d"], environment: environment).result()
                #expect(up.status == 0, "\(up.errors)")
                #expect(
                    try await scenario.engarde("exec", "-T", "app", "cat", "/run/secrets/docker/config.json").output
                        == #"{"auths":{"registry.example.com":{"auth":"\#(token)"}}}"#
                )
                #expect(
                    try await scenario.engarde("exec", "-T", "app", "printenv", "DOCKER_CONFIG").output
                        == "/run/secrets/docker\n"
                )
                #expect(
                    try await scenario.engarde("exec", "-T", "app", "test", "-S", "/var/run/docker.sock").status == 0
                )
                #expect(try await scenario.inspect("app", "{{json .Config.Labels}}").contains(token) == false)
                let links = try await scenario.inspect(
                    "app",
                    "{{range .NetworkSettings.Networks}}{{json .Links}}{{end}}"
                )
                #expect(links == #"["\#(other):friend"]"#)
                #expect(try await scenario.engarde("exec", "-T", "app", "getent", "hosts", "friend").status == 0)
            }
        }

        @Test func whatTheEngineIsTooOldForIsNamed() async throws {
            let text = """
                services:
                  app:
                    image: \(Requirements.image)
                    volumes:
                      - {type: image, source: "\(Requirements.image)", target: /tools}
                """
            try await Scenario.run(["compose.yaml": text]) { scenario in
                let version = try await scenario.docker("version", "-f", "{{.Server.APIVersion}}")
                let up = try await scenario.engarde("up", "-d")
                guard version.compare("1.48", options: .numeric) == .orderedAscending else {
                    #expect(up.status == 0, "\(up.errors)")
                    let template = "{{range .HostConfig.Mounts}}{{.Type}} {{.Target}}{{end}}"
                    #expect(try await scenario.inspect("app", template) == "image /tools")
                    return
                }
                #expect(up.status == 1)
                let words =
                    "error: service 'app': a mount of type image requires Docker Engine v28.0 or later, and this is "
                #expect(up.errors.hasPrefix(words), "\(up.errors)")
                #expect(
                    up.errors.hasSuffix(
                        """
                         with version \(version) of the API
                          --> compose.yaml:4:5
                          |
                        4 |     volumes:
                          |     ^^^^^^^

                        hint: copy the files in a build, or upgrade the engine (EG0412)

                        """
                    ),
                    "\(up.errors)"
                )
                #expect(try await scenario.container("app") == "")
            }
        }
    }
}
