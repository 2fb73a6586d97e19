import ComposeModel
import EngineAPI
import OrderedCollections
@testable import Reconciliation
import Testing

/// Each attribute that a Compose file may have does what the table says of it.
@Suite struct AttributeTableTests {
    /// The row that speaks for an attribute, and the sample that shows it.
    private func evidence(for path: String) throws -> (row: AttributeRow, sample: AttributeSample) {
        let row = try #require(AttributeTable.row(for: path), "no row of the table speaks for '\(path)'")
        let sampled: String =
            switch row.effect {
            case .applied: path
            case .refused, .none: AttributeSamples.all[path] == nil ? row.path : path
            }
        let sample = try #require(AttributeSamples.all[sampled], "there is no sample of '\(sampled)'")
        return (row, sample)
    }

    @Test(arguments: SchemaPaths.leaves)
    func anAttributeDoesWhatTheTableSays(path: String) throws {
        let (row, sample) = try evidence(for: path)
        let name = path.split(separator: ".").last.map(String.init) ?? path
        if case .none = row.effect { #expect(sample.text.contains("\(name):"), "'\(path)' is not in its sample") }
        if row.effect == .applied(.loading) {
            let (before, after) = try sample.loaded()
            #expect(before?.project.services != after.project.services, "'\(path)' changes no service")
            return
        }
        let (before, after) = try sample.fixtures()
        switch row.effect {
        case .applied(let scope): try expectEffect(of: path, on: scope, before, after)
        case .refused:
            _ = try before.decisions()
            let error = #expect(throws: ReconciliationError.self, "'\(path)' is not refused") {
                _ = try after.decisions()
            }
            let isPlaced = error?.each.allSatisfy { !$0.path.isEmpty } ?? false
            #expect(isPlaced, "the refusal of '\(path)' has no place")
        case .none:
            let (old, new) = (try before.decisions(), try after.decisions())
            #expect(old == new, "'\(path)' has an effect")
        }
    }

    private func expectEffect(
        of path: String,
        on scope: AttributeEffect.Scope,
        _ before: PlanFixture,
        _ after: PlanFixture
    ) throws {
        let (old, new) = (try before.decisions(), try after.decisions())
        switch scope {
        case .container: #expect(try before.blueprint() != after.blueprint(), "'\(path)' changes no container")
        case .plan: #expect(old.rest != new.rest, "'\(path)' changes no step")
        case .image: #expect(old.images.steps != new.images.steps, "'\(path)' changes neither pulls nor builds")
        // Looked at before there is a plan.
        case .loading: break
        case .watching:
            #expect(before.project.services["w"]?.watchRules != after.project.services["w"]?.watchRules, "'\(path)'")
        case .output: #expect(before.project.services["w"]?.attach != after.project.services["w"]?.attach, "'\(path)'")
        }
    }

    /// The attributes of which a change replaces containers.
    static let replacing = SchemaPaths.leaves.filter { path in
        AttributeTable.row(for: path)?.effect == .applied(.container)
    }

    @Test(arguments: replacing) func aChangeBearsTheNameOfTheAttribute(path: String) throws {
        let (row, sample) = try evidence(for: path)
        var (before, after) = try sample.fixtures()
        try before.carryOut()
        after.observed = before.observed
        let cause = try #require(
            try after.outcome().plan.steps.first { step in
                if case .createContainer(let create) = step.operation { create.service == "w" } else { false }
            }?.cause,
            "'\(path)' replaces no container"
        )
        let names = cause.split(separator: ", ").map { $0.prefix { $0 != "." && $0 != ":" && $0 != " " } }
        #expect(names.contains { $0 == row.nameOfChange }, "a change of '\(path)' is called '\(cause)'")
    }

    @Test(arguments: replacing) func aContainerOfAnotherToolIsComparedByTheAttribute(path: String) throws {
        let (row, sample) = try evidence(for: path)
        let (before, after) = try sample.fixtures()
        let made = try #require(try before.blueprint())
        let wanted = try #require(try after.blueprint())
        #expect(Self.differences(made, madeFrom: made) == [], "what was made is not what is wanted")
        let differences = Self.differences(wanted, madeFrom: made)
        #expect(
            differences.contains(row.nameOfChange) == (row.uncompared == nil),
            "what differs by '\(path)': \(differences)"
        )
    }

    private static func differences(_ wanted: ContainerBlueprint, madeFrom made: ContainerBlueprint) -> [String] {
        var inspection = ContainerInspection(id: "1", name: "shop-w-1", image: "sha256:w")
        inspection.config = made.request.config
        inspection.hostConfig = made.request.hostConfig
        inspection.networkSettings.networks = Dictionary(
            uniqueKeysWithValues: made.attachments.map { ($0.network, $0.endpoint) }
        )
        let origin = ObservedContainer.ForeignOrigin(inspection: inspection, imageConfiguration: ContainerConfig())
        return AdoptionComparison(blueprint: wanted, origin: origin).differences
    }

    @Test func whatIsRefusedOfAnAppliedAttributeIsRefused() throws {
        let exceptions = AttributeTable.rows.filter { $0.exception != nil }.map(\.path)
        #expect(Set(exceptions) == Set(AttributeSamples.exceptions.keys))
        for (path, sample) in AttributeSamples.exceptions {
            let (before, after) = try sample.fixtures()
            _ = try before.decisions()
            let error = #expect(throws: ReconciliationError.self, "'\(path)'") { _ = try after.decisions() }
            let attribute = path.split(separator: ".").dropFirst(2).map(String.init)
            #expect(error?.each.map(\.path) == [["services", "w"] + attribute])
        }
    }

    @Test func everyRowAndEverySampleIsOfAnAttribute() {
        let paths = SchemaPaths.leaves
        for row in AttributeTable.rows {
            #expect(
                paths.contains { $0 == row.path || $0.hasPrefix(row.path + ".") },
                "'\(row.path)' is no attribute"
            )
        }
        for path in AttributeSamples.all.keys {
            #expect(
                paths.contains { $0 == path || $0.hasPrefix(path + ".") },
                "the sample of '\(path)' is of no attribute"
            )
        }
    }
}
