package import ComposeLoader
package import ComposeModel
import Convergence
import EngineClient
import OrderedCollections
import Reconciliation
import SessionEvents

/// A session whose project was loaded from its files.
@dynamicMemberLookup
package struct ProjectSession: Sendable {
    /// The session.
    package var session: Session
    /// The project as it was loaded.
    package let loaded: LoadedProject
    /// What docker compose's digests of the services are of.
    let configurations: OnceValue<[ServiceName: ConfigurationText]>
    /// Reads the project anew; `nil` where it cannot be.
    package var reload: ProjectReload?

    /// Refines a session whose project is the loaded one.
    package init(_ session: Session, _ loaded: LoadedProject) {
        self.session = session
        self.loaded = loaded
        configurations = OnceValue { loaded.configurationTexts() }
    }

    /// The same session, with the project as its files are now.
    func reloaded(_ loaded: LoadedProject) -> ProjectSession {
        var session = session
        session.loaded = loaded
        var result = ProjectSession(session, loaded)
        result.reload = reload
        return result
    }

    /// The same session with a project in which services differ from what the files say of them.
    ///
    /// docker compose's digest of such a service would be of what it does not run: it gets EnGarde's own.
    package func with(_ project: Project, differingIn services: Set<ServiceName>) -> ProjectSession {
        var loaded = loaded
        loaded.project = project
        let known = configurations
        return ProjectSession(session, loaded) { known.value.filter { !services.contains($0.key) } }
    }

    private init(
        _ session: Session,
        _ loaded: LoadedProject,
        _ configurations: @escaping @Sendable () -> [ServiceName: ConfigurationText]
    ) {
        self.session = session
        self.loaded = loaded
        self.configurations = OnceValue(configurations)
    }

    /// What every session has.
    package subscript<Value>(dynamicMember member: KeyPath<Session, Value>) -> Value { session[keyPath: member] }

    /// What every session has, and may be changed.
    package subscript<Value>(dynamicMember member: WritableKeyPath<Session, Value>) -> Value {
        get { session[keyPath: member] }
        set { session[keyPath: member] = newValue }
    }

    /// Runs `body` while no other process changes the project, see ``Session/changing(_:)``.
    func changing<Value>(_ body: () async throws -> Value) async throws -> Value { try await session.changing(body) }

    /// The project.
    package var project: Project { loaded.project }

    /// What the engine holds of the project now.
    ///
    /// - Parameter briefly: whether a list is enough of what runs. Of services that live with others it never is: with which
    ///   containers they do is known only from an inspection.
    func observe(briefly: Bool = false) async throws -> ObservedState {
        let services = project.allServices
        return try await session.observe(
            images: services.flatMap { [$0.image] + $0.furtherImages },
            briefly: briefly && services.allSatisfy(\.livesAlone)
        )
    }

    /// An executor of plans, see the session's own.
    func executor(
        readinessLimit: Duration? = nil,
        failingWhenUnready: Bool = false,
        preparation: (any ContainerPreparation)? = nil,
        tellingHooksOf services: Set<ServiceName> = []
    ) -> PlanExecutor {
        session.executor(
            readinessLimit: readinessLimit,
            failingWhenUnready: failingWhenUnready,
            preparation: preparation,
            tellingHooksOf: services
        )
    }
}
