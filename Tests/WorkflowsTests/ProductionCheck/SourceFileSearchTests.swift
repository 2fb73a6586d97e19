import ComposeLoader
import ComposeModel
import Testing

@testable import Workflows

/// Which files of the working tree a service's image should hold copies of.
@Suite struct SourceFileSearchTests {
    private static let search = SourceFileSearch(
        files: InMemoryProjectFiles([
            "/shop/web/Dockerfile": "FROM scratch\nWORKDIR /app\nCOPY setup.py lib/ ./\n",
            "/shop/web/setup.py": "", "/shop/web/lib/.hidden": "", "/shop/web/lib/a.py": "",
            "/shop/web/app/main.py": "",
        ])
    ) { directory in
        switch directory {
        case "/shop/web/lib": [".hidden", "a.py"]
        case "/shop/web/app": ["main.py"]
        default: []
        }
    }

    private static var service: Service {
        var service = Service(name: "web", image: "web")
        service.build = BuildDefinition(context: "/shop/web")
        return service
    }

    @Test func rulesOfDevelopmentComeFirst() {
        let rules = [WatchRule(path: "/shop/web/app", action: .sync, target: "/app/app")]
        let files = Self.search.files(of: Self.service, watchedBy: rules)
        #expect(
            files == [
                SourceFile(path: "/shop/web/app/main.py", target: "/app/app/main.py"),
                SourceFile(path: "/shop/web/setup.py", target: "/app/setup.py"),
                SourceFile(path: "/shop/web/lib/a.py", target: "/app/a.py"),
            ]
        )
    }

    @Test func aServiceThatIsNotBuiltHasNone() {
        #expect(Self.search.files(of: Service(name: "db", image: "db"), watchedBy: []).isEmpty)
    }
}
