import Testing

@testable import Workflows

/// Command lines that run tests, and what is added to them.
@Suite struct TestLineTests {
    @Test(arguments: [
        ["pytest", "-v"], ["/usr/local/bin/pytest"], ["python", "-m", "pytest"], ["npx", "vitest"],
        ["sh", "-c", "alembic upgrade head && pytest -q"], ["go", "test", "./..."], ["python", "manage.py", "test"],
        ["npm", "test"], ["npm", "run", "test:unit"], ["bundle", "exec", "rspec"], ["python", "-m", "unittest"],
    ])
    func theseRunTests(words: [String]) {
        #expect(TestLine(words).runsTests)
    }

    @Test(arguments: [
        ["uvicorn", "app.main:app"], ["npm", "run", "dev"], ["npm", "start"], ["python", "manage.py", "runserver"],
        ["sh", "-c", "sleep 1000"], ["go", "run", "."], [],
    ])
    func theseDoNot(words: [String]) {
        #expect(!TestLine(words).runsTests)
    }

    private func appending(_ arguments: [String], to words: [String]) -> [String] {
        var line = TestLine(words)
        line.append(arguments)
        return line.words
    }

    @Test func argumentsAreAddedWhereTheProgramGetsThem() {
        #expect(appending(["-k", "a b"], to: ["pytest", "-v"]) == ["pytest", "-v", "-k", "a b"])
        #expect(appending(["-k", "a'b"], to: ["sh", "-c", "pytest -v"]) == ["sh", "-c", #"pytest -v -k 'a'\''b'"#])
        #expect(appending(["--watch=no"], to: ["npm", "test"]) == ["npm", "test", "--", "--watch=no"])
        #expect(appending(["a"], to: ["npm", "test", "--", "b"]) == ["npm", "test", "--", "b", "a"])
        #expect(appending([], to: ["npm", "test"]) == ["npm", "test"])
    }

    private func reports(_ words: [String], _ settings: TestSettings = TestSettings()) -> ([String], [String]) {
        var line = TestLine(words)
        let reports = TestReports(settings, addingTo: &line)
        return (line.words, reports.files.map { $0.path + ($0.isRequired ? "!" : "") })
    }

    @Test func pytestIsAskedForItsReport() {
        let (words, files) = reports(["pytest", "-v"])
        #expect(words == ["pytest", "-v", "--junitxml=/tmp/engarde/junit.xml"])
        #expect(files == ["/tmp/engarde/junit.xml"])
        #expect(reports(["sh", "-c", "pytest"]).0 == ["sh", "-c", "pytest --junitxml=/tmp/engarde/junit.xml"])
    }

    @Test func coverageIsReportedToAFileBesideWhatIsShown() {
        let (words, files) = reports(["pytest", "--cov=app"])
        #expect(
            words == [
                "pytest", "--cov=app", "--junitxml=/tmp/engarde/junit.xml", "--cov-report=term",
                "--cov-report=xml:/tmp/engarde/coverage.xml",
            ]
        )
        #expect(files == ["/tmp/engarde/junit.xml", "/tmp/engarde/coverage.xml"])
    }

    @Test(arguments: [
        ["pytest", "--junitxml=x.xml"], ["pytest", "--junit-xml", "x.xml"], ["sh", "-c", "pytest; echo done"],
        ["sh", "-c", "alembic upgrade head && pytest"], ["python", "manage.py", "test"], ["poetry", "run", "pytest"],
    ])
    func otherLinesStayAsTheyAre(words: [String]) {
        #expect(reports(words).0 == words)
        #expect(reports(words).1.isEmpty)
    }

    @Test func whatIsConfiguredIsNotAskedFor() {
        var settings = TestSettings()
        settings.junit = "/app/junit.xml"
        settings.coverage = ["/app/coverage.xml"]
        settings.artifacts = ["/app/shots", "/app/junit.xml"]
        let (words, files) = reports(["pytest", "--cov"], settings)
        #expect(words == ["pytest", "--cov"])
        #expect(files == ["/app/junit.xml!", "/app/coverage.xml!", "/app/shots!"])
    }
}
