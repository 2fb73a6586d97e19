import ComposeLoader
import ComposeModel
import Diagnostics
import TestSupport
import Testing

@testable import Workflows

/// Which service is the database, and what it runs: over files in memory.
@Suite struct DatabaseDetectionTests {
    private func found(
        _ text: String,
        files: [String: String] = [:],
        named: String? = nil
    ) throws -> String {
        let loaded = try LoadedProject.shop(text, files: files)
        let host = HostFiles(InMemoryProjectFiles(files)) { _ in [] }
        let database = try DatabaseDetection(
            in: loaded.project,
            settings: try DatabaseSettings(of: loaded),
            files: host
        )
        .database(named: named)
        return "\(database.name) \(database.engine.rawValue)"
    }

    private func message(_ text: String, named: String? = nil) throws -> String {
        do {
            return try found(text, named: named)
        } catch let error as any DiagnosticConvertible {
            return error.diagnostics.map { "\($0.code?.rawValue ?? "") \($0.message)" }.joined(separator: "\n")
        }
    }

    @Test(
        arguments: [
            ("postgres:15-alpine", "postgres"), ("registry:5000/library/postgres", "postgres"),
            ("postgis/postgis:15-3.4", "postgres"), ("timescale/timescaledb-ha:pg16", "postgres"),
            ("bitnami/postgresql@sha256:aa", "postgres"), ("mysql/mysql-server:8.0", "mysql"),
            ("percona:8", "mysql"), ("mariadb", "mariadb"), ("mongo:7", "mongo"), ("valkey/valkey:8", "redis"),
            ("prometheuscommunity/postgres-exporter", nil), ("mongo-express", nil), ("postgrest/postgrest", nil),
            ("nginx", nil), ("", nil),
        ] as [(String, String?)]
    )
    func anImageSaysWhatItIs(image: String, engine: String?) {
        #expect(DatabaseEngine(image: image)?.rawValue == engine)
    }

    @Test func aCacheIsOnlyMeantWhereNothingElseIs() throws {
        let both = "services: {cache: {image: 'redis:7'}, db: {image: 'postgres:15'}}"
        #expect(try found(both) == "db postgres")
        #expect(try found("services: {cache: {image: 'redis:7'}, web: {image: nginx}}") == "cache redis")
    }

    @Test func severalAreNamed() throws {
        let text = "services: {a: {image: 'postgres:15'}, b: {image: 'mysql:8'}}"
        #expect(try message(text) == "EG1031 several services are databases: 'a', 'b'")
        #expect(try found(text, named: "b") == "b mysql")
    }

    @Test func whatIsNoDatabaseIsSaid() throws {
        let text = "services: {web: {image: nginx}}"
        #expect(try message(text) == "EG1030 no service is a database that is known")
        #expect(try message(text, named: "web") == "EG1030 service 'web' is no database that is known")
        #expect(try message(text, named: "wbe") == "EG1030 service 'wbe' is no database that is known")
    }

    @Test func aBuiltOneIsKnownByItsDockerfile() throws {
        let files = ["/shop/data/Dockerfile": "ARG V=15\nFROM postgres:${V}-alpine AS own\nFROM own\nCOPY a /b\n"]
        let text =
            "services: {store: {build: ./data}, backend: {image: 'postgres-client', environment: {POSTGRES_USER: a}}}"
        #expect(try found(text, files: files) == "store postgres")
    }

    @Test func aVolumeSaysIt() throws {
        let volume = """
            services: {own: {image: 'internal/db', volumes: ['data:/var/lib/postgresql/data']}, web: {image: nginx}}
            volumes: {data: {}}
            """
        #expect(try found(volume) == "own postgres")
    }

    @Test func variablesSayIt() throws {
        let variables =
            "services: {db: {image: 'internal/x', environment: {MYSQL_ROOT_PASSWORD: a}}, web: {image: nginx}}"
        #expect(try found(variables) == "db mysql")
    }

    @Test func settingsCount() throws {
        let text = """
            services: {a: {image: 'postgres:15'}, b: {image: 'postgres:15'}}
            x-engarde: {db: {database: b}}
            """
        #expect(try found(text) == "b postgres")
    }

    @Test func settingsThatNameNothingAreRefused() throws {
        let text = "services: {a: {image: 'postgres:15'}}\nx-engarde: {db: {database: c}}"
        #expect(try message(text) == "EG0260 'x-engarde.db.database' names the service 'c', which there is not")
        let tool = "services: {a: {image: 'postgres:15'}}\nx-engarde: {db: {service: a, tool: djnago}}"
        #expect(try message(tool) == "EG0234 'x-engarde.db.tool' names the tool 'djnago', which there is not")
    }

    @Test(
        arguments: [
            (["PG_MAJOR=15"], "postgres", DatabaseEngine.postgres, "15"),
            ([], "registry:5000/postgres:16.3-alpine", .postgres, "16"),
            ([], "timescale/timescaledb:latest-pg15", .postgres, "15"),
            (["MYSQL_MAJOR=8.4"], "mysql", .mysql, "8.4"),
            (["MARIADB_VERSION=1:11.4.2+maria~ubu2404"], "mariadb:lts", .mariadb, "11.4"),
            ([], "redis:7-alpine", .redis, "7"), ([], "postgres:latest", .postgres, nil),
            ([], "postgres", .postgres, nil),
        ] as [([String], String, DatabaseEngine, String?)]
    )
    func theMajorVersionIsThatOfTheFiles(
        environment: [String],
        image: String,
        engine: DatabaseEngine,
        version: String?
    ) {
        #expect(MajorVersion(of: engine, environment: environment, image: image)?.description == version)
    }
}
