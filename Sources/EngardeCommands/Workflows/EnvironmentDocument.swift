import ComposeLoader

/// The merged project of an environment, as `config` shows it, and which files make it.
///
/// - Shape: YAML begins with comments, so that it can be loaded again:
///   ```
///   # environment: prod
///   # files: docker-compose.yml, docker-compose.prod.yml
///   # env files: .env, .env.prod
///   name: shop
///   ```
///   JSON is an object with `environment`, `files`, `environmentFiles`, and the project as `project`.
struct EnvironmentDocument {
    private let loaded: LoadedProject
    private let hidesSecrets: Bool
    private let head: Head

    /// What stands before the project.
    private struct Head: Encodable {
        var environment: String
        var files: [String]
        var environmentFiles: [String]
    }

    /// Shows a project that was loaded as an environment.
    init(_ loaded: LoadedProject, hidingSecrets hidesSecrets: Bool) {
        self.loaded = loaded
        self.hidesSecrets = hidesSecrets
        let selection = loaded.environmentSelection
        head = Head(
            environment: selection?.environment.name ?? "",
            files: selection?.files ?? [],
            environmentFiles: selection?.environmentFiles ?? []
        )
    }

    /// The text, with its final line break.
    ///
    /// - Throws: `EncodingError`.
    func text(as format: ConfigFormat) throws -> String {
        var renderer = ConfigRenderer(format: format)
        renderer.hidesSecrets = hidesSecrets
        let project = renderer.text(loaded)
        switch format {
        case .json:
            let members = try head.json().dropLast()
            return "\(members),\"project\":\(project)}\n"
        case .yaml:
            let files = [("files", head.files), ("env files", head.environmentFiles)].filter { !$0.1.isEmpty }
            let lines =
                ["# environment: \(head.environment)"]
                + files.map { "# \($0.0): \($0.1.joined(separator: ", "))" }
            return lines.map { $0 + "\n" }.joined() + project
        }
    }
}
