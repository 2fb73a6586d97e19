import ComposeLoader
import ComposeModel
import Diagnostics
import Operations
import TestSupport
import Testing

@testable import Workflows

/// What 'frontend' and 'backend' mean in projects that call their services otherwise.
@Suite struct DevelopmentNamesTests {
    private static let shop = """
        services:
          db: {image: "postgres:15"}
          api: {build: ./api, depends_on: [db]}
          web: {build: ./web, depends_on: [api]}
        """
    private static let react = #"{"dependencies": {"react": "18"}}"#

    private func services(_ words: [String], _ text: String = Self.shop, files: [String: String] = [:]) throws
        -> [ServiceName]
    {
        try DevelopmentNames(of: .shop(text), InMemoryProjectFiles(files)).services(for: words)
    }

    private func message(_ words: [String], _ text: String = Self.shop, files: [String: String] = [:]) -> String? {
        do {
            _ = try services(words, text, files: files)
            return nil
        } catch {
            return Diagnostic.rendered(Diagnostic.all(of: error), calling: "engarde")
        }
    }

    @Test func theirFilesTellThem() throws {
        let files = ["/shop/api/requirements.txt": "", "/shop/web/package.json": Self.react]
        #expect(try services(["frontend", "backend"], files: files) == ["web", "api"])
        let express = ["/shop/api/package.json": #"{"dependencies": {"express": "4"}}"#]
        #expect(try services(["backend"], files: express) == ["api"])
    }

    @Test(arguments: ["requirements.txt", "pyproject.toml", "manage.py", "Gemfile", "go.mod"])
    func eachOfThemMarksABackend(file: String) throws {
        #expect(try services(["backend"], files: ["/shop/api/\(file)": ""]) == ["api"])
    }

    @Test func aPortAndADependencySpeakForAFrontend() throws {
        let text = Self.shop.replacing("web: {", with: #"web: {ports: ["8080:80"], "#)
        #expect(try services(["frontend"], text) == ["web"])
        #expect(message(["frontend"])?.contains("(EG1020)") == true)
    }

    @Test func aServiceOfThatNameIsMeantFirst() throws {
        let text = "services: {frontend: {image: x}, web: {build: ./web}}"
        #expect(try services(["frontend"], text, files: ["/shop/web/package.json": Self.react]) == ["frontend"])
    }

    @Test func theFilesMaySayIt() throws {
        let text = "x-engarde: {dev: {frontend: api}}\n" + Self.shop
        #expect(try services(["frontend", "api"], text) == ["api"])
        let wrong = message(["frontend"], "x-engarde: {dev: {frontend: apy}}\n" + Self.shop)
        #expect(wrong == "error: no such service: apy\n\nhint: did you mean 'api'? (EG0406)")
    }

    @Test func whatCannotBeToldIsAsked() {
        let two = ["/shop/api/package.json": Self.react, "/shop/web/package.json": Self.react]
        #expect(
            message(["frontend"], files: two) == """
                error: several services look like the frontend: 'api', 'web'

                hint: name one of them, or write 'x-engarde: {dev: {frontend: api}}' (EG1020)
                """
        )
        #expect(
            message(["backend"]) == """
                error: no service looks like the backend

                hint: name the service ('api', 'db', 'web'), or write 'x-engarde: {dev: {backend: SERVICE}}' (EG1020)
                """
        )
        #expect(message(["backnd"]) == "error: no such service: backnd\n\nhint: did you mean 'backend'? (EG0406)")
    }
}
