import ComposeLoader
import ComposeModel
import EngineAPI
import EngineClient
import OrderedCollections
import Reconciliation
import SessionEvents
import TestSupport
import Testing

@testable import Convergence

/// From whatever was there, a project comes to what its file says, and the next plan is empty.
///
/// One seed at a time: it is a lot of work, and other tests have limits of time.
@Suite(AtOnce(1, limit: .seconds(300))) struct TransitionTests {
    private static let images = ["one:1", "one:2", "two:1"]

    /// The stacks of one seed, each of which replaces the one before.
    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func fiftyStacksAfterEachOther(seed: UInt64) async throws {
        var random = SeededGenerator(seed: seed)
        let stacks = (0..<50).map { _ in
            GeneratedStack(
                using: &random,
                project: "shop",
                names: ["db", "cache", "api", "worker", "web"],
                images: Self.images,
                largestScale: 3,
                command: "[serve]"
            )
        }
        let store = ScriptedStore(images: Self.images.map { ImageReference($0) })
        for name in ["db", "cache", "api", "worker", "web"] {
            // The first start of each container is enough; what is started again stays as healthy as it can be.
            store.script(name) { $0.fates = Array(repeating: [.becomes(.healthy)], count: 200) }
        }
        try await ServedEngine.with(store) { engine in
            var history: [String] = []
            for stack in stacks {
                history = history.suffix(1) + [stack.text]
                let transition = try Transition(to: stack, engine.client)
                try await transition.run()
                let left = try await transition.plan()
                #expect(left.isEmpty, "\(history.joined(separator: "\n→\n"))\n\(left.text)")
                let differences = try await transition.differences()
                #expect(differences.isEmpty, "\(history.joined(separator: "\n→\n"))")
                guard left.isEmpty, differences.isEmpty else { return }
            }
        }
    }

    /// The way to a stack.
    private struct Transition {
        let stack: GeneratedStack
        let client: EngineClient
        let loaded: LoadedProject
        var options = ReconciliationOptions(toolVersion: "test", seed: "1")

        init(to stack: GeneratedStack, _ client: EngineClient) throws {
            self.stack = stack
            self.client = client
            loaded = try LoadedProject.shop(stack.text)
            options.configurations = loaded.configurationTexts()
            options.orphans = stack.removesOrphans ? .remove : .report
        }

        func plan() async throws -> Plan {
            let observed = try await StateCollector(client: client, wallClock: WallClock { .seconds(1_700_000_000) })
                .observe(loaded.project.name, images: loaded.project.services.values.map(\.image))
            return try Reconciler(loaded.project, observed: observed, options: options).reconcile().plan
        }

        func run() async throws {
            let executor = PlanExecutor(
                client: client,
                events: RecordedEvents(),
                options: PlanExecutor.Options(),
                clock: TestClock()
            )
            try await executor.execute(try await plan())
        }

        /// What the engine has otherwise than the stack says, found without asking a plan.
        func differences() async throws -> [String] {
            var result: [String] = []
            let filters: QueryFilters = .label("com.docker.compose.project", "shop")
            let containers = try await client.containers(all: true, filters: filters)
            for service in stack.services {
                let own = containers.filter { $0.labels["com.docker.compose.service"] == service.name }
                if own.count != service.scale { result.append("\(service.name): \(own.count) containers") }
                for container in own {
                    let found = try await client.inspectContainer(container.id)
                    if !found.state.isRunning { result.append("\(found.name) does not run") }
                    if found.config.image != service.image { result.append("\(found.name): \(found.config.image)") }
                    if !found.config.env.contains("TURN=\(service.turn)") {
                        result.append("\(found.name): \(found.config.env)")
                    }
                    let networks = found.networkSettings.networks.keys.filter { $0.hasPrefix("shop_") }.sorted()
                    if networks != stack.networkNames(of: service) { result.append("\(found.name): \(networks)") }
                    let volumes = found.mounts.filter { service.volumes[$0.destination] != nil }
                    let names = Dictionary(uniqueKeysWithValues: volumes.map { ($0.destination, $0.name) })
                    if names != stack.volumeNames(of: service) { result.append("\(found.name): \(names)") }
                }
            }
            let known = Set(stack.services.map(\.name))
            let others = containers.filter { !known.contains($0.labels["com.docker.compose.service"] ?? "") }
            if stack.removesOrphans, !others.isEmpty { result.append("left: \(others.count)") }
            return result
        }
    }
}
