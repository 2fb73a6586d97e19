import SessionEvents
import TerminalOutput
import Testing

@testable import EngardeCommands

/// `-E` and `engarde env`, without an engine.
@Suite struct EnvironmentCommandTests {
    private static let files = [
        "docker-compose.yml": "services:\n  db: {image: \"postgres:${VERSION}\", restart: unless-stopped}\n",
        "docker-compose.prod.yml": "services:\n  db: {restart: always, environment: {DB_PASSWORD: word-one}}\n",
        ".env": "VERSION=15\n", ".env.dev": "VERSION=16\n",
    ]

    private func engarde(
        _ arguments: String...,
        environment: [String: String] = [:]
    ) async throws -> ProgramRun {
        try await ProgramRun(["engarde", "-p", "shop"] + arguments, files: Self.files, environment: environment)
    }

    @Test func theListMarksTheOneThatIsMeant() async throws {
        let list = try await engarde("-E", "production", "env", "list")
        #expect(list.status == .success && list.errors == "")
        #expect(
            list.output.split(separator: "\n").map { $0.split(separator: " ").joined(separator: " ") } == [
                "NAME ACTIVE FILES ENV FILES", "dev .env, .env.dev", "prod * docker-compose.prod.yml .env",
            ]
        )
        #expect(
            try await engarde("env", "--format", "json").output == """
                [{"Name":"dev","Active":false,"Files":[],"EnvironmentFiles":[".env",".env.dev"]},\
                {"Name":"prod","Active":false,"Files":["docker-compose.prod.yml"],"EnvironmentFiles":[".env"]}]

                """
        )
    }

    @Test func theListIsShownEvenWhereTheOneThatIsMeantIsNotThere() async throws {
        let list = try await engarde("env", environment: ["ENGARDE_ENVIRONMENT": "qa"])
        #expect(list.status == .success)
        #expect(list.errors.hasPrefix("warning: there is no environment 'qa', for which ENGARDE_ENVIRONMENT asks"))
        #expect(list.output.contains("\nprod "))
    }

    @Test func oneIsShownWithItsFiles() async throws {
        let shown = try await engarde("env", "show", "prod")
        #expect(shown.status == .success)
        #expect(
            shown.output.hasPrefix(
                """
                # environment: prod
                # files: docker-compose.yml, docker-compose.prod.yml
                # env files: .env
                name: shop

                """
            ),
            "\(shown.output)"
        )
        #expect(shown.output.contains("image: postgres:15") && shown.output.contains("restart: always"))
        let json = try await engarde("env", "show", "dev", "--format=json").output
        #expect(
            json.hasPrefix(
                #"{"environment":"dev","environmentFiles":[".env",".env.dev"],"files":["docker-compose.yml"],"#
            )
        )
        #expect(json.contains("postgres:16"))
    }

    @Test func whatMustMatchAndDoesNotFailsTheComparison() async throws {
        let compared = try await engarde("env", "diff", "dev", "production")
        #expect(compared.status == .command(1))
        #expect(
            compared.output == """
                must match
                  services.db.image
                    dev   postgres:16  docker-compose.yml:2
                    prod  postgres:15  docker-compose.yml:2
                should differ
                  services.db.restart
                    dev   unless-stopped  docker-compose.yml:2
                    prod  always          docker-compose.prod.yml:2
                other
                  services.db.environment
                    dev   (not set)
                    prod  {"DB_PASSWORD":"…"}  docker-compose.prod.yml:2
                1 difference where dev and prod must match

                """
        )
        let same = try await engarde("env", "diff", "prod", "prod")
        #expect(same.status == .success && same.output == "nothing differs where prod and prod must match\n")
        let json = try await engarde("env", "diff", "dev", "prod", "--format", "json")
        #expect(json.status == .command(1))
        #expect(json.output.contains(#""group":"mustMatch","path":"services.db.image""#), "\(json.output)")
        #expect(json.output.contains(#""matches":false"#) && !json.output.contains("word-one"))
    }

    @Test(
        arguments: [
            (["env", "list", "dev"], "'env list' takes no names"),
            (["env", "show"], "'env show' takes the name of one environment"),
            (["env", "diff", "dev"], "'env diff' takes the names of two environments"),
            (["env", "shwo"], "there is no 'env shwo'"),
            (["env", "diff", "a", "b", "--format", "yaml"], "'yaml' is no value of '--format' here"),
            (["env", "show", "qa"], "there is no environment 'qa'"),
            (["-E", "dev", "-f", "docker-compose.yml", "config"], "--environment and --file contradict each other"),
            (["-E", "qa", "ps"], "there is no environment 'qa'"),
        ]
    )
    func mistakesAreSaid(arguments: [String], message: String) async throws {
        let run = try await ProgramRun(["engarde", "-p", "shop"] + arguments, files: Self.files)
        #expect(run.status == .failure)
        #expect(run.errors.hasPrefix("error: \(message)\n"), "\(run.errors)")
    }

    @Test func whichEnvironmentItIsIsSaid() async throws {
        let option = try await engarde("-E", "prod", "config", "-q")
        #expect(
            option.errors == "environment 'prod': docker-compose.yml, docker-compose.prod.yml; variables of .env\n"
        )
        let variable = try await engarde("config", "-q", environment: ["ENGARDE_ENVIRONMENT": "dev"])
        #expect(
            variable.errors
                == "environment 'dev' (ENGARDE_ENVIRONMENT): docker-compose.yml; variables of .env, .env.dev\n"
        )
    }

    @Test func hintsRepeatItForThisProgramOnly() throws {
        let options = try EngardeCommand.parsed(["--environment=prod", "--project-name=p"]).options
        #expect(options.command(of: "engarde", ["ps"]) == "engarde -E prod -p p ps")
        let other = options.command(of: "docker compose", ["ps"], repeatingEnvironment: false)
        #expect(other == "docker compose -p p ps")
    }

    @Test(
        arguments: [
            (["-E", ""], "dev prod"), (["--environment=p"], "--environment=prod"), (["env", ""], "list show diff"),
            (["env", "diff", "dev", ""], "prod"),
        ]
    )
    func namesAreCompleted(words: [String], expected: String) async throws {
        let run = try await ProgramRun(["engarde", "__complete"] + words, files: Self.files)
        let lines = run.output.split(separator: "\n").dropLast()
        #expect(lines.joined(separator: " ") == expected)
    }
}
