import ComposeModel
@testable import EngardeCommands
import EngineAPI
import Operations
import TerminalOutput
import Testing

/// What the verbs that look print of given facts; the tables and keys are those that docker compose 2.40.3 printed.
@Suite struct LookingTests {
    private static let now = Duration.seconds(1_700_000_000)

    @Test func processesOfSeveralContainersShareColumns() {
        let table = ProcessTable([
            .init(
                container: "p-db-1",
                service: "db",
                number: "1",
                processes: ContainerProcesses(
                    titles: ["UID", "CMD", "PID"],
                    processes: [["root", "postgres -D /data", "7"], ["me", "sh", "12"]]
                )
            ),
            .init(
                container: "p-web-run-1",
                service: "web",
                number: "",
                processes: ContainerProcesses(titles: ["PID", "TTY", "CMD"], processes: [["9", "?", "nginx"]])
            ),
        ])
        #expect(
            table.text == """
                SERVICE  #   UID   PID  TTY  CMD
                db       1   root  7    -    postgres -D /data
                db       1   me    12   -    sh
                web          -     9    ?    nginx

                """
        )
        #expect(ProcessTable([]).text.isEmpty)
    }

    private static let images: [ListImages.Row] = [
        .init(
            container: "p-web-1",
            id: ImageID("sha256:" + String(repeating: "a1", count: 32)),
            repository: "nginx",
            tag: "1.27",
            platform: "linux/amd64",
            size: 187_654_321,
            tagged: EngineTimestamp(seconds: 1_700_000_000 - 3 * 86_400)
        ),
        .init(container: "p-x-1", id: ImageID("sha256:" + String(repeating: "b2", count: 32)), repository: "", tag: ""),
    ]

    @Test func imagesAreATable() throws {
        #expect(
            try ImagesCommand.parsed([]).text(of: Self.images, at: Self.now) == """
                CONTAINER           REPOSITORY          TAG                 PLATFORM            IMAGE ID            SIZE                CREATED
                p-web-1             nginx               1.27                linux/amd64         a1a1a1a1a1a1        188MB               3 days ago
                p-x-1               <none>              <none>                                  b2b2b2b2b2b2        0B                  N/A

                """
        )
    }

    @Test func imagesAreOneArray() throws {
        let text = try ImagesCommand.parsed(["--format", "json"]).text(of: [Self.images[0]], at: Self.now)
        #expect(
            text == """
                [{"ID":"sha256:\(String(repeating: "a1", count: 32))","ContainerName":"p-web-1","Repository":"nginx","Tag":"1.27",\
                "Platform":"linux/amd64","Size":187654321,"LastTagTime":"2023-11-11T22:13:20Z"}]

                """
        )
        #expect(try ImagesCommand.parsed(["--format", "json"]).text(of: [], at: Self.now) == "[]\n")
    }

    @Test func imagesByTemplateAndIdentifiersOnce() throws {
        let template = try ImagesCommand.parsed(["--format", "table {{.Repository}}\\t{{.DisplaySize}}"])
        #expect(
            try template.text(of: Self.images, at: Self.now)
                == "REPOSITORY          SIZE\nnginx               188MB\n                    0B\n"
        )
        let quiet = try ImagesCommand.parsed(["-q"]).text(of: Self.images + Self.images, at: Self.now)
        #expect(quiet == String(repeating: "a1", count: 32) + "\n" + String(repeating: "b2", count: 32) + "\n")
    }

    private static let projects: [ListProjects.Row] = [
        .init(name: "hq", status: "exited(1), running(2)", files: "/srv/hq/compose.yaml,/srv/hq/compose.override.yaml"),
        .init(name: "shop", status: "running(1)", files: "N/A"),
    ]

    @Test(
        arguments: [
            (
                [],
                """
                NAME                STATUS                  CONFIG FILES
                hq                  exited(1), running(2)   /srv/hq/compose.yaml,/srv/hq/compose.override.yaml
                shop                running(1)              N/A

                """
            ),
            (["-q"], "hq\nshop\n"), (["--filter", "name=h", "-q"], "hq\nshop\n"),
            (["--filter", "name=^h", "-q"], "hq\n"),
            (["--filter", "name=sh", "--filter", "name=hq", "-q"], "hq\nshop\n"),
            (["--filter", "name=zz", "--format", "json"], "[]\n"),
            (
                ["--filter", "name=shop", "--format", "json"],
                "[{\"Name\":\"shop\",\"Status\":\"running(1)\",\"ConfigFiles\":\"N/A\"}]\n"
            ),
            (["--format", "{{.Name}}: {{.Status}}"], "hq: exited(1), running(2)\nshop: running(1)\n"),
        ] as [([String], String)]
    )
    func projectsAreListed(arguments: [String], text: String) throws {
        #expect(try ListCommand.parsed(arguments).text(of: Self.projects) == text)
    }

    @Test(
        arguments: [
            ([], "DRIVER    VOLUME NAME\nlocal     p_data\n"), (["-q"], "p_data\n"),
            (["--format", "raw"], "name: p_data\ndriver: local\n\n"),
            (["--format", "{{.Name}} {{.Label \"tier\"}}"], "p_data back\n"),
            (["--format", "table {{.Name}}\\t{{.Label \"a.my-tier\"}}"], "VOLUME NAME   my tier\np_data\n"),
            (
                ["--format", "json"],
                """
                {"Availability":"N/A","Driver":"local","Group":"N/A","Labels":"a=b,tier=back","Links":"N/A",\
                "Mountpoint":"","Name":"p_data","Scope":"","Size":"N/A","Status":"N/A"}

                """
            ),
        ] as [([String], String)]
    )
    func volumesAreListed(arguments: [String], text: String) throws {
        let volume = VolumeInspection(name: "p_data", labels: ["tier": "back", "a": "b"])
        #expect(try VolumesCommand.parsed(arguments).text(of: [volume]) == text)
    }

    @Test func whatContainersUseIsATable() throws {
        var statistics = ContainerStatistics()
        statistics.memory.usage = 22_544_384
        statistics.memory.limit = 225_443_840
        statistics.processors.usage.total = 3_000
        statistics.processors.system = 20_000
        statistics.processors.count = 2
        statistics.earlierProcessors.usage.total = 1_000
        statistics.earlierProcessors.system = 10_000
        statistics.networks = ["eth0": .init(received: 1_234, sent: 5)]
        statistics.processes.current = 3
        var usage = ContainerUsage(id: ContainerID(String(repeating: "a1", count: 32)), name: "p-web-1")
        let unknown = ContainerUsage(id: "b2", name: "p-x-1")
        usage.figures = ContainerUsage.Figures(statistics)
        #expect(
            try StatsCommand.parsed([]).text(of: [usage, unknown]) == """
                CONTAINER ID   NAME      CPU %     MEM USAGE / LIMIT   MEM %     NET I/O       BLOCK I/O   PIDS
                a1a1a1a1a1a1   p-web-1   40.00%    21.5MiB / 215MiB    10.00%    1.23kB / 5B   0B / 0B     3
                b2             p-x-1     --        -- / --             --        --            --          --

                """
        )
        #expect(
            try StatsCommand.parsed(["--format", "json"]).text(of: [usage]) == """
                {"BlockIO":"0B / 0B","CPUPerc":"40.00%","Container":"\(usage.id)","ID":"a1a1a1a1a1a1","MemPerc":"10.00%",\
                "MemUsage":"21.5MiB / 215MiB","Name":"p-web-1","NetIO":"1.23kB / 5B","PIDs":"3"}

                """
        )
        #expect(
            try StatsCommand.parsed(["--format", "{{.ID}}", "--no-trunc"]).text(of: [usage])
                == String(repeating: "a1", count: 32) + "\n"
        )
    }

    @Test func anEventIsALine() {
        let line = ContainerEventLine(
            ContainerEvent(
                time: EngineTimestamp(seconds: 1_700_000_000, nanoseconds: 123_456_789),
                service: "web",
                container: "a1b2",
                action: .execStart("sh -c <x>"),
                attributes: ["name": "p-web-1", "image": "nginx"]
            )
        )
        #expect(
            line.json == """
                {"action":"exec_start: sh -c <x>","attributes":{"image":"nginx","name":"p-web-1"},"id":"a1b2","service":"web",\
                "time":"2023-11-14T22:13:20.123456789Z","type":"container"}
                """
        )
        #expect(
            line.text.hasSuffix(":20.123456 container exec_start: sh -c <x> a1b2 (image=nginx, name=p-web-1)"),
            "\(line.text)"
        )
    }

    @Test(
        arguments: [
            (
                ["port", "web"],
                """
                error: a service and a port are needed

                hint: write 'engarde port [options] <service> <port>'

                """
            ),
            (["port", "web", "x"], "error: 'x' is no port\n\nhint: write '80' or '53/udp'\n"),
            (
                ["port", "--protocol", "tcp", "web", "53/udp"],
                """
                error: --protocol tcp and '53/udp' contradict each other

                hint: leave out '--protocol tcp', or write '53/tcp'

                """
            ),
            (
                ["port", "--index=-1", "web", "80"],
                "error: --index counts from 1\n\nhint: write '--index 1' for the first container\n"
            ),
            (
                ["ls", "--filter", "x"],
                "error: --filter needs 'name=pattern', not 'x'\n\nhint: write '--filter name=shop'\n"
            ),
            (
                ["ls", "--filter", "id=x"],
                "error: there is no filter 'id': the only one is 'name'\n\nhint: write '--filter name=shop'\n"
            ),
            (
                ["ls", "--filter", "name=("],
                """
                error: '(' is no regular expression

                hint: write a part of the name, or a pattern such as 'name=^shop'

                """
            ),
            (
                ["events", "--since", "soon"],
                "error: 'soon' is no time\n\nhint: write '10m', '2026-01-31T12:00:00' or seconds since 1970\n"
            ),
            (
                ["cp", "web:/x"],
                """
                error: a source and a destination are needed

                hint: write 'engarde cp [options] <service:path or path> <service:path or path>'

                """
            ),
            (
                ["cp", "web:/x", "db:/y"],
                """
                error: copying between services is not supported

                hint: copy to a directory of this machine, and from there

                """
            ),
            (
                ["cp", "./x", "/y"],
                """
                error: unknown copy direction

                hint: write 'service:path' for one of the two

                """
            ),
            (
                ["cp", "./x", "web:"],
                """
                error: there is no path in 'web:'

                hint: write the path in the container behind the colon

                """
            ),
            (["export"], "error: one service is needed\n\nhint: write 'engarde export [options] <service>'\n"),
            (
                ["commit"],
                """
                error: a service is needed, and may have a name behind it

                hint: write 'engarde commit [options] <service> [repository[:tag]]'

                """
            ),
            (
                ["commit", "web", "Web:1"],
                "error: 'Web:1' is no name of an image\n\nhint: write 'repository:tag' in lower case\n"
            ),
            (
                ["stats", "--format", "table {{.Nmae}}"],
                """
                error: there is no field 'Nmae'
                  --> --format:1:9
                  |
                1 | table {{.Nmae}}
                  |         ^^^^^

                hint: did you mean 'Name'? (EG0902)

                """
            ),
        ]
    )
    func wrongArgumentsAreNamed(arguments: [String], errors: String) async throws {
        let run = try await ProgramRun(["engarde"] + arguments)
        #expect(run.status == .failure)
        #expect(run.errors == errors)
    }
}
