import ComposeLoader
import ComposeModel
import OrderedCollections
import Reconciliation

/// Reads, before anything is planned, which images the Dockerfiles of a project name.
struct DockerfileReader {
    let files: any ProjectFiles

    /// Creates a reader.
    ///
    /// - Parameter files: where Dockerfiles are read; by default the disk.
    init(files: any ProjectFiles = DiskProjectFiles()) {
        self.files = files
    }

    /// The images, by service; a Dockerfile that cannot be read names none, and the build says what is wrong with it.
    func baseImages(of project: Project) -> [ServiceName: DockerfileReferences] {
        var result: [ServiceName: DockerfileReferences] = [:]
        for service in project.allServices {
            guard let build = service.build, let text = dockerfile(of: build) else { continue }
            let arguments = build.arguments.reduce(into: [String: String]()) { arguments, entry in
                arguments[entry.key] = entry.value ?? project.environment[entry.key]
            }
            result[service.name] = DockerfileReferences(in: text, arguments: arguments, target: build.target)
        }
        return result
    }

    /// Where the Dockerfile of a build is on this host; `nil` where it is elsewhere, or stands in the Compose file.
    static func path(of build: BuildDefinition) -> String? {
        guard build.dockerfileInline == nil, RemoteContext(build.context) == nil else { return nil }
        return build.dockerfile.hasPrefix("/") ? build.dockerfile : "\(build.context)/\(build.dockerfile)"
    }

    private func dockerfile(of build: BuildDefinition) -> String? {
        if let inline = build.dockerfileInline { return inline }
        guard let path = Self.path(of: build), files.kind(of: path) == .file, let bytes = try? files.contents(of: path)
        else { return nil }
        return String(decoding: bytes, as: UTF8.self)
    }
}
