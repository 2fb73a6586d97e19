import ComposeLoader
import ComposeModel
import OrderedCollections
import Testing

/// Which files an environment is made of.
@Suite struct EnvironmentTests {
    /// A project with a base file and others, loaded as an environment.
    private func loading(_ files: [String: String], as name: String? = nil) -> Loading {
        let base = ["docker-compose.yml": Self.web("base")]
        return Loading(files: base.merging(files) { $1 }).with { $0.request.environmentName = name }
    }

    private static func web(_ image: String) -> String { "services:\n  web: {image: \"\(image)\"}\n" }

    @Test(
        arguments: [
            ("dev", "docker-compose.dev.yml"), ("development", "docker-compose.dev.yaml"),
            ("dev", "compose.development.yaml"), ("stage", "docker-compose.staging.yml"),
            ("staging", "compose.stage.yml"),
            ("testing", "compose.test.yml"), ("production", "docker-compose.production.yml"),
            ("local", "docker-compose.local.yml"),
        ]
    )
    func shortAndLongNamesFindFilesOfEither(name: String, file: String) throws {
        let loaded = try loading([file: Self.web("layer")], as: name).run()
        #expect(loaded.project.services["web"]?.image == "layer")
        #expect(loaded.project.composeFiles == ["/project/docker-compose.yml", "/project/\(file)"])
    }

    @Test func theOverrideFileIsADevelopersOwn() throws {
        let files = [
            "docker-compose.dev.yml": Self.web("dev"), "docker-compose.prod.yml": Self.web("prod"),
            "docker-compose.override.yml": Self.web("own"),
        ]
        let dev = try loading(files, as: "dev").run()
        #expect(dev.project.services["web"]?.image == "own")
        #expect(
            dev.project.composeFiles.map { $0.dropFirst("/project/".count) } == [
                "docker-compose.yml", "docker-compose.dev.yml", "docker-compose.override.yml",
            ]
        )
        #expect(try loading(files, as: "prod").web().image == "prod")
        #expect(try loading(files).web().image == "own")
    }

    private static let envFiles = [
        "docker-compose.yml": web("${A}${B}${C}"), ".env": "A=1\nB=1\nC=1\n", ".env.prod": "B=2\nC=2\n",
        "docker/env/.env.production": "C=3\n",
    ]

    @Test func laterEnvFilesWinAndTheProcessWinsOverAll() throws {
        let loading = self.loading(Self.envFiles, as: "production")
        #expect(try loading.web().image == "123")
        #expect(try loading.with { $0.environment["B"] = "9" }.web().image == "193")
        #expect(
            try loading.run().project.environmentFiles == [
                "/project/.env", "/project/.env.prod", "/project/docker/env/.env.production",
            ]
        )
        #expect(try self.loading(Self.envFiles).web().image == "111")
        let disabled = loading.with {
            $0.environment["COMPOSE_DISABLE_ENV_FILE"] = "1"
            $0.environment["A"] = "7"
        }
        #expect(try disabled.run().project.environmentFiles.first == "/project/.env.prod")
    }

    @Test func namedEnvFilesAreReadInPlaceOfTheEnvironments() throws {
        let files = Self.envFiles.merging(["other.env": "A=x\nB=y\nC=z\n", "compose.prod.yaml": "services: {}\n"]) {
            $1
        }
        let loaded = try loading(files, as: "prod").with { $0.request.environmentFiles = ["other.env"] }.run()
        #expect(loaded.project.services["web"]?.image == "xyz")
        #expect(loaded.environmentSelection?.environmentFiles == ["other.env"])
        #expect(loaded.environmentSelection?.files == ["docker-compose.yml", "compose.prod.yaml"])
    }

    @Test func anEnvironmentThatIsNotThereIsNamedWithThoseThatAre() {
        let files = ["docker-compose.prod.yml": Self.web("prod"), ".env.dev": ""]
        #expect(
            loading(files, as: "prdo").failure() == """
                error: there is no environment 'prdo'

                there are:
                  | dev: .env.dev
                  | prod: docker-compose.prod.yml

                none of these files is there:
                  | docker-compose.prdo.{yml,yaml}, compose.prdo.{yaml,yml}, .env.prdo, docker/env/.env.prdo

                hint: did you mean 'prod'?
                """
        )
        #expect(
            loading([:], as: "dev").failure() == """
                error: there is no environment 'dev'

                none of these files is there:
                  | docker-compose.dev.{yml,yaml}, compose.dev.{yaml,yml}, .env.dev, docker/env/.env.dev
                  | docker-compose.development.{yml,yaml}, compose.development.{yaml,yml}, .env.development, \
                docker/env/.env.development

                hint: create 'docker-compose.dev.yml' or '.env.dev'
                """
        )
    }

    @Test(arguments: ["../prod", "", "a/b", ".prod"])
    func whatIsNoNameLeadsToNoFile(name: String) {
        #expect(
            loading([:], as: name).failure() == """
                error: there is no environment '\(name)'

                hint: a name has letters, digits, '-' and '_', such as 'dev'
                """
        )
    }

    @Test func theOverrideFileIsNoEnvironment() {
        let files = ["docker-compose.override.yml": Self.web("own")]
        #expect(
            loading(files, as: "override").failure() == """
                error: there is no environment 'override'

                hint: the override file belongs to environment 'dev'
                """
        )
    }

    @Test func twoFilesThatDifferAreNamedAndTwoThatDoNotAreOne() throws {
        let files = ["docker-compose.dev.yml": Self.web("one"), "compose.dev.yaml": Self.web("other")]
        #expect(
            loading(files, as: "dev").failure() == """
                error: 'docker-compose.dev.yml' and 'compose.dev.yaml' are both of environment 'dev', and differ

                hint: keep one of the two
                """
        )
        let variables = ["docker/env/.env.dev": "A=1\n", "docker/env/.env.development": "A=2\n"]
        #expect(
            loading(variables, as: "dev").failure().hasPrefix(
                "error: 'docker/env/.env.dev' and 'docker/env/.env.development' are both of environment 'dev'"
            )
        )
        let same = ["docker-compose.dev.yml": Self.web("one"), "docker-compose.development.yml": Self.web("one")]
        #expect(try loading(same, as: "dev").run().project.composeFiles.count == 2)
        #expect(try loading(files, as: nil).web().image == "base")
    }

    @Test func anEnvironmentIsNotAskedForBesideFiles() {
        let files = ["docker-compose.prod.yml": Self.web("prod")]
        #expect(
            loading(files, as: "prod").with { $0.request.files = ["docker-compose.yml"] }.failure() == """
                error: an environment and Compose files contradict each other

                hint: leave out '-E' or '-f'
                """
        )
    }

    @Test func theOptionGoesBeforeTheVariableAndThatBeforeTheSettings() throws {
        let files = [
            "docker-compose.dev.yml": Self.web("dev"), "docker-compose.prod.yml": Self.web("prod"),
            "docker-compose.test.yml": Self.web("test"), ".engarde.yaml": "environment: testing\n",
        ]
        let settings = try loading(files).run()
        #expect(settings.environmentSelection?.source == .settings)
        #expect(settings.environmentSelection?.environment.name == "test")
        #expect(settings.sourceFiles.contains("/project/.engarde.yaml"))
        let variable = try loading(files).with { $0.environment["ENGARDE_ENVIRONMENT"] = "prod" }.run()
        #expect(variable.environmentSelection?.source == .variable)
        #expect(variable.project.services["web"]?.image == "prod")
        let option = try loading(files, as: "dev").with { $0.environment["ENGARDE_ENVIRONMENT"] = "prod" }.run()
        #expect(option.environmentSelection?.source == .option)
        #expect(option.project.services["web"]?.image == "dev")
    }

    @Test func namedFilesLeaveNoRoomForAnEnvironmentThatNobodyNamed() throws {
        let files = [
            "docker-compose.prod.yml": Self.web("prod"), "a.yaml": Self.web("a"),
            ".engarde.yaml": "environment: prod\n",
        ]
        let all = loading(files).with { $0.environment["ENGARDE_ENVIRONMENT"] = "prod" }
        let named = try all.with { $0.request.files = ["a.yaml"] }.run()
        #expect(named.environmentSelection == nil)
        #expect(named.project.services["web"]?.image == "a")
        let variable = all.with { $0.environment["COMPOSE_FILE"] = "a.yaml" }
        #expect(try variable.run().environmentSelection == nil)
        #expect(try variable.web().image == "a")
        #expect(try variable.with { $0.request.environmentName = "prod" }.web().image == "prod")
    }

    @Test func whoeverAskedForItIsNamedInTheMistake() {
        let variable = loading([:]).with { $0.environment["ENGARDE_ENVIRONMENT"] = "qa" }
        #expect(
            variable.failure().hasPrefix("error: there is no environment 'qa', for which ENGARDE_ENVIRONMENT asks\n")
        )
        let settings = loading([".engarde.yaml": "environment: qa\n"])
        #expect(settings.failure().contains("--> .engarde.yaml:1:14\n  |\n1 | environment: qa\n  |              ^^\n"))
    }

    @Test func thoseThatAreThereAreFoundByTheirFiles() throws {
        let names = [
            "compose.yaml", "compose.override.yaml", "docker-compose.prod.yml", "compose.local.yaml", ".env.test",
            ".env.example", ".env.qa", "docker/env/.env.staging", "docker/env/.env.demo", "docker/env/.env.sample",
            "docker-compose.a.b.yml", "docker-compose..yml",
        ]
        let files = InMemoryProjectFiles(
            Dictionary(uniqueKeysWithValues: names.map { ("/project/\($0)", "services: {}\n") })
        )
        let environments = ProjectEnvironments(LoadRequest(workingDirectory: "/project/docker"), files: files)
        #expect(environments.all.map(\.name) == ["test", "staging", "prod", "demo", "local"])
        #expect(try environments.named("qa").environmentFiles == ["/project/.env.qa"])
        #expect(try environments.named("production").files == ["/project/docker-compose.prod.yml"])
        #expect(try environments.selected() == nil)
    }

    @Test func filesOnDiskCanBeListed() {
        let file: String = #filePath
        let directory = file.split(separator: "/").dropLast().reduce("") { "\($0)/\($1)" }
        let names = DiskProjectFiles().names(in: directory)
        #expect(names.contains("EnvironmentTests.swift") && !names.contains(".") && names == names.sorted())
        #expect(DiskProjectFiles().names(in: directory + "/missing") == [])
    }
}
