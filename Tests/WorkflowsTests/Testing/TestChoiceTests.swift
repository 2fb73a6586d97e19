import ComposeLoader
import ComposeModel
import Diagnostics
import TestSupport
import Testing

@testable import Workflows

/// Which service runs the tests, and how.
@Suite struct TestChoiceTests {
    private func choice(_ text: String, _ named: String? = nil, files: [String: String] = [:]) throws -> TestChoice {
        try TestChoice(named, of: .shop(text), InMemoryProjectFiles(files))
    }

    /// The service and its line.
    private func chosen(_ text: String, _ named: String? = nil, files: [String: String] = [:]) throws -> String {
        let choice = try choice(text, named, files: files)
        return "\(choice.service.name): \(choice.line?.words.joined(separator: " ") ?? "the image's")"
    }

    private func message(_ text: String, _ named: String? = nil) -> String? {
        do {
            _ = try choice(text, named)
            return nil
        } catch {
            return Diagnostic.rendered(Diagnostic.all(of: error), calling: "engarde")
        }
    }

    @Test func theOnlyOneThatRunsTestsIsMeant() throws {
        #expect(try chosen("services: {db: {image: db}, api: {image: a, command: pytest -v}}") == "api: pytest -v")
        let target = "services: {db: {image: db}, api: {build: {context: ./api, target: testing}}}"
        #expect(try chosen(target) == "api: the image's")
        #expect(
            try chosen("services: {api: {build: ./api}, e2e-tests: {image: e, command: ./run}}") == "e2e-tests: ./run"
        )
    }

    @Test func filesTellWhereNothingElseDoes() throws {
        let text = "services: {db: {image: db}, api: {build: ./api, command: serve}}"
        let expected = [
            ("pytest.ini", "", "python -m pytest"), ("requirements.txt", "flask\npytest==8\n", "python -m pytest"),
            ("manage.py", "", "python manage.py test"), ("package.json", #"{"scripts": {"test": "jest"}}"#, "npm test"),
            (".rspec", "", "bundle exec rspec"),
        ]
        for (file, content, line) in expected {
            #expect(try chosen(text, files: ["/shop/api/\(file)": content]) == "api: \(line)", "\(file)")
        }
        let none = #"{"scripts": {"test": "echo \"Error: no test specified\" && exit 1"}}"#
        #expect(throws: TestFailure.self) { try chosen(text, files: ["/shop/api/package.json": none]) }
    }

    @Test func whatIsConfiguredCounts() throws {
        let text = """
            x-engarde: {test: {service: api, command: [make, check], junit: /a/j.xml, out: reports}}
            services:
              api: {image: a, command: pytest, x-engarde: {test: {coverage: /a/c.xml}}}
              web: {image: w, command: vitest}
            """
        let choice = try choice(text)
        #expect(choice.service.name == "api")
        #expect(choice.line?.words == ["make", "check"])
        #expect(choice.settings.junit == "/a/j.xml" && choice.settings.coverage == ["/a/c.xml"])
        #expect(choice.settings.out == "reports")
        // What stands at the top is about another service.
        let web = try self.choice(text, "web")
        #expect(web.line?.words == ["vitest"])
        #expect(web.settings.junit == nil)
    }

    @Test func whatIsUnclearIsAsked() {
        #expect(
            message("services: {a: {image: a, command: pytest}, b: {image: b, command: jest}}") == """
                error: several services run tests: 'a', 'b'

                hint: name one of them: 'engarde test a' (EG1022)
                """
        )
        #expect(message("services: {a: {image: a, command: serve}}")?.contains("(EG1022)") == true)
        // Its own command may run for ever.
        #expect(message("services: {a: {image: a, command: serve}}", "a")?.contains("(EG1023)") == true)
        #expect(
            message("services: {api: {image: a}}", "apy")
                == "error: no such service: apy\n\nhint: did you mean 'api'? (EG0406)"
        )
    }

    @Test func aPathInTheContainerIsAbsolute() {
        let text = "x-engarde: {test: {junit: junit.xml}}\nservices: {api: {image: a, command: pytest}}"
        #expect(message(text)?.contains("must be an absolute path in the container, not 'junit.xml'") == true)
    }
}
