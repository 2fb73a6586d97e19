import Operations
import SessionEvents
import Testing

@testable import Workflows

/// The order in which steps are taken, and which are left out.
@Suite struct WorkflowTests {
    private struct Failure: Error, Equatable {
        var name: String
    }

    private struct Steps: Workflow {
        var list: [WorkflowStep]

        func steps() async throws -> [WorkflowStep] { list }
    }

    private static func step(_ name: String, isCleanup: Bool = false, _ end: OperationEnd = .done) -> WorkflowStep {
        WorkflowStep(.own(arguments: [name]), for: "it is there", isCleanup: isCleanup, until: { _ in end })
    }

    private static func failing(_ name: String, isCleanup: Bool = false) -> WorkflowStep {
        WorkflowStep(
            .own(arguments: [name]),
            for: "it fails",
            isCleanup: isCleanup,
            until: { _ in throw Failure(name: name) }
        )
    }

    @Test func stepsAreTakenInOrder() async throws {
        let fixture = WorkflowFixture()
        let end = try await Steps(list: [Self.step("a"), Self.step("b")]).run(in: fixture.context)
        #expect(end == .done)
        #expect(fixture.steps.begun == [1, 2])
        #expect(fixture.steps.done == [1, 2])
    }

    @Test func afterAFailureOnlyCleaningUpIsDone() async throws {
        let fixture = WorkflowFixture()
        let workflow = Steps(list: [Self.failing("a"), Self.step("b"), Self.step("c", isCleanup: true)])
        await #expect(throws: Failure(name: "a")) { _ = try await workflow.run(in: fixture.context) }
        #expect(fixture.steps.begun == [1, 3])
        #expect(fixture.steps.done == [3])
    }

    @Test func theFirstFailureCounts() async throws {
        let fixture = WorkflowFixture()
        let workflow = Steps(list: [Self.failing("a"), Self.failing("b", isCleanup: true)])
        await #expect(throws: Failure(name: "a")) { _ = try await workflow.run(in: fixture.context) }
    }

    @Test func aFailureOfCleaningUpIsToldWhereNothingElseFailed() async throws {
        let fixture = WorkflowFixture()
        let workflow = Steps(list: [
            Self.step("a"), Self.failing("b", isCleanup: true), Self.step("c", isCleanup: true),
        ])
        await #expect(throws: Failure(name: "b")) { _ = try await workflow.run(in: fixture.context) }
        #expect(fixture.steps.begun == [1, 2, 3])
    }

    @Test(arguments: [OperationEnd.exited(code: 3), .interrupted])
    func whatEndsEarlyDecides(_ end: OperationEnd) async throws {
        let fixture = WorkflowFixture()
        let workflow = Steps(list: [
            Self.step("a", end), Self.step("b"), Self.step("c", isCleanup: true, .exited(code: 4)),
        ])
        #expect(try await workflow.run(in: fixture.context) == end)
        #expect(fixture.steps.begun == [1, 3])
    }

    @Test func aCommandThatEndedWellEndsNothing() async throws {
        let fixture = WorkflowFixture()
        let workflow = Steps(list: [Self.step("a", .exited(code: 0)), Self.step("b")])
        #expect(try await workflow.run(in: fixture.context) == .done)
        #expect(fixture.steps.done == [1, 2])
    }

    @Test func anInterruptEndsAStepAndNotTheCleaningUp() async throws {
        var fixture = WorkflowFixture()
        fixture.interrupts = Interrupts { true }
        let workflow = Steps(list: [
            WorkflowStep(.own(arguments: ["up"]), for: "it waits") { try await Task.sleep(for: .seconds(3_600)) },
            WorkflowStep(.own(arguments: ["down"]), for: "it is removed", isCleanup: true) {},
        ])
        #expect(try await workflow.run(in: fixture.context) == .interrupted)
        #expect(fixture.steps.done == [1, 2])
    }
}
