/// What a step of a plan does; the text is that of plans in JSON.
package enum StepAction: String, Sendable, Hashable, Encodable, CaseIterable {
    case pullImage = "pull image"
    case buildImage = "build image"
    case createNetwork = "create network"
    case createVolume = "create volume"
    case createContainer = "create container"
    case connectContainer = "connect container"
    case disconnectContainer = "disconnect container"
    case startContainer = "start container"
    case awaitContainer = "wait for container"
    case stopContainer = "stop container"
    case killContainer = "kill container"
    case removeContainer = "remove container"
    case renameContainer = "rename container"
    case removeNetwork = "remove network"
    case removeVolume = "remove volume"
    case removeImage = "remove image"
}
