import ComposeModel
import Convergence
import Diagnostics
import OrderedCollections
import Reconciliation

/// The images that could not be pulled or built, so that what needs them is not tried a second time.
struct UnavailableImages {
    private var reasons: OrderedDictionary<String, [String]> = [:]
    private let images: [ServiceName: String]

    /// Starts with none.
    init(of project: Project) {
        let services = project.allServices
        images = Dictionary(services.map { ($0.name, $0.image) }) { first, _ in first }
    }

    /// Notes what an error says of images.
    mutating func note(_ error: any Error) {
        guard let error = error as? ConvergenceError else { return }
        switch error {
        case .several(let errors): for error in errors { note(error) }
        case .holdingUp(_, let error): note(error)
        case .engine(.pullImage(let pull), _):
            reasons[pull.isBase ? images[pull.service] ?? pull.image : pull.image] = error.diagnostics.map(\.message)
        case .engine(.buildImage(let build), _): reasons[build.image] = error.diagnostics.map(\.message)
        case .engine, .portInUse, .step, .notReady, .provider, .build, .hookFailed, .planCycle: break
        }
    }

    /// Why the services cannot be brought up; empty where nothing is known that keeps them from it.
    func reasons(for services: [Service]) -> [String] {
        let needed = Set(services.map(\.image))
        return reasons.filter { needed.contains($0.key) }.flatMap(\.value)
    }
}
