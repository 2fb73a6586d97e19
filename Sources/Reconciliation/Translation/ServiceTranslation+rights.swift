import ComposeModel
import EngineAPI
import OrderedCollections

extension ServiceTranslation {
    /// The engine's form of a namespace.
    func namespace(_ mode: NamespaceMode?) -> String {
        switch mode {
        case nil: ""
        case .service(let other): "container:\(project.services[other].map(containerName) ?? other.rawValue)"
        case .some(let mode): mode.description
        }
    }

    /// Limits and weights of block devices.
    func translateBlockIO(into host: inout HostConfig) {
        guard let settings = service.resources.blockIO else { return }
        func rates(_ devices: [BlockIOSettings.ThrottledDevice]) -> [BlockDeviceRate] {
            devices.map { BlockDeviceRate(path: $0.path, rate: $0.rate) }
        }
        host.blkioWeight = Int(settings.weight ?? 0)
        host.blkioWeightDevice = settings.weightDevices.map { BlockDeviceWeight(path: $0.path, weight: Int($0.weight)) }
        host.blkioDeviceReadBps = rates(settings.deviceReadBytes)
        host.blkioDeviceWriteBps = rates(settings.deviceWriteBytes)
        host.blkioDeviceReadIOps = rates(settings.deviceReadOperations)
        host.blkioDeviceWriteIOps = rates(settings.deviceWriteOperations)
    }
}
