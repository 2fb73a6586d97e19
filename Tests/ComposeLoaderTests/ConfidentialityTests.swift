import ComposeLoader
import Diagnostics
import Foundation
import Testing

/// No value of a variable, secret or build argument stands in what is said about a project's files.
@Suite struct ConfidentialityTests {
    /// A project with a mistake beside a secret.
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let files: [String: String]
        var environment: [String: String] = ["HOME": "/home/dev"]

        /// Lines of service `web`, which otherwise has an image.
        init(_ name: String, web lines: String...) {
            testDescription = name
            let text = lines.map { "    \($0)\n" }.joined()
            files = ["compose.yaml": "services:\n  web:\n    image: nginx\n" + text]
        }

        init(_ name: String, files: [String: String]) {
            testDescription = name
            self.files = files
        }

        /// An attribute of service `web` into which the variable `PASS` is put.
        init(_ attribute: String, interpolated value: String, holding secret: String = secret) {
            self.init("\(attribute): \(value)", web: "\(attribute): \(value)")
            environment["PASS"] = secret
        }
    }

    static let secret = "hunter2Zx9"

    /// Everything that is said, as text and as JSON; `nil` when nothing is.
    private func said(about item: Case) throws -> String? {
        let loading = Loading(files: item.files).with { $0.environment = item.environment }
        let diagnostics: [Diagnostic]
        do throws(LoadError) {
            diagnostics = try loading.run().warnings
        } catch {
            diagnostics = error.diagnostics
        }
        let json = try JSONEncoder().encode(diagnostics)
        return diagnostics.isEmpty
            ? nil : diagnostics.map { $0.rendered() }.joined() + String(decoding: json, as: UTF8.self)
    }

    @Test(arguments: literal + broken + envFiles + interpolated)
    func noSecretIsInWhatIsSaid(_ item: Case) throws {
        let said = try #require(try said(about: item), "nothing is wrong with it")
        #expect(!said.contains(Self.secret) && !said.lowercased().contains("hunter2"), "\(said)")
    }

    @Test func whoAsksForItSeesWhatIsWrittenAndWhatVariablesHold() throws {
        for (item, words) in [
            (Case("a null item", web: "environment: [PASSWORD=\(Self.secret), null]"), "PASSWORD=\(Self.secret), null"),
            (Case("ports", interpolated: "[\"${PASS}:80\"]"), "'\(Self.secret):80' is not a port"),
        ] {
            let loading = Loading(files: item.files).with {
                $0.environment = item.environment
                $0.request.disclosesValues = true
            }
            let said = loading.failure()
            #expect(said.contains(words), "\(said)")
        }
    }

    @Test(arguments: AttributeSamples.service.keys.sorted())
    func noAttributeQuotesWhatAVariableHolds(_ attribute: String) throws {
        for value in ["${PASS}", "[\"${PASS}\"]", "{a: \"${PASS}\"}", "[[\"${PASS}\"]]", "[{a: \"${PASS}\"}]"] {
            for secret in [Self.secret, "\(Self.secret):\(Self.secret)", "-\(Self.secret)=\(Self.secret):1"] {
                let said = try said(about: Case(attribute, interpolated: value, holding: secret)) ?? ""
                #expect(!said.lowercased().contains("hunter2"), "\(attribute): \(value)\n\(said)")
            }
        }
    }

    /// Secrets that are written beside a mistake, in files that can be read.
    static let literal = [
        Case("a null item", web: "environment: [DB_PASSWORD=\(secret), null]"),
        Case("a mapping for a value", web: "environment:", "  DB_PASSWORD: {ENV: \(secret)}"),
        Case("a list for a value", web: "environment: {DB_PASSWORD: [\(secret)], A: \(secret)}"),
        Case("an item that is a mapping", web: "environment:", "  - DB_PASSWORD: \(secret)"),
        Case("an environment that is a text", web: "environment: DB_PASSWORD=\(secret)"),
        Case("an environment that is a text without a name", web: "environment: \(secret)"),
        Case("a space before the equals sign", web: "environment: [\"DB_PASSWORD =\(secret)\"]"),
        Case("a space at the end", web: "environment: [\"\(secret) \"]"),
        Case("a misspelt attribute", web: "enviroment: {DB_PASSWORD: \(secret)}"),
        Case("a misspelt attribute with a list", web: "enviroment: [DB_PASSWORD=\(secret)]"),
        Case("a variable among the attributes", web: "DB_PASSWORD: \(secret)"),
        Case("arguments", web: "build: {context: ., args: [TOKEN=\(secret), null]}"),
        Case("arguments beside a mistake", web: "build: {contxt: ., args: {TOKEN: \(secret)}}"),
        Case("misspelt arguments", web: "build: {context: ., arg: {TOKEN: \(secret)}}"),
        Case("labels", web: "labels: {auth: [\(secret)]}"),
        Case("a command", web: "command: login \"\(secret)"),
        Case("an entrypoint", web: "entrypoint: [login, {\(secret): 1}]"),
        Case("a health check", web: "healthcheck: {test: [pg_isready, \(secret)]}"),
        Case("the first word of a health check", web: "healthcheck:", "  test: [PGPASSWORD=\(secret) psql]"),
        Case("options of a log driver", web: "logging: {driver: x, options: {token: [\(secret)]}}"),
        Case("a hook", web: "post_start: [{command: 'login \(secret)', environment: [null]}]"),
        Case("a required variable", web: "environment:", "  URL: \"pg://u:\(secret)@${HOST:?}/x\""),
        Case("the word of a required variable", web: "environment:", "  URL: ${HOST:?}${PASS:-\(secret)}"),
        Case("a dollar sign in a password", web: "environment:", "  DB_PASSWORD: \"x${\(secret)!y\""),
        Case("a dollar sign and no name", web: "environment:", "  DB_PASSWORD: \"x${-\(secret)\""),
        Case("a text of several lines", web: "environment:", "  KEY: |", "    a: \(secret)${HOST:?}"),
        Case("a text of several lines in quotes", web: "environment:", "  KEY: \"x", "    \(secret)${HOST:?}\""),
        Case("a variable without a value that is unset", web: "environment:", "  URL: \(secret)${HOST}"),
        Case("an address with a password", web: "build: {context: 'https://u:\(secret)@host/x.git', x: 1}"),
        Case(
            "content of a config",
            files: ["compose.yaml": "services: {}\nconfigs:\n  c: {content: \(secret), file: ./x}\n"]
        ),
        Case(
            "content of a secret",
            files: ["compose.yaml": "services: {}\nsecrets:\n  c:\n    content: \(secret)\n"]
        ),
        Case(
            "options of a volume driver",
            files: ["compose.yaml": "services: {}\nvolumes:\n  v: {driver_opts: {o: [\(secret)]}}\n"]
        ),
        Case(
            "an extension",
            files: [
                "compose.yaml":
                    "x-env: &env {DB_PASSWORD: [\(secret)]}\nservices:\n  web: {image: a, environment: *env}\n"
            ]
        ),
        Case(
            "JSON on one line",
            files: [
                "compose.yaml":
                    "{\"services\":{\"web\":{\"imag\":\"x\",\"environment\":{\"A\":\"\(secret)\"},\"ports\":[\"x\"]}}}"
            ]
        ),
        Case(
            "JSON on lines",
            files: [
                "compose.yaml": """
                {
                  "services": {
                    "web": {
                      "image": "x",
                      "environment": {
                        "DB_PASSWORD": [ "\(secret)" ],
                        "A": { "B": "\(secret)" }
                      }
                    }
                  }
                }
                """
            ]
        ),
        Case("a list in brackets on lines", web: "environment: [", "  \"A=\(secret)\", null,", "]"),
    ]

    /// Secrets in files that YAML cannot read.
    static let broken = [
        Case("an open quote", web: "environment:", "  DB_PASSWORD: \"\(secret)"),
        Case("an open quote in a list", web: "environment:", "  - \"DB_PASSWORD=\(secret)", "  - A=b"),
        Case("something behind the quote", web: "environment:", "  DB_PASSWORD: \"a\"\(secret)"),
        Case("an escape", web: "environment:", "  DB_PASSWORD: \"\\q\(secret)\""),
        Case("a colon in a text", web: "environment:", "  DB_PASSWORD: a: \(secret)"),
        Case("no space behind the colon", web: "environment:", "  DB_PASSWORD:\(secret)", "  A: b"),
        Case("no colon", web: "environment:", "  DB_PASSWORD \(secret)", "  A: b"),
        Case("no dash", web: "environment:", "  - A=b", "  DB_PASSWORD=\(secret)"),
        Case("no space behind the dash", web: "environment:", "  - A=b", "  -DB_PASSWORD=\(secret)"),
        Case("too little indentation", web: "environment:", "  A: b", " DB_PASSWORD: \(secret)"),
        Case("too little indentation of an item", web: "environment:", "  - A=b", " - DB_PASSWORD=\(secret)"),
        Case("no indentation", web: "environment:", "DB_PASSWORD=\(secret)", "A: b"),
        Case("a dash on the line of the key", web: "environment: - DB_PASSWORD=\(secret)"),
        Case("a reserved character", web: "environment:", "  DB_PASSWORD: @\(secret)"),
        Case("an asterisk", web: "environment:", "  DB_PASSWORD: *\(secret)"),
        Case("an asterisk in brackets", web: "environment: {DB_PASSWORD: *\(secret)}"),
        Case("an ampersand", web: "environment:", "  DB_PASSWORD: &\(secret) *\(secret)"),
        Case("an exclamation mark", web: "environment:", "  DB_PASSWORD: !\(secret)!x"),
        Case("a block indicator", web: "environment:", "  DB_PASSWORD: |\(secret)"),
        Case("an open bracket", web: "environment:", "  DB_PASSWORD: [\(secret)"),
        Case("a wrong bracket", web: "environment: [DB_PASSWORD=\(secret)}"),
        Case("a missing comma", web: "environment: ['DB_PASSWORD=\(secret)' A]"),
        Case("a tab", web: "environment:", "\tDB_PASSWORD: \(secret)"),
        Case("a key twice", web: "environment: {A: \(secret), A: \(secret)}"),
        Case("a key that is a number", web: "environment: {1: \(secret)}"),
        Case(
            "a private key at the margin",
            files: [
                "compose.yaml":
                    "services:\n  web:\n    environment:\n      KEY: |\n-----BEGIN KEY-----\n\(secret)+/abc=\n"
            ]
        ),
        Case("an open quote of a command", web: "command: ['login', '\(secret)]"),
        Case("an open quote of an argument", web: "build:", "  args:", "    TOKEN: '\(secret)"),
        Case(
            "an open quote of a config",
            files: ["compose.yaml": "configs:\n  c:\n    content: \"\(secret)\n"]
        ),
    ]

    /// Secrets in files of variables.
    static let envFiles =
        [
            "DB_PASSWORD=\"\(secret)\n", "DB_PASSWORD='it's \(secret) a=b'\n", "MY PASSWORD=\(secret)\n",
            "DB_PASSWORD=x${\(secret)!y}\n", "DB_PASSWORD=\(secret)${HOST:?}\n", "export DB_PASSWORD='\(secret)\n",
            "KEY=-----BEGIN\n\(secret)/abc+\n", "DB_PASSWORD: \"\(secret)\n",
        ].flatMap { text in
            [
                Case(
                    "env_file with \(text.debugDescription)",
                    files: ["compose.yaml": "services: {web: {image: x, env_file: e}}", "e": text]
                ),
                Case(".env with \(text.debugDescription)", files: ["compose.yaml": "services: {}", ".env": text]),
                Case(
                    "label_file with \(text.debugDescription)",
                    files: ["compose.yaml": "services: {web: {image: x, label_file: e}}", "e": text]
                ),
            ]
        }

    /// Secrets that variables bring to where they make no sense.
    static let interpolated = [
        Case("ports", interpolated: "[\"${PASS}:80\"]"),
        Case("ports", interpolated: "[\"80/${PASS}\"]"),
        Case("ports", interpolated: "[\"${PASS}\"]", holding: "\(secret):a:b:c"),
        Case("ports", interpolated: "[{target: \"${PASS}\"}]"),
        Case("ports", interpolated: "[{target: 80, host_ip: \"${PASS}\"}]"),
        Case("mem_limit", interpolated: "${PASS}"),
        Case("mem_limit", interpolated: "\"1${PASS}\""),
        Case("cpus", interpolated: "$PASS"),
        Case("privileged", interpolated: "${PASS:-x}"),
        Case("restart", interpolated: "${PASS}"),
        Case("pull_policy", interpolated: "${PASS}"),
        Case("cgroup", interpolated: "${PASS}"),
        Case("stop_grace_period", interpolated: "${PASS}"),
        Case("healthcheck", interpolated: "{interval: \"${PASS}\", test: x}"),
        Case("volumes", interpolated: "[\"${PASS}\"]", holding: "\(secret):a:b:c"),
        Case("volumes", interpolated: "[\"/a:/b:${PASS}\"]"),
        Case("volumes", interpolated: "[\"${PASS}:/data\"]"),
        Case("devices", interpolated: "[\"${PASS}\"]", holding: "\(secret):a:b:c"),
        Case("extra_hosts", interpolated: "[\"${PASS}\"]"),
        Case("extra_hosts", interpolated: "[\"${PASS}=1.2.3.4\"]", holding: "a:\(secret)"),
        Case("depends_on", interpolated: "[\"${PASS}\"]"),
        Case("networks", interpolated: "[\"${PASS}\"]"),
        Case("network_mode", interpolated: "service:${PASS}"),
        Case("secrets", interpolated: "[\"${PASS}\"]"),
        Case("configs", interpolated: "[{source: \"${PASS}\"}]"),
        Case("command", interpolated: "\"login '${PASS}\""),
        Case("oom_score_adj", interpolated: "${PASS}"),
        Case("ulimits", interpolated: "{nofile: \"${PASS}\"}"),
        Case("scale", interpolated: "\"${PASS}\""),
        Case("deploy", interpolated: "{replicas: \"${PASS}\"}"),
        Case("build", interpolated: "{context: ., ssh: [\"${PASS}\"]}"),
        Case("build", interpolated: "{context: ., additional_contexts: [\"${PASS}\"]}"),
        Case("environment", interpolated: "[\"${PASS}\"]", holding: "\(secret) "),
    ]
}
