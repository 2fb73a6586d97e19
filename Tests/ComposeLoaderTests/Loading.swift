import ComposeLoader
import ComposeModel
import Diagnostics
import OrderedCollections
import Testing

/// Loads projects whose files are given as texts; the project directory is `/project`.
struct Loading {
    var files: [String: String]
    var environment: [String: String] = ["HOME": "/home/dev"]
    var request = LoadRequest(workingDirectory: "/project")

    /// One file, `compose.yaml`.
    init(_ text: String) {
        files = ["compose.yaml": text]
    }

    /// Several layers, `a.yaml`, `b.yaml` and so on, given with `-f`.
    init(layers: String...) {
        files = [:]
        for (letter, text) in zip(["a", "b", "c", "d"], layers) {
            files["\(letter).yaml"] = text
            request.files.append("\(letter).yaml")
        }
    }

    /// Files by path, relative to the project directory unless absolute.
    init(files: [String: String]) {
        self.files = files
    }

    func with(_ change: (inout Loading) -> Void) -> Loading {
        var copy = self
        change(&copy)
        return copy
    }

    func run() throws(LoadError) -> LoadedProject {
        var absolute: [String: String] = [:]
        for (path, text) in files {
            absolute[path.hasPrefix("/") ? path : "/project/" + path] = text
        }
        var request = request
        request.environment = environment
        return try ProjectLoader(files: InMemoryProjectFiles(absolute)).load(request)
    }

    /// The service `web` of the loaded project.
    func web() throws -> Service {
        try #require(try run().project.services["web"])
    }

    /// What a failed load says, rendered.
    func failure(sourceLocation: SourceLocation = #_sourceLocation) -> String {
        do throws(LoadError) {
            _ = try run()
            Issue.record("the project was loaded", sourceLocation: sourceLocation)
            return ""
        } catch {
            return error.description
        }
    }

    /// The warnings of a load, rendered.
    func warnings() throws -> [String] {
        try run().warnings.map { $0.rendered() }
    }

    /// What `config` prints.
    func config(_ format: ConfigFormat = .yaml) throws -> String {
        ConfigRenderer(format: format).text(try run())
    }
}
