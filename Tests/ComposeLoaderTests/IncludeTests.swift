import ComposeLoader
import ComposeModel
import OrderedCollections
import Testing

@Suite struct IncludeTests {
    @Test func anIncludedProjectHasItsOwnDirectoryAndEnvFile() throws {
        let loading = Loading(files: [
            "compose.yaml": "include: [db/compose.yaml]\nservices:\n  web: {image: x, depends_on: [db]}\n",
            "db/compose.yaml": "services:\n  db:\n    image: 'postgres:${VERSION}'\n    volumes: ['./data:/data']\n",
            "db/.env": "VERSION=15\n",
        ])
        let db = try #require(try loading.run().project.services["db"])
        #expect(db.image == "postgres:15")
        #expect(db.mounts.map(\.kind) == [.bind(source: "/project/db/data", Mount.BindOptions())])
    }

    @Test func theIncludingProjectsVariablesWin() throws {
        let loading = Loading(files: [
            "compose.yaml": "include: [db/compose.yaml]\n", ".env": "VERSION=16\n",
            "db/compose.yaml": "services:\n  db: {image: 'postgres:${VERSION}'}\n", "db/.env": "VERSION=15\n",
        ])
        #expect(try loading.run().project.services["db"]?.image == "postgres:16")
    }

    @Test func theLongFormNamesFilesDirectoryAndEnvFiles() throws {
        let loading = Loading(files: [
            "compose.yaml": """
            include:
              - path: [parts/a.yaml, parts/b.yaml]
                project_directory: other
                env_file: parts/x.env
            """,
            "parts/a.yaml": "services:\n  a: {build: '.', hostname: first}\n",
            "parts/b.yaml": "services:\n  a: {hostname: '${NAME}'}\n", "parts/x.env": "NAME=second\n",
        ])
        let service = try #require(try loading.run().project.services["a"])
        #expect(service.build?.context == "/project/other")
        #expect(service.hostname == "second")
    }

    @Test func theIncludingFileWinsOverTheIncludedOne() throws {
        let loading = Loading(files: [
            "compose.yaml": "include: [part/compose.yaml]\nservices:\n  web: {hostname: outer}\n",
            "part/compose.yaml": "services:\n  web: {image: x, hostname: inner}\n",
        ])
        #expect(try loading.web().hostname == "outer")
        #expect(try loading.web().image == "x")
    }

    @Test func includedServicesCanBeExtended() throws {
        let loading = Loading(files: [
            "compose.yaml": "include: [part/compose.yaml]\nservices:\n  web: {extends: base}\n",
            "part/compose.yaml": "services:\n  base: {image: x}\n",
        ])
        #expect(try loading.web().image == "x")
    }

    @Test func aCircleIsReported() {
        let loading = Loading(files: [
            "compose.yaml": "include: [a.yaml]\n", "a.yaml": "include:\n  - compose.yaml\n",
        ])
        #expect(
            loading.failure() == """
                error: files include each other in a circle: 'compose.yaml' includes 'a.yaml' includes 'compose.yaml'
                  --> a.yaml:2:5
                  |
                2 |   - compose.yaml
                  |     ^^^^^^^^^^^^

                  because: compose.yaml:1:11: 'a.yaml' is included
                """
        )
    }

    @Test func aRemoteProjectIsAnHonestError() {
        #expect(
            Loading("include:\n  - https://example.com/x.git\n").failure() == """
                error: including from a remote place is not supported yet
                  --> compose.yaml:2:5
                  |
                2 |   - https://example.com/x.git
                  |     ^^^^^^^^^^^^^^^^^^^^^^^^^
                """
        )
    }
}
