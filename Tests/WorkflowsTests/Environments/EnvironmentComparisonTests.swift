import ComposeLoader
import Diagnostics
import TestSupport
import Testing

@testable import Workflows

/// What differs between two environments, and whether it should.
@Suite struct EnvironmentComparisonTests {
    private static let development = """
        services:
          web:
            image: shop:dev
            build: {context: ., target: development}
            environment: {LOG_LEVEL: debug, API_KEY: word-one, REGION: here}
            volumes: [./src:/app]
            ports: ["8000:8000"]
          db: {image: postgres:15}
        """
    private static let production = """
        services:
          web:
            image: shop:latest
            build: {context: ., target: production}
            environment: {LOG_LEVEL: info, API_KEY: word-two, REGION: there}
            ports: ["80:8000"]
            restart: always
            depends_on: [db]
          db: {image: postgres:16}
          proxy: {image: nginx}
        """

    private func comparison(_ first: String, _ second: String, hidingSecrets: Bool = true) throws
        -> EnvironmentComparison
    {
        try EnvironmentComparison(.shop(first), .shop(second), hidingSecrets: hidingSecrets)
    }

    private func paths(_ comparison: EnvironmentComparison, _ group: DifferenceGroup) -> Set<String> {
        Set(comparison.differences.filter { $0.group == group }.map(\.path.description))
    }

    @Test func differencesAreGrouped() throws {
        let comparison = try self.comparison(Self.development, Self.production)
        #expect(
            paths(comparison, .mustMatch) == ["services.db.image", "services.proxy", "services.web.depends_on"]
        )
        #expect(
            paths(comparison, .shouldDiffer) == [
                "services.web.build.target", "services.web.environment.LOG_LEVEL", "services.web.volumes",
                "services.web.ports[0].published", "services.web.restart",
            ]
        )
        #expect(
            paths(comparison, .other) == [
                "services.web.image", "services.web.environment.API_KEY", "services.web.environment.REGION",
            ]
        )
        #expect(!comparison.matches)
        let groups = comparison.differences.map(\.group)
        #expect(groups.first == .mustMatch && groups.last == .other)
    }

    @Test func eachValueHasItsPlace() throws {
        let comparison = try self.comparison(Self.development, Self.production)
        let image = try #require(comparison.differences.first { $0.path.description == "services.db.image" })
        #expect(image.first?.text == "postgres:15" && image.first?.position.line == 8)
        #expect(image.second?.text == "postgres:16" && image.second?.position.line == 9)
        let restart = try #require(comparison.differences.first { $0.path.description == "services.web.restart" })
        #expect(restart.first == nil && restart.second?.text == "always")
    }

    @Test func whatMayBeSecretIsOnlySaidToDiffer() throws {
        func texts(hidingSecrets: Bool) throws -> [String?] {
            let all = try comparison(Self.development, Self.production, hidingSecrets: hidingSecrets).differences
            let key = try #require(all.first { $0.path.description.hasSuffix("API_KEY") })
            return [key.first?.text, key.second?.text]
        }
        #expect(try texts(hidingSecrets: true) == ["…", "…"])
        #expect(try texts(hidingSecrets: false) == ["word-one", "word-two"])
    }

    @Test(
        arguments: [
            ("cap_add: [A, B]", "cap_add: [B, A]"), ("volumes: []", "stop_signal: SIGTERM"),
            ("cpus: \"1.5\"", "cpus: 1.5"),
            ("volumes: [./a:/a, ./b:/b]", "volumes: [./b:/b, ./a:/a]"),
            ("ports: [\"80:80\"]", "ports: [{target: 80, published: \"80\"}]"),
        ]
    )
    func whatIsWrittenOtherwiseIsTheSame(first: String, second: String) throws {
        func file(_ text: String) -> String {
            "services:\n  web:\n    image: x\n    stop_signal: SIGTERM\n"
                + (text.hasPrefix("stop_signal") ? "" : "    \(text)\n")
        }
        #expect(try comparison(file(first), file(second)).differences == [])
    }

    @Test(
        arguments: [
            ("command: [a, b]", "command: [b, a]", "services.web.command"),
            ("volumes: [./a:/a]", "volumes: [./b:/a]", "services.web.volumes[0].source"),
            ("volumes: [./a:/a]", "volumes: [./a:/a, ./b:/b]", "services.web.volumes[1]"),
            ("networks: [a]", "networks: [a, b]", "services.web.networks.b"),
        ]
    )
    func whatDiffersIsFoundInside(first: String, second: String, path: String) throws {
        func file(_ text: String) -> String {
            "services:\n  web:\n    image: x\n    \(text)\n  all: {image: x, networks: [a, b]}\nnetworks: {a: {}, b: {}}\n"
        }
        let found = try comparison(file(first), file(second)).differences
        #expect(found.map(\.path.description) == [path])
    }

    @Test(
        arguments: [
            ("services.web.build.args.NODE_VERSION", DifferenceGroup.mustMatch),
            ("services.web.build.args.UID", .other),
            ("services.web.networks.back", .mustMatch), ("services.web.deploy.resources.limits.cpus", .shouldDiffer),
            ("services.web.deploy.replicas", .other), ("services.web.environment.DEBUG", .shouldDiffer),
            ("services.web.environment.NODE_ENV", .shouldDiffer), ("services.web.environment.CATALOG_URL", .other),
            ("services.web.logging.driver", .shouldDiffer), ("services.web.develop.watch", .shouldDiffer),
            ("services.web.healthcheck.interval", .other), ("networks.back.internal", .mustMatch),
            ("networks.back.name", .other), ("volumes.data", .shouldDiffer), ("secrets.key", .other), ("name", .other),
        ] as [(String, DifferenceGroup)]
    )
    func everyAttributeHasAGroup(path: String, group: DifferenceGroup) throws {
        let path = try #require(ProjectPath(keys: path.split(separator: ".").map(String.init)))
        #expect(DifferenceGroup(of: path, isBuilt: false) == group)
    }

    @Test func theNameOfAnImageThatIsBuiltSaysNothing() throws {
        let path = try #require(ProjectPath(keys: ["services", "web", "image"]))
        #expect(DifferenceGroup(of: path, isBuilt: true) == .other)
        #expect(DifferenceGroup(of: path, isBuilt: false) == .mustMatch)
    }
}
