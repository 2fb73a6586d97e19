import ComposeLoader
import Diagnostics
import Rules

/// A project in memory, and what rules say of it.
struct RuleFixture {
    var files: [String: String]
    var request: LoadRequest

    /// One file, `/project/compose.yaml`.
    init(_ text: String, profiles: [String] = [], environment: [String: String] = [:]) {
        self.init(files: ["compose.yaml": text])
        request.profiles = profiles
        request.environment = environment
    }

    /// Several files, laid over one another.
    init(files: KeyValuePairs<String, String>) {
        self.files = Dictionary(uniqueKeysWithValues: files.map { ("/project/" + $0.key, $0.value) })
        request = LoadRequest(workingDirectory: "/project", files: files.map(\.key))
    }

    func load() throws -> LoadedProject { try ProjectLoader(files: InMemoryProjectFiles(files)).load(request) }

    /// What a rule says, rendered.
    func findings(of rule: any Rule) throws -> [String] {
        try RuleRegistry.diagnostics(of: [rule], in: load()).map { $0.rendered() }
    }
}
