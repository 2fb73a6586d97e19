import ComposeLoader
import ComposeModel
import OrderedCollections
import Reconciliation

extension HostFiles {
    /// What the Dockerfile of a service says; `nil` where it has none that can be read.
    func stages(of service: Service) -> DockerfileStages? {
        guard let build = service.build, let text = dockerfile(of: build) else { return nil }
        var arguments: [String: String] = [:]
        for (name, value) in build.arguments { if let value { arguments[name] = value } }
        return DockerfileStages(text, arguments: arguments, target: build.target)
    }

    private func dockerfile(of build: BuildDefinition) -> String? {
        if let inline = build.dockerfileInline { return inline }
        guard RemoteContext(build.context) == nil else { return nil }
        return text(of: Self.dockerfilePath(of: build))
    }

    /// Where the Dockerfile is.
    static func dockerfilePath(of build: BuildDefinition) -> String {
        build.dockerfile.hasPrefix("/") ? build.dockerfile : "\(build.context)/\(build.dockerfile)"
    }
}
