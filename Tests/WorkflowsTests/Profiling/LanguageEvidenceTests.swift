import EngineAPI
import Testing

@testable import Workflows

/// What tells the language of a service.
@Suite struct LanguageEvidenceTests {
    @Test(
        arguments: [
            ("/usr/local/bin/python3.11 /usr/local/bin/uvicorn app:app", ServiceLanguage.python),
            ("gunicorn: master [app]", ServiceLanguage.python), ("celery -A app worker", ServiceLanguage.python),
            ("/entrypoint.sh python x.py", ServiceLanguage.python),
            ("node server.js", ServiceLanguage.node), ("npm run dev", ServiceLanguage.node),
            ("next-server (v15.1.0)", ServiceLanguage.node),
            ("tini -- node x.mjs", ServiceLanguage.node),
        ]
    )
    func commandLinesTellIt(line: String, language: ServiceLanguage) {
        #expect(ServiceLanguage.of(line.split(separator: " ").map(String.init)) == language)
    }

    @Test(arguments: ["postgres -c fsync=off", "nginx: master process", "redis-server *:6379", "/pause", ""])
    func othersTellNothing(line: String) {
        #expect(ServiceLanguage.of(line.split(separator: " ").map(String.init)) == nil)
    }

    @Test func whatRunsCountsMostThenTheCommandThenTheImage() {
        var evidence = LanguageEvidence()
        #expect(evidence.finding == .unknown)
        evidence.variables = ["NODE_VERSION", "PATH"]
        #expect(evidence.finding == .known(.node))
        evidence.command = ["sh", "-c", "python -m app"]
        #expect(evidence.finding == .known(.python))
        evidence.processes = [["sh", "-c", "x"], ["node", "x.js"], ["node", "y.js"]]
        #expect(evidence.finding == .known(.node))
        evidence.processes.append(["python3", "z.py"])
        #expect(evidence.finding == .ambiguous([.python, .node]))
    }

    @Test func processesOfAllEnginesHaveCommandLines() {
        let docker = ContainerProcesses(titles: ["UID", "PID", "CMD"], processes: [["root", "1", "node x.js"]])
        #expect(docker.commandLines == [["node", "x.js"]])
        let podman = ContainerProcesses(
            titles: ["USER", "COMMAND"],
            processes: [["root", "python app.py"], ["root"]]
        )
        #expect(podman.commandLines == [["python", "app.py"]])
        #expect(ContainerProcesses(titles: [], processes: [["x"]]).commandLines == [])
    }
}
