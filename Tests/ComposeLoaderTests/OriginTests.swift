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
    private func explain(_ path: String?) throws -> [String] {
        let origins = try #require(try loading.run().origins(at: path))
        return origins.flatMap { origin in
            ["\(origin.path) = \(origin.value)"]
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
                "  set b.yaml:5:9 \"8080:80\"",
            ]
        )
        #expect(try explain("services.web.ports[1]").count == 2)
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
                "services.web.image = repo/app:latest", "  set a.yaml:3:12 repo/app:${TAG:-latest} TAG=- unset",
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
