import ComposeLoader
import ComposeModel
import Diagnostics
import TestSupport
import Testing

@testable import Workflows

/// Which service runs migrations, with which tool, and where its files belong: over files in memory.
@Suite struct MigrationDetectionTests {
    private static let hq = """
        services:
          backend:
            build: {context: ./backend, target: development}
            ports: ["8000:8000"]
            develop:
              watch:
                - {action: sync, path: ./backend/alembic, target: /srv/alembic}
                - {action: sync, path: ./backend/alembic.ini, target: /srv/alembic.ini}
          worker: {build: ./backend}
          web: {build: ./web}
        """
    private static let files = [
        "/shop/backend/alembic.ini": "[alembic]\nscript_location = alembic\n",
        "/shop/backend/alembic/versions/0001_a.py": "",
        "/shop/backend/Dockerfile": "FROM python AS development\nWORKDIR /app\nCOPY . .\n",
        "/shop/web/Dockerfile": "FROM node\n",
    ]

    private func service(
        _ text: String,
        files: [String: String],
        names: [String: [String]] = [:]
    ) throws -> MigrationService {
        let loaded = try LoadedProject.shop(text, files: files)
        let host = HostFiles(InMemoryProjectFiles(files)) { names[$0] ?? [] }
        return try MigrationDetection(
            in: loaded.project,
            settings: try DatabaseSettings(of: loaded),
            files: host
        )
        .service()
    }

    @Test func theServiceWithPortsRunsThem() throws {
        let found = try service(Self.hq, files: Self.files)
        #expect(found.name == "backend")
        #expect(found.tool.name == "Alembic")
        #expect(found.containerRoot == "/srv")
        #expect(found.directory == "/shop/backend/alembic/versions")
        #expect(
            found.line(try found.tool.migrate(to: nil), isRunning: true)
                == ["exec", "-w", "/srv", "backend", "alembic", "upgrade", "head"]
        )
    }

    @Test func newFilesBelongWhereTheOthersAre() throws {
        let found = try service(Self.hq, files: Self.files)
        let place = try found.home(of: "/srv/alembic/versions/0002_b.py", workingDirectory: "/app")
        #expect(place.path == "/shop/backend/alembic/versions/0002_b.py")
        #expect(!place.isShared)
    }

    @Test func whatIsMountedIsThereAlready() throws {
        let text = "services: {app: {image: own, volumes: ['./backend:/app']}}"
        let found = try service(text, files: Self.files)
        #expect(found.containerRoot == "/app")
        let place = try found.home(of: "/app/alembic/versions/0002_b.py", workingDirectory: "/")
        #expect(place.path == "/shop/backend/alembic/versions/0002_b.py")
        #expect(place.isShared)
    }

    @Test func aPlaceThatIsNowhereIsSaid() throws {
        let found = try service(Self.hq, files: Self.files)
        #expect(throws: DatabaseError.placeUnknown(path: "/elsewhere/x.py", service: "backend")) {
            _ = try found.home(of: "/elsewhere/x.py", workingDirectory: "/app")
        }
    }

    @Test(
        arguments: [
            (["manage.py": ""], "Django"), (["prisma/schema.prisma": ""], "Prisma"), (["flyway.conf": ""], "Flyway"),
            (["Gemfile": "", "bin/rails": ""], "Rails"), (["alembic.ini": ""], "Alembic"),
        ] as [([String: String], String)]
    )
    func toolsAreKnownByTheirFiles(files: [String: String], name: String) throws {
        var all = ["/shop/app/Dockerfile": "FROM x\nWORKDIR /app\nCOPY . /app/\n"]
        for (path, text) in files { all["/shop/app/\(path)"] = text }
        #expect(try service("services: {app: {build: ./app}}", files: all).tool.name == name)
    }

    @Test func twoOfThemAreNamed() throws {
        var files = Self.files
        files["/shop/web/prisma/schema.prisma"] = ""
        #expect(throws: DatabaseError.severalMigrations(["backend", "web", "worker"])) {
            _ = try service(Self.hq, files: files)
        }
    }

    @Test func noneIsSaid() throws {
        #expect(throws: DatabaseError.noMigrations) {
            _ = try service("services: {web: {image: nginx}}", files: [:])
        }
    }

    @Test func commandsMayBeConfigured() throws {
        let text = """
            services: {app: {image: own}}
            x-engarde: {db: {service: app, commands: {migrate: [tool, up], rollback: tool down}}}
            """
        let found = try service(text, files: [:])
        #expect(try found.tool.migrate(to: nil) == ["tool", "up"])
        #expect(try found.tool.migrate(to: "7") == ["tool", "up", "7"])
        #expect(
            try found.tool.rollback(.steps(2)) == ["/bin/sh", "-c", #"tool down "$@""#, "engarde", "2"]
        )
        #expect(throws: DatabaseError.self) { _ = try found.tool.history() }
    }

    @Test func flywayTakesTheNextNumber() {
        #expect(
            FlywayTool.fileName(for: "Add roles", after: ["V2__b.sql", "V10__a.sql", "R__v.sql"])
                == "V11__Add_roles.sql"
        )
        #expect(FlywayTool.fileName(for: "!", after: []) == "V1__change.sql")
    }

    @Test(
        arguments: [
            (nil, RollbackExtent.steps(1)), ("2", .steps(2)), ("-3", .steps(3)), ("0002", .target("0002")),
            ("20240101120000", .target("20240101120000")), ("base", .target("base")),
        ] as [(String?, RollbackExtent)]
    )
    func howFarIsRead(text: String?, extent: RollbackExtent) { #expect(RollbackExtent(text) == extent) }

    @Test func toolsHaveTheirOwnWords() throws {
        let alembic = AlembicTool(configuration: "script_location = %(here)s/db/migrations \n")
        #expect(alembic.place.directory == "db/migrations/versions")
        #expect(alembic.rollback(.steps(2)) == ["alembic", "downgrade", "-2"])
        #expect(DjangoTool().new("Add Roles!") == ["python", "manage.py", "makemigrations", "--name", "add_roles"])
        #expect(DjangoTool().migrate(to: "shop.0003") == ["python", "manage.py", "migrate", "shop", "0003"])
        #expect(RailsTool().new("add roles") == ["bin/rails", "generate", "migration", "AddRoles"])
        #expect(throws: DatabaseError.unsupported(tool: "Prisma", action: "take migrations back")) {
            _ = try PrismaTool().rollback(.steps(1))
        }
    }
}
