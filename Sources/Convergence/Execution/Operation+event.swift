import ComposeModel
import EngineAPI
package import Reconciliation
package import SessionEvents

extension Operation {
    /// What the operation does, as events and plans in JSON say it.
    package var action: StepAction {
        switch self {
        case .pullImage: .pullImage
        case .buildImage: .buildImage
        case .pushImage: .pushImage
        case .runProvider(let run):
            switch run.command {
            case .up: .startProvider
            case .stop: .stopProvider
            case .down: .removeProvider
            }
        case .prepareModel: .prepareModel
        case .createNetwork: .createNetwork
        case .createVolume: .createVolume
        case .createContainer: .createContainer
        case .putFiles: .putFiles
        case .connectNetwork: .connectContainer
        case .disconnectNetwork: .disconnectContainer
        case .runPreStart: .runHooks
        case .startContainer: .startContainer
        case .awaitReadiness: .awaitContainer
        case .stopContainer: .stopContainer
        case .killContainer: .killContainer
        case .pauseContainer: .pauseContainer
        case .unpauseContainer: .unpauseContainer
        case .removeContainer: .removeContainer
        case .renameContainer: .renameContainer
        case .removeNetwork: .removeNetwork
        case .removeVolume: .removeVolume
        case .removeImage: .removeImage
        }
    }

    /// What it does that to.
    package var subject: EventSubject {
        switch self {
        case .pullImage(let pull): .image(pull.image, of: pull.service.rawValue)
        case .buildImage(let build): .image(build.image, of: build.service.rawValue)
        case .pushImage(let push): .image(push.image, of: push.service.rawValue)
        case .runProvider(let run): .service(run.service.rawValue)
        case .prepareModel(let prepare): EventSubject(.model, prepare.model.name)
        case .createNetwork(let request): EventSubject(.network, request.name)
        case .createVolume(let request): EventSubject(.volume, request.name.rawValue)
        case .createContainer(let create):
            .container(create.finalName, of: create.service.rawValue, number: create.number)
        case .putFiles(let put): .container(put.finalName, of: put.service.rawValue, number: put.number)
        case .connectNetwork(let connect): .container(connect.container, of: nil)
        case .disconnectNetwork(let container, _): .container(container, of: nil)
        case .runPreStart(let run): .container(run.container, of: run.service.rawValue, number: run.number)
        case .startContainer(let start): .container(start.name, of: start.service.rawValue, number: start.number)
        case .awaitReadiness(let wait): .container(wait.name, of: wait.service.rawValue, number: wait.number)
        case .stopContainer(let stop): .container(stop.name, of: stop.service.rawValue, number: stop.number)
        case .killContainer(let kill): .container(kill.name, of: kill.service.rawValue, number: kill.number)
        case .pauseContainer(let target), .unpauseContainer(let target):
            .container(target.name, of: target.service.rawValue, number: target.number)
        case .removeContainer(let remove): .container(remove.name, of: remove.service.rawValue, number: remove.number)
        case .renameContainer(let old, _): .container(old, of: nil)
        case .removeNetwork(let name): EventSubject(.network, Self.shown(name))
        case .removeVolume(let name): EventSubject(.volume, name)
        case .removeImage(let name): .image(name)
        }
    }
}

extension Plan {
    /// The steps as events tell of them.
    package var outline: [PlannedStep] {
        steps.map { step in
            PlannedStep(
                step: step.id,
                action: step.operation.action,
                subject: step.operation.subject,
                cause: step.cause,
                after: step.after,
                text: step.text
            )
        }
    }
}
