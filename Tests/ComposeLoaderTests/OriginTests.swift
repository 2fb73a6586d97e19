import ComposeLoader
import Testing

@Suite struct OriginTests {
    private let loading = Loading(files: [
        "a.yaml": """
        services:
          web:
            image: repo/app:${TAG:-latest}
            ports: ['80:80']
            environment: {LEVEL: info, MODE: "${MODE}"}
        """,
        "b.yaml": """
        services:
          web:
            environment: [LEVEL=debug]
            ports:
              - "8080:80"
        """, ".env": "# settings\nMODE=fast\n",
    ]).with { $0.request.files = ["a.yaml", "b.yaml"] }

    /// The origins at a path, a line each layer.
    private func explain(_ path: String?, _ other: Loading? = nil) throws -> [String] {
        let origins = try #require(try (other ?? loading).run().origins(at: path))
        return origins.flatMap { origin in
            [origin.value.map { "\(origin.path) = \($0)" } ?? "\(origin.path) is not set"]
                + origin.layers.map { layer in
                    let variables = layer.variables.map { " \($0.name)=\($0.value ?? "-") \($0.source)" }.joined()
                    return "  \(layer.action) \(layer.position) \(layer.text)\(variables)"
                }
        }
    }

    @Test func aReplacedValueShowsEachLayer() throws {
        #expect(
            try explain("services.web.environment.LEVEL") == [
                "services.web.environment.LEVEL = debug", "  set a.yaml:5:26 info",
                "  replaced b.yaml:3:19 LEVEL=debug",
            ]
        )
    }

    @Test func appendedItemsShowTheirOwnPlaces() throws {
        #expect(
            try explain("services.web.ports") == [
                "services.web.ports[0] = {mode: ingress, target: 80, published: \"80\", protocol: tcp}",
                "  set a.yaml:4:13 '80:80'",
                "services.web.ports[1] = {mode: ingress, target: 80, published: \"8080\", protocol: tcp}",
                "  appended b.yaml:5:9 \"8080:80\"",
            ]
        )
        #expect(try explain("services.web.ports[1]").count == 2)
    }

    @Test func allOfAMappingThatWasAppendedIsAppended() throws {
        let mount = { (name: String) in
            "services:\n  web:\n    image: x\n    volumes:\n      - {type: bind, source: /\(name), target: /\(name)}\n"
        }
        #expect(
            try explain("services.web.volumes[1].source", Loading(layers: mount("a"), mount("b"))) == [
                "services.web.volumes[1].source = /b", "  appended b.yaml:5:30 /b",
            ]
        )
    }

    @Test func anItemThatTakesThePlaceOfAnotherIsReplaced() throws {
        let port = { (port: String) in "services: {web: {image: x, ports: [\(port)]}}\n" }
        #expect(
            try explain("services.web.ports", Loading(layers: port("'80:80'"), port("'0.0.0.0:80:80'"))).dropFirst()
                == [
                    "  set a.yaml:1:36 '80:80'", "  replaced b.yaml:1:36 '0.0.0.0:80:80'",
                ]
        )
    }

    @Test func anOverriddenListShowsTheOneItReplaced() throws {
        let layers = Loading(
            layers: "services: {web: {image: x, dns: [1.1.1.1]}}\n",
            "services:\n  web:\n    dns: !override\n      - 8.8.8.8\n"
        )
        #expect(
            try explain("services.web.dns", layers) == [
                "services.web.dns[0] = 8.8.8.8", "  set a.yaml:1:33 [1.1.1.1]}}", "  overridden b.yaml:4:9 8.8.8.8",
            ]
        )
        #expect(try explain("services.web.dns[0]", layers).count == 3)
    }

    private let reset = Loading(
        layers: "services:\n  web:\n    image: x\n    command: npm start\n",
        "services:\n  web:\n    command: !reset null\n",
        "services: {web: {image: x}}\n"
    )

    @Test func aResetValueShowsWhatItWasAndWhereItWent() throws {
        let expected = [
            "services.web.command is not set", "  set a.yaml:4:14 npm start", "  reset b.yaml:3:14 !reset null",
        ]
        #expect(try explain("services.web.command", reset) == expected)
        #expect(try explain("services.web", reset).suffix(3) == expected)
        #expect(try explain(nil, reset).suffix(3) == expected)
        #expect(try explain("services.web.command[0]", reset) == expected)
    }

    @Test func aValueThatIsSetAfterAResetKnowsBoth() throws {
        let again = reset.with { $0.files["c.yaml"] = "services: {web: {command: again}}\n" }
        #expect(
            try explain("services.web.command", again) == [
                "services.web.command = again", "  set a.yaml:4:14 npm start", "  reset b.yaml:3:14 !reset null",
                "  replaced c.yaml:1:27 again",
            ]
        )
    }

    @Test func anExtendingServiceThatResetsAValueSaysSo() throws {
        let text = """
            services:
              web: {extends: base, command: !reset null}
              base: {image: x, command: [a, b]}
            """
        #expect(
            try explain("services.web.command", Loading(text)) == [
                "services.web.command is not set", "  set compose.yaml:3:29 [a, b]}",
                "  reset compose.yaml:2:33 !reset null",
            ]
        )
    }

    @Test func valuesOfEnvFilesShowTheirLines() throws {
        let files = Loading(files: [
            "compose.yaml": """
            services:
              web:
                image: x
                env_file: [one.env, two.env]
                environment: {LAST: own}
                label_file: labels.env
            """, "one.env": "# first\nexport A='1' # one\nLAST=1\n", "two.env": "\nA=${LAST}-$TAG\nLAST=2\n",
            ".env": "TAG=t\n", "labels.env": "role=web\n",
        ])
        #expect(
            try explain("services.web.environment", files) == [
                "services.web.environment.A = own-t", "  set one.env:2:8 A='1'",
                "  replaced two.env:2:1 A=${LAST}-$TAG LAST=own file(compose.yaml:5:25) TAG=t file(.env:1:1)",
                "services.web.environment.LAST = own", "  set one.env:3:1 LAST=1", "  replaced two.env:3:1 LAST=2",
                "  replaced compose.yaml:5:25 own",
            ]
        )
        #expect(
            try explain("services.web.labels", files) == [
                "services.web.labels.role = web", "  set labels.env:1:1 role=web",
            ]
        )
    }

    @Test func aVariableThatIsOnlyNamedShowsWhereItsValueIs() throws {
        let named = Loading(files: [
            "compose.yaml": "services:\n  web:\n    image: x\n    environment:\n      - HOME\n      - MODE\n",
            ".env": "MODE=fast\n",
        ])
        #expect(
            try explain("services.web.environment", named) == [
                "services.web.environment.HOME = /home/dev", "  set compose.yaml:5:9 HOME HOME=/home/dev process",
                "services.web.environment.MODE = fast", "  set compose.yaml:6:9 MODE MODE=fast file(.env:1:1)",
            ]
        )
    }

    @Test func anIncludedProjectKnowsItsOwnVariables() throws {
        let including = Loading(files: [
            "compose.yaml": "include: [sub/compose.yaml]\n", ".env": "TAG=outer\n",
            "sub/compose.yaml": "services:\n  db:\n    image: db:${VERSION}\n    hostname: $TAG\n",
            "sub/.env": "TAG=inner\nVERSION=7\n",
        ])
        #expect(
            try explain("services.db.image", including) == [
                "services.db.image = db:7", "  set sub/compose.yaml:3:12 db:${VERSION} VERSION=7 file(sub/.env:2:1)",
            ]
        )
        #expect(
            try explain("services.db.hostname", including).last
                == "  set sub/compose.yaml:4:15 $TAG TAG=outer file(.env:1:1)"
        )
    }

    @Test func variablesShowWhereTheyAreSet() throws {
        #expect(
            try explain("services.web.environment.MODE") == [
                "services.web.environment.MODE = fast",
                "  set a.yaml:5:38 \"${MODE}\" MODE=fast file(.env:2:1)",
            ]
        )
        #expect(
            try explain("services.web.image") == [
                "services.web.image = repo/app:latest", "  set a.yaml:3:12 repo/app:${TAG:-latest} TAG=latest default",
            ]
        )
    }

    @Test func aDefaultIsShownWhereItStandsInForAnEmptyVariable() throws {
        let image = Loading("services:\n  web:\n    image: ${A-a}:${B:-${C:-c}}${D:+d}\n").with {
            $0.environment = ["A": "", "B": "", "D": "x"]
        }
        #expect(
            try explain("services.web.image", image) == [
                "services.web.image = :cd",
                "  set compose.yaml:3:12 ${A-a}:${B:-${C:-c}}${D:+d} A= process B=c default C=c default D=x process",
            ]
        )
    }

    @Test func impliedValuesSayWhatImpliesThem() throws {
        #expect(
            try explain("services.web.networks.default") == [
                "services.web.networks.default = null",
                "  implied a.yaml:2:3 web",
            ]
        )
    }

    @Test func thereIsNothingAtAnUnknownPath() throws {
        #expect(try loading.run().origins(at: "services.api") == nil)
        #expect(try loading.run().origins(at: "services.web.ports[7]") == nil)
    }

    @Test func theWholeProjectIsExplained() throws {
        let origins = try #require(try loading.run().origins())
        #expect(origins.map(\.path).contains("networks.default.name"))
        #expect(origins.allSatisfy { !$0.layers.isEmpty })
    }
}
