import ComposeModel
import EngineAPI
import Reconciliation
import TerminalOutput

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Plans that are shown instead of being carried out.
///
/// - Shape: for people, the plans' text, and a line for each volume that would be asked about; with `--progress json` one object a line for each step:
///   `{"after":[1],"cause":"it does not exist","operation":"create container","step":2,"subject":"hq-db-1"}`. The steps
///   are numbered through, and `after` holds the numbers of those that have to be done before. No step, no line: a volume that is asked about has
///   none.
struct PlanPreview {
    /// The plans in the order in which they are carried out.
    let plans: [Plan]
    /// The volumes that differ, and that somebody would be asked about.
    var divergedVolumes: [DivergedVolume] = []

    /// One step.
    private struct Line: Encodable {
        var step: Int
        var operation: String
        var subject: String
        var service: String?
        var cause: String
        var after: [Int]
    }

    /// The text, with its final line break.
    ///
    /// - Throws: `EncodingError`.
    func text(in mode: ProgressMode) throws -> String {
        guard mode == .json else {
            let volumes = divergedVolumes.map(\.forecast).joined(separator: "\n")
            let text = (plans.map(\.text) + [volumes]).filter { !$0.isEmpty }.joined(separator: "\n\n")
            return text.isEmpty ? "nothing to do\n" : text + "\n"
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        var text = ""
        var number = 0
        for plan in plans {
            for step in plan.steps {
                let line = Line(
                    step: number + step.id,
                    operation: step.operation.verb,
                    subject: step.operation.subject,
                    service: step.operation.service,
                    cause: step.cause,
                    after: step.after.map { number + $0 }
                )
                text += String(decoding: try encoder.encode(line), as: UTF8.self) + "\n"
            }
            number += plan.steps.count
        }
        return text
    }
}

extension Reconciliation.Operation {
    /// What is done, without what it is done to.
    fileprivate var verb: String {
        switch self {
        case .pullImage: "pull image"
        case .buildImage: "build image"
        case .createNetwork: "create network"
        case .createVolume: "create volume"
        case .createContainer: "create container"
        case .connectNetwork: "connect container"
        case .disconnectNetwork: "disconnect container"
        case .startContainer: "start container"
        case .awaitReadiness: "wait for container"
        case .stopContainer: "stop container"
        case .removeContainer: "remove container"
        case .renameContainer: "rename container"
        case .removeNetwork: "remove network"
        case .removeVolume: "remove volume"
        case .removeImage: "remove image"
        }
    }

    /// The name of what it is done to.
    fileprivate var subject: String {
        switch self {
        case .pullImage(let pull): pull.image
        case .buildImage(let build): build.image
        case .createNetwork(let request): request.name
        case .createVolume(let request): request.name.rawValue
        case .createContainer(let create): create.name
        case .connectNetwork(let connect): connect.container
        case .disconnectNetwork(let container, _): container
        case .startContainer(let start): start.name
        case .awaitReadiness(let wait): wait.name
        case .stopContainer(let stop): stop.name
        case .removeContainer(let remove): remove.name
        case .renameContainer(let old, _): old
        case .removeNetwork(let name), .removeVolume(let name), .removeImage(let name): name
        }
    }

    /// The service that it is done for, where the operation knows it.
    fileprivate var service: String? {
        switch self {
        case .pullImage(let pull): pull.service.rawValue
        case .buildImage(let build): build.service.rawValue
        case .createContainer(let create): create.service.rawValue
        case .startContainer(let start): start.service.rawValue
        case .awaitReadiness(let wait): wait.service.rawValue
        case .stopContainer(let stop): stop.service?.rawValue
        case .createNetwork, .createVolume, .connectNetwork, .disconnectNetwork, .removeContainer, .renameContainer,
            .removeNetwork, .removeVolume, .removeImage:
            nil
        }
    }
}
