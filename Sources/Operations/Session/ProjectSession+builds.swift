import ComposeModel
import EngineAPI
import OrderedCollections
import Reconciliation
import SystemPackage

extension ProjectSession {
    /// What images were built from.
    var builds: BuildRecords { BuildRecords(folder: session.folder, client: session.client) }

    /// Runs `body`, which carries out a plan, and keeps what the images that it builds are built from.
    ///
    /// The files are looked at before: what changes during the build counts as changed after it.
    func keepingInputs(of plan: Plan, _ body: () async throws -> Void) async throws {
        let services = project.allServices
            .filter { plan.builds($0.name) }
        let inputs = try builds.inputs(of: services)
        try await body()
        guard !inputs.isEmpty else { return }
        let images = try await observe().images
        builds.keep(
            inputs,
            Dictionary(services.compactMap { service in images[service.image].map { (service.name, $0) } }) { $1 }
        )
    }

    /// A path relative to the project's directory if it is below it.
    func shortened(_ path: String) -> String {
        var relative = FilePath(path)
        let directory = FilePath(project.workingDirectory)
        return relative.removePrefix(directory) && !relative.isEmpty ? relative.string : path
    }
}

extension Plan {
    /// Whether a step builds the image of a service.
    func builds(_ service: ServiceName) -> Bool {
        steps.contains { step in
            if case .buildImage(let build) = step.operation { build.isFor(service) } else { false }
        }
    }

    /// Whether of a step's build more comes than one image.
    var needsImageLists: Bool {
        steps.contains { step in
            if case .buildImage(let build) = step.operation { build.request.needsImageLists } else { false }
        }
    }
}
