import ComposeLoader
import ComposeModel
import Reconciliation
import TestSupport
import Testing

@testable import Operations

/// What an edit of the project's files is brought to.
@Suite struct ModelChangeTests {
    private static let text = """
        services:
          web: {image: web, depends_on: [db]}
          db: {image: db}
          job: {image: job}
        """

    private func change(to text: String) throws -> ModelChange {
        ModelChange(former: try LoadedProject.shop(Self.text).project, current: try LoadedProject.shop(text).project)
    }

    private var options: Up.Options {
        Up.Options(reconciliation: ReconciliationOptions(toolVersion: "test", seed: "1"))
    }

    @Test func aCommentChangesNothing() throws {
        #expect(try change(to: Self.text + "\n# a comment\n").isEmpty)
        #expect(try !change(to: Self.text.replacing("image: db", with: "image: db2")).isEmpty)
    }

    @Test func whatRunsAndWhatChangedIsBroughtUpAndNothingElse() throws {
        let change = try change(to: Self.text.replacing("image: web", with: "image: web2"))
        let options = try #require(try change.options(options, running: ["db": 1]))
        #expect(Set(options.reconciliation.services) == ["web", "db"])
        #expect(!options.reconciliation.includesDependencies)
    }

    @Test func aNewServiceComesWithWhatItNeeds() throws {
        let change = try change(to: Self.text + "\n  api: {image: api, depends_on: [job]}")
        let options = try #require(try change.options(options, running: [:]))
        #expect(Set(options.reconciliation.services) == ["api", "job"])
    }

    @Test func whoNamedServicesGetsNoOthers() throws {
        let change = try change(to: Self.text + "\n  api: {image: api}")
        var named = options
        named.reconciliation.services = ["web"]
        let options = try #require(try change.options(named, running: ["web": 1, "db": 1, "job": 1]))
        #expect(Set(options.reconciliation.services) == ["web", "db"])
    }

    @Test func whatWasAskedForAtTheStartIsNotDoneOnceMore() throws {
        let change = try change(to: Self.text.replacing("image: web", with: "image: web2"))
        var given = options
        given.reconciliation.recreation = .always
        given.reconciliation.renewsAnonymousVolumes = true
        given.building = .always
        given.pulling = .always
        let options = try #require(try change.options(given, running: [:]))
        #expect(options.reconciliation.recreation == .whenChanged)
        #expect(!options.reconciliation.renewsAnonymousVolumes)
        #expect(options.building == .whenMissing)
        #expect(options.pulling == nil)
    }

    @Test func howManyContainersRunStaysUnlessTheFilesChangeIt() throws {
        let change = try change(to: Self.text.replacing("image: web", with: "image: web2"))
        let options = try #require(try change.options(options, running: ["web": 3, "db": 1]))
        #expect(options.reconciliation.scale == ["web": 3])
        let scaled = try self.change(to: Self.text.replacing("image: web", with: "image: web, scale: 2"))
        let later = try #require(try scaled.options(self.options, running: ["web": 3]))
        #expect(later.reconciliation.scale == [:])
    }

    @Test func anotherBuildSectionBuildsAnew() throws {
        let built = Self.text.replacing("image: web", with: "image: web, build: {context: .}")
        let change = ModelChange(
            former: try LoadedProject.shop(built).project,
            current: try LoadedProject.shop(built.replacing("context: .", with: "context: ., args: {A: b}")).project
        )
        #expect(change.outdatedImages == ["web": "its 'build' section changed"])
    }

    @Test func nothingIsBroughtUpWhereNothingIsLeft() throws {
        let change = try change(to: "services: {other: {image: other}}")
        var named = options
        named.reconciliation.services = ["web"]
        #expect(try change.options(named, running: ["web": 1]) == nil)
    }
}
