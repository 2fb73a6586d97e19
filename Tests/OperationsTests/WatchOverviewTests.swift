import ComposeLoader
import ComposeModel
import Operations
import Testing

@Suite struct WatchOverviewTests {
    private func project(_ text: String) throws -> Project {
        let request = LoadRequest(workingDirectory: "/p", files: ["/p/compose.yaml"])
        return try ProjectLoader(files: InMemoryProjectFiles(["/p/compose.yaml": text])).load(request).project
    }

    private let holder = WatchHolder(process: .current, isInBackground: true, services: ["app"])

    @Test func aServiceIsWatchedOrCouldBe() throws {
        let rules = try project(
            """
            name: p
            services:
              app: {image: x, develop: {watch: [{action: sync, path: a, target: /a}]}}
              db: {image: x}
            """
        )
        let off = WatchOverview(of: rules, nil)
        #expect(off.isWorthShowing)
        #expect([off.text(for: "app"), off.text(for: "db")] == ["off", ""])
        let on = WatchOverview(of: rules, holder)
        #expect([on.text(for: "app"), on.text(for: "db")] == ["watching", ""])
    }

    @Test func withoutRulesAndWatcherThereIsNothingToShow() throws {
        #expect(!WatchOverview(of: try project("services: {db: {image: x}}"), nil).isWorthShowing)
        #expect(!WatchOverview(of: nil, nil).isWorthShowing)
        #expect(WatchOverview(of: nil, holder).isWorthShowing)
    }
}
