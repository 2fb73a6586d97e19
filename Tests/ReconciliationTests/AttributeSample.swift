import ComposeLoader
import ComposeModel
import OrderedCollections
@testable import Reconciliation

/// Two projects that differ in one attribute.
struct AttributeSample: Sendable {
    private let before: String
    private let after: String

    /// Two values of the service `w`, as the inside of a mapping in flow form.
    static func service(_ before: String, _ after: String) -> AttributeSample {
        AttributeSample(before: project(service: before), after: project(service: after))
    }

    /// An attribute that is not there at first.
    static func service(_ after: String) -> AttributeSample { service("", after) }

    /// Two values of what stands on the top level, with the service `w` that uses it.
    static func top(_ before: String, _ after: String, usedBy service: String = "") -> AttributeSample {
        AttributeSample(
            before: project(service: service, top: before),
            after: project(service: service, top: after)
        )
    }

    /// The text in which the attribute has to be.
    var text: String { after }

    private static func project(service: String, top: String = "") -> String {
        let image = service.hasPrefix("image:") || service.hasPrefix("extends:") ? "" : "image: w, "
        return """
            services:
              w: {\(image)\(service)}
              db: {image: db, expose: ["5432"], healthcheck: {test: check}}
              template: {image: template, network_mode: none}
            \(resources.filter { !top.hasPrefix("\($0.section):") }.map { "\($0.section): \($0.text)\n" }.joined())\(top)

            """
    }

    private static let resources: [(section: String, text: String)] = [
        ("networks", "{front: , back: }"), ("volumes", "{data: }"),
        ("configs", "{c: {file: ./c}, d: {file: ./d}, e: {content: text}}"),
        ("secrets", "{s: {file: ./s}, t: {file: ./t}, u: {environment: PLACE}}"), ("models", "{m: {model: ai/m}}"),
    ]

    private static let files = [
        "/shop/one.env": "A=1\n", "/shop/two.env": "B='$HOME'\n", "/shop/labels": "a=1\n", "/shop/c": "c",
        "/shop/d": "d", "/shop/.env": "PLACE=here\n",
        "/shop/other.yaml": "services: {template: {image: other}}\n",
        "/shop/sub/part.yaml": "services: {part: {image: '${PART:-part}', volumes: ['./x:/x']}}\n",
        "/shop/more/part.yaml": "services: {more: {image: more}}\n", "/shop/part.env": "PART=else\n",
        "/shop/s": "s", "/shop/t": "t",
    ]

    /// The two projects.
    func fixtures() throws -> (before: PlanFixture, after: PlanFixture) {
        (try Self.fixture(before), try Self.fixture(after))
    }

    /// The two projects; the first is `nil` when it cannot be loaded.
    func loaded() throws -> (before: PlanFixture?, after: PlanFixture) {
        (try? Self.fixture(before), try Self.fixture(after))
    }

    private static func fixture(_ text: String) throws -> PlanFixture {
        var fixture = try PlanFixture(text, files: files, name: nil)
        // Equal projects get equal labels.
        fixture.options = ReconciliationOptions(toolVersion: "test", seed: "seed")
        fixture.observed.imageAges["w"] = .seconds(60)
        fixture.observed.networks["outer"] = ObservedNetwork()
        fixture.observed.volumes["outer"] = ObservedVolume()
        return fixture
    }
}

extension PlanFixture {
    /// All that is decided: the plans for images, and for everything else when nothing is there and when all is replaced.
    func decisions() throws -> (images: Plan, rest: [PlanStep]) {
        let images = ImageReconciler(project, overrides: BuildOverrides(toolVersion: "test"), building: .always)
        let services = try ServiceSelection([], of: project).services
        let made = try outcome().plan.steps
        var replacing = self
        replacing.carryOut(made)
        replacing.options.recreation = .always
        let providers = ProviderPlanner(project).start(services).steps
        return (
            try images.plan(for: services, observed: observed),
            providers + made + (try replacing.outcome().plan.steps)
        )
    }

    /// What the containers of `w` are made from.
    func blueprint() throws -> ContainerBlueprint? {
        try project.services["w"].map { try ContainerBlueprint(of: $0, in: project) }
    }
}
