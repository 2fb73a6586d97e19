import ComposeLoader
import Diagnostics
import Testing

@testable import TerminalOutput

/// What a page shows as leading to its code does.
@Suite struct DiagnosticExampleTests {
    /// Codes of loading that no Compose file by itself leads to.
    private static let others: Set<DiagnosticCode> = [
        .projectNotFound, .malformedProjectName, .malformedEnvironmentFile, .editOutdated, .editRefused,
    ]

    private static let loading = DiagnosticCatalogue.pages.filter {
        $0.code.rawValue.hasPrefix("EG02") && !others.contains($0.code)
    }

    @Test(arguments: loading) func theExampleOfAPageLeadsToItsCodeOnly(page: DiagnosticPage) {
        let files = InMemoryProjectFiles(["/project/compose.yaml": page.example + "\n"])
        let request = LoadRequest(workingDirectory: "/project", environment: [:])
        do throws(LoadError) {
            _ = try ProjectLoader(files: files).load(request)
            Issue.record("the example of \(page.code.rawValue) can be loaded")
        } catch {
            let codes = error.diagnostics.filter { $0.severity == .error }.map(\.code)
            #expect(Set(codes) == [page.code], "\(error)")
        }
    }

    @Test func aNameThatIsNoneHasItsCode() {
        let files = InMemoryProjectFiles(["/project/compose.yaml": "services: {web: {image: nginx}}\n"])
        var request = LoadRequest(workingDirectory: "/project", environment: [:])
        request.projectName = "My App"
        #expect(code(of: request, files) == .malformedProjectName)
    }

    @Test func anEnvFileThatIsNoneHasItsCode() {
        let files = InMemoryProjectFiles([
            "/project/compose.yaml": "services: {web: {image: nginx}}\n",
            "/project/.env": DiagnosticCatalogue.page(of: .malformedEnvironmentFile)?.example ?? "",
        ])
        let request = LoadRequest(workingDirectory: "/project", environment: [:])
        #expect(code(of: request, files) == .malformedEnvironmentFile)
    }

    @Test func aProjectThatIsNowhereHasItsCode() {
        let request = LoadRequest(workingDirectory: "/project", environment: [:])
        #expect(code(of: request, InMemoryProjectFiles([:])) == .projectNotFound)
    }

    private func code(of request: LoadRequest, _ files: InMemoryProjectFiles) -> DiagnosticCode? {
        do throws(LoadError) {
            _ = try ProjectLoader(files: files).load(request)
            return nil
        } catch {
            return error.diagnostics.first { $0.severity == .error }?.code
        }
    }
}
