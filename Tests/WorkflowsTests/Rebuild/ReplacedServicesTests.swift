import ComposeLoader
import ComposeModel
import TestSupport
import Testing

@testable import Workflows

/// What is replaced and what is started when an image was made anew.
@Suite struct ReplacedServicesTests {
    private static func scope(present: Set<ServiceName>, running: Set<ServiceName>) throws -> ReplacedServices {
        let project = try LoadedProject.shop(
            """
            services:
              app:
                image: app
                depends_on:
                  db: {condition: service_healthy}
                  migrate: {condition: service_completed_successfully}
                  mail: {condition: service_started, required: false}
              worker: {image: app}
              idle: {image: app}
              migrate: {image: app}
              db: {image: db}
              mail: {image: mail, profiles: [mail]}
            """
        )
        .project
        return ReplacedServices(["app"], runningAnyOf: ["app"], in: project, present: present, running: running)
    }

    @Test func whatRunsTheSameImageIsReplacedToo() throws {
        let scope = try Self.scope(present: ["app", "worker", "db", "migrate"], running: ["app", "worker", "db"])
        #expect(scope.replaced == ["app", "worker"])
        #expect(scope.started == [])
    }

    @Test func whatIsNeededAndDoesNotRunIsStarted() throws {
        let nothing = try Self.scope(present: [], running: [])
        #expect(nothing.replaced == ["app"])
        #expect(nothing.started == ["db", "migrate"])
        let stopped = try Self.scope(present: ["app", "db", "migrate"], running: ["app"])
        #expect(stopped.started == ["db"], "what has done its work is not done once more")
    }
}
