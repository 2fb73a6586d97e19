import ComposeLoader
import ComposeModel
import OrderedCollections
import TestSupport
import Testing

@testable import Workflows

/// Which sources an editor finds where.
@Suite struct PathMappingTests {
    private func mappings(_ text: String) throws -> [PathMapping] {
        let service = try #require(try LoadedProject.shop(text).project.services["web"])
        return PathMapping.all(of: service, in: "/shop", workingDirectory: "/srv", isDirectory: { !$0.contains(".") })
    }

    @Test func bindMountsAndWatchRulesMapDirectories() throws {
        let text = """
            services:
              web:
                image: web
                volumes: ["./lib:/app/lib", "/var/run:/var/run", "/elsewhere/own:/own/", "./a.conf:/etc/a.conf", "data:/data"]
                develop:
                  watch:
                    - {action: sync, path: ./src, target: /app/source}
                    - {action: sync, path: ./lib, target: /app/lib}
                    - {action: rebuild, path: ./package.json}
            volumes: {data: {}}
            """
        #expect(
            try mappings(text) == [
                PathMapping(local: "/shop/src", remote: "/app/source"),
                PathMapping(local: "/shop/lib", remote: "/app/lib"),
                PathMapping(local: "/elsewhere/own", remote: "/own"),
            ]
        )
    }

    @Test func withoutThemTheBuildContextIsInTheWorkingDirectory() throws {
        #expect(
            try mappings("services: {web: {build: ./backend}}")
                == [PathMapping(local: "/shop/backend", remote: "/srv")]
        )
        #expect(try mappings("services: {web: {image: web}}") == [])
    }

    @Test func pathsBelowTheProjectAreRelativeToIt() {
        #expect(PathMapping(local: "/shop", remote: "/a").localText(in: "/shop") == "${workspaceFolder}")
        #expect(PathMapping(local: "/shop/a/b", remote: "/a").localText(in: "/shop") == "${workspaceFolder}/a/b")
        #expect(PathMapping(local: "/shopping", remote: "/a").localText(in: "/shop") == "/shopping")
    }

    @Test func oneRootStandsForAll() {
        let mappings = [
            PathMapping(local: "/shop/web/public", remote: "/app/public"),
            PathMapping(local: "/shop/web/src", remote: "/app/src"),
        ]
        #expect(PathMapping.root(of: mappings) == PathMapping(local: "/shop/web", remote: "/app"))
        #expect(PathMapping.root(of: [mappings[1]]) == mappings[1])
        #expect(PathMapping.root(of: []) == nil)
    }
}
