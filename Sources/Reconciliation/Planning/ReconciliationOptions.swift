package import ComposeModel
import Crypto

/// How a project is to be reconciled.
package struct ReconciliationOptions: Sendable, Hashable {
    /// When containers are replaced.
    package enum Recreation: Sendable, Hashable {
        /// When their configuration or image changed.
        case whenChanged
        /// Always.
        case always
        /// Never.
        case never
    }

    /// What happens to containers of services that the project does not have.
    package enum Orphans: Sendable, Hashable {
        /// They are named in a warning.
        case report
        /// They are removed.
        case remove
        /// Nothing.
        case ignore
    }

    /// For whom the plan waits.
    package enum Waiting: Sendable, Hashable {
        /// For containers that others depend on, as far as those others have to be started.
        case forDependencies
        /// For all containers; `required` says whether one that does not become ready fails the whole.
        case forAll(required: Bool)
    }

    /// The services that were asked for; empty means all.
    package var services: [ServiceName] = []
    /// Whether the services that the asked ones depend on are brought up too.
    package var includesDependencies = true
    /// When containers of the asked services are replaced; those of their dependencies are replaced when changed, unless
    /// it is never.
    package var recreation = Recreation.whenChanged
    /// Whether containers of the services that the asked ones depend on are replaced even if nothing changed.
    package var recreatesDependencies = false
    /// Whether a replaced container's anonymous volumes are left behind.
    package var renewsAnonymousVolumes = false
    /// The names of the volumes that are made anew, with the loss of what they hold, if their definition changed.
    package var replacedVolumes: Set<String> = []
    /// Images that are built or pulled before the plan is carried out, so that nobody knows yet which ones they are:
    /// containers that run one of them are planned to be replaced.
    package var renewedImages: Set<String> = []
    /// What happens to orphans.
    package var orphans = Orphans.report
    /// Whether networks and volumes that no service uses are created too.
    package var includesUnusedResources = false
    /// For whom the plan waits.
    package var waiting = Waiting.forDependencies
    /// How long a container may take to stop; `nil` is its own setting.
    package var stopTimeout: Duration?
    /// Numbers of containers that override the project's.
    package var scale: [ServiceName: Int] = [:]
    /// docker compose's text of each service, whose digest is its `config-hash`; a container of a service without one gets
    /// EnGarde's own digest.
    package var configurations: [ServiceName: ConfigurationText] = [:]
    /// The container of one command that is made beside what is brought up; its service is the one that was asked for, and
    /// none of that service's own containers is touched.
    package var oneOff: OneOff?
    /// Whether causes show all values that changed, though they may be secret.
    package var disclosesValues = false
    /// The version that is written into labels.
    package var toolVersion: String

    /// What the salts in labels are made from; other for each run.
    private let seed: String

    /// Creates options with the defaults of `up`.
    ///
    /// - Parameter seed: what the salts in labels are made from; two runs with one seed write the same labels.
    package init(toolVersion: String, seed: String = ReconciliationOptions.randomSeed()) {
        self.toolVersion = toolVersion
        self.seed = seed
    }

    /// A seed that nobody can guess.
    package static func randomSeed() -> String {
        "\(UInt64.random(in: .min ... .max))-\(UInt64.random(in: .min ... .max))"
    }

    /// The services that are brought up.
    ///
    /// - Throws: as `ServiceSelection`.
    package func selection(of project: Project) throws(ReconciliationError) -> ServiceSelection {
        try ServiceSelection(services, of: project, includingDependencies: includesDependencies)
    }

    /// The salt of the hashes in a container's label.
    func salt(for container: String) -> String {
        SHA256.hash(data: Array("\(seed)/\(container)".utf8)).prefix(8).hexadecimal
    }
}
