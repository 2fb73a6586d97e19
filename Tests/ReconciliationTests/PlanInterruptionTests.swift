import ComposeModel
import EngineAPI
import OrderedCollections
import Reconciliation
import Testing

/// What is left to do when a plan is broken off.
@Suite struct PlanInterruptionTests {
    private func replacing(_ text: String) throws -> (fixture: PlanFixture, plan: Plan) {
        var fixture = try PlanFixture(text)
        try fixture.carryOut()
        fixture.options.recreation = .always
        return (fixture, try fixture.outcome().plan)
    }

    private func progress(_ steps: some Sequence<Int>) -> PlanProgress {
        var progress = PlanProgress()
        progress.begun = Set(steps)
        progress.done = progress.begun
        return progress
    }

    private static let one = "services: {w: {image: w, network_mode: none}}"

    @Test func aReplacementHasFiveSteps() throws {
        let (_, plan) = try replacing(Self.one)
        #expect(
            plan.text == """
                1. create container 0123456789ab_shop-w-1  # recreation was asked for
                2. stop container shop-w-1 after 1  # recreation was asked for
                3. remove container shop-w-1 after 2  # recreation was asked for
                4. rename container 0123456789ab_shop-w-1 to shop-w-1 after 3  # recreation was asked for
                5. start container shop-w-1 after 4  # recreation was asked for
                """
        )
        #expect(plan.stepsOfReplacements == [2, 3, 4])
    }

    @Test(arguments: ["network_mode: 'service:w'", "network_mode: none, pid: 'service:w'"])
    func whoUsesANamespaceOfWhatWasReplacedIsReplacedToo(attribute: String) throws {
        let text = "services: {w: {image: w, network_mode: none}, u: {image: u, \(attribute)}}"
        let (fixture, plan) = try replacing(text)
        for done in 1..<plan.steps.count {
            var broken = fixture
            broken.carryOut(plan.steps.prefix(done))
            broken.carryOut(plan.completion(after: progress(plan.steps.prefix(done).map(\.id))).steps)
            let running = broken.observed.containers.filter(\.isRunning).map(\.name).sorted()
            #expect(running == ["shop-u-1", "shop-w-1"], "after \(done)")
            let ids = Dictionary(uniqueKeysWithValues: broken.observed.containers.map { ($0.name, $0.id) })
            let old = Dictionary(uniqueKeysWithValues: fixture.observed.containers.map { ($0.name, $0.id) })
            // Either both are what they were, or both are new.
            #expect((ids["shop-w-1"] == old["shop-w-1"]) == (ids["shop-u-1"] == old["shop-u-1"]), "after \(done)")
        }
    }

    @Test func whatIsNotBegunIsLeftAlone() throws {
        let (_, plan) = try replacing(Self.one)
        #expect(plan.completion(after: progress([])).text == "")
    }

    @Test func aSuccessorWhoseOriginalStillRunsIsRemoved() throws {
        let (_, plan) = try replacing(Self.one)
        #expect(
            plan.completion(after: progress([1])).text
                == "1. remove container 0123456789ab_shop-w-1  # its replacement of shop-w-1 was interrupted"
        )
    }

    @Test(arguments: 2...4) func aReplacementThatHasStoppedTheOriginalIsFinished(done: Int) throws {
        var (fixture, plan) = try replacing(Self.one)
        fixture.carryOut(plan.steps.prefix(done))
        let completion = plan.completion(after: progress(1...done))
        fixture.carryOut(completion.steps)
        #expect(completion.steps.count == 5 - done)
        #expect(fixture.observed.containers.map(\.name) == ["shop-w-1"])
        #expect(fixture.observed.containers.map(\.isRunning) == [true])
    }

    @Test func theStepsKeepTheirOrder() throws {
        let (_, plan) = try replacing(Self.one)
        let cause = "it was begun before the interruption"
        #expect(
            plan.completion(after: progress(1...2)).text == """
                1. remove container shop-w-1  # \(cause)
                2. rename container 0123456789ab_shop-w-1 to shop-w-1 after 1  # \(cause)
                3. start container shop-w-1 after 2  # \(cause)
                """
        )
    }

    @Test func whatFailedIsNotBuiltUpon() throws {
        let (_, plan) = try replacing(Self.one)
        var progress = progress(1...3)
        progress.done.remove(3)
        #expect(plan.completion(after: progress).text == "")
    }

    @Test func aReplacedContainerStartsAlthoughItsDependencyIsNotHealthyYet() throws {
        let (_, plan) = try replacing(
            """
            services:
              web: {image: w, network_mode: none, depends_on: {db: {condition: service_healthy}}}
              db: {image: d, network_mode: none, healthcheck: {test: [CMD, 'true']}}
            """
        )
        let wait = try #require(plan.steps.first { if case .awaitReadiness = $0.operation { true } else { false } })
        let start = try #require(plan.steps.last { if case .startContainer = $0.operation { true } else { false } })
        var progress = progress(plan.steps.map(\.id).filter { $0 != start.id })
        progress.done.remove(wait.id)
        #expect(
            plan.completion(after: progress).text
                == "1. start container shop-web-1  # it was begun before the interruption"
        )
    }

    @Test func aReplacedContainerDoesNotStartBeforeTheJobItNeeds() throws {
        let (_, plan) = try replacing(
            """
            services:
              web: {image: w, network_mode: none, depends_on: {job: {condition: service_completed_successfully}}}
              job: {image: j, network_mode: none}
            """
        )
        let wait = try #require(plan.steps.first { if case .awaitReadiness = $0.operation { true } else { false } })
        let start = try #require(plan.steps.last { if case .startContainer = $0.operation { true } else { false } })
        var progress = progress(plan.steps.map(\.id).filter { $0 != start.id })
        progress.done.remove(wait.id)
        #expect(plan.completion(after: progress).text == "")
    }

    @Test func aTeardownHasNothingToFinish() throws {
        let (fixture, _) = try replacing(Self.one)
        let plan = Teardown(
            of: "shop",
            project: fixture.project,
            observed: fixture.observed,
            options: TeardownOptions()
        )
        .plan()
        #expect(plan.stepsOfReplacements.isEmpty)
        #expect(plan.completion(after: progress([1])).text == "")
    }

    @Test func aRestartThatHasStoppedAContainerStartsIt() throws {
        let (fixture, _) = try replacing(Self.one)
        let plan = RestartPlanner("w", of: fixture.project, observed: fixture.observed).plan(because: "a file changed")
        #expect(
            plan.completion(after: progress([1])).text
                == "1. start container shop-w-1  # it was begun before the interruption"
        )
    }
}
