import Diagnostics
@testable import EngardeCommands
import EngineAPI
import Operations
import TerminalOutput
import Testing

/// What `ps` prints of given containers.
@Suite struct ContainerListingTests {
    private static let rows: [ContainerRow] = {
        var web = ContainerRow(id: String(repeating: "a1", count: 32), name: "p-web-1", service: "web", project: "p")
        web.command = "sh -c \"echo a long command\""
        web.created = 1_000_000
        web.image = "nginx"
        web.labels = ["tier": "front", "a.b": "c"]
        web.mounts = ["p_data", "/a/very/long/path/of/the/host"]
        web.publishers = [
            .init(url: "0.0.0.0", targetPort: 80, publishedPort: 80),
            .init(url: "0.0.0.0", targetPort: 81, publishedPort: 81),
            .init(url: "::", targetPort: 443, publishedPort: 8443), .init(targetPort: 9000),
        ]
        web.status = "Up 2 minutes"
        web.state = .running
        return [web, ContainerRow(id: "b2", name: "p-x-1", service: "x", project: "p")]
    }()

    private func text(_ format: String, isTruncated: Bool = true) throws -> String {
        try ContainerListing(rows: Self.rows, isTruncated: isTruncated, now: 1_000_125).text(format: format)
    }

    @Test func aTableIsPrintedUnlessAnotherFormatIsGiven() throws {
        let expected = """
            NAME      IMAGE     COMMAND                   SERVICE   CREATED         STATUS         PORTS
            p-web-1   nginx     "sh -c \\"echo a long …"   web       2 minutes ago   Up 2 minutes   0.0.0.0:80-81->80-81/tcp, 9000/tcp, [::]:8443->443/tcp
            p-x-1               ""                        x         11 days ago

            """
        #expect(try text("table") == expected)
        #expect(try text("") == expected)
    }

    @Test(
        arguments: [
            ("{{.Name}}", "p-web-1\np-x-1\n"), ("{{.ID}}", "a1a1a1a1a1a1\nb2\n"),
            (
                "table {{.Name}}\\t{{.ExitCode}}\\t{{.Label \"x.some-tier\"}}",
                "NAME      EXIT CODE   some tier\np-web-1   0\np-x-1     0\n"
            ),
            ("{{.Mounts}}", "p_data,/a/very/long/p…\n\n"),
            ("{{.CreatedAt}}", "1970-01-12 13:46:40 +0000 UTC\n1970-01-01 00:00:00 +0000 UTC\n"),
            ("{{.Labels}}", "a.b=c,tier=front\n\n"), ("{{.Label \"tier\"}}", "front\n\n"),
        ]
    )
    func templates(format: String, expected: String) throws {
        #expect(try text(format) == expected)
    }

    @Test func nothingIsCutWhenAsked() throws {
        #expect(try text("{{.ID}}", isTruncated: false).hasPrefix(String(repeating: "a1", count: 32) + "\n"))
        #expect(try text("{{.Mounts}}", isTruncated: false).hasPrefix("p_data,/a/very/long/path/of/the/host\n"))
    }

    @Test func jsonHasTheKeysOfDockerCompose() throws {
        let line = try text("json").split(separator: "\n").last
        #expect(
            line == """
                {"Command":"\\"\\"","CreatedAt":"1970-01-01 00:00:00 +0000 UTC","ExitCode":0,"Health":"","ID":"b2","Image":"",\
                "Labels":"","LocalVolumes":"0","Mounts":"","Name":"p-x-1","Names":"p-x-1","Networks":"","Ports":"",\
                "Project":"p","Publishers":[],"RunningFor":"11 days ago","Service":"x","Size":"0B","State":"created","Status":""}
                """
        )
    }

    @Test func aTemplateThatIsNoneIsNamed() {
        let error = #expect(throws: TemplateError.self) { try text("table {{.Nmae}}") }
        #expect(
            error.map { Diagnostic.rendered($0.diagnostics) } == """
                error: there is no field 'Nmae'
                  --> --format:1:9
                  |
                1 | table {{.Nmae}}
                  |         ^^^^^

                hint: did you mean 'Name'? (EG0902)
                """
        )
    }

    @Test(
        arguments: [
            (
                ["ps", "--filter", "x"],
                "error: --filter needs 'status=state', not 'x'\n\nhint: write '--filter status=running'\n"
            ),
            (
                ["ps", "--filter", "source=x"],
                "error: there is no filter 'source': the only one is 'status'\n\nhint: write '--filter status=running'\n"
            ),
            (
                ["ps", "--filter", "status=up"],
                """
                error: no container is ever 'up'

                hint: use 'created', 'dead', 'exited', 'paused', 'removing', 'restarting' or 'running'

                """
            ),
            (
                ["ps", "--status", "runing"],
                "error: 'runing' is no value of '--status'\n\nhint: did you mean 'running'?\n"
            ),
        ]
    )
    func wrongFiltersAreNamed(arguments: [String], errors: String) async throws {
        #expect(try await ProgramRun(["engarde"] + arguments).errors == errors)
    }
}
