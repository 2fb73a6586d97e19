internal import ComposeModel
internal import ComposeYAML
internal import OrderedCollections

/// Reads the canonical tree into the model.
struct ModelDecoder {
    let diagnostics: DiagnosticCollector

    func project(_ tree: Node, name: String, directory: String, disabled: OrderedDictionary<String, Node>) -> Project {
        Project(name: ProjectName(name), workingDirectory: directory)
    }
}
