internal import ComposeYAML
internal import Diagnostics

/// Reads `.engarde.yaml`, and reports what is wrong with it at its places.
struct WorkspaceSettingsReader {
    /// The keys that there are.
    static let keys = ["environment", "isolation"]

    let files: any ProjectFiles
    /// From where messages name files.
    let workingDirectory: String
    let diagnostics: DiagnosticCollector

    /// The settings of a directory; without a file, or with one that cannot be read, which is reported, nothing is set.
    func settings(in directory: String) -> WorkspaceSettings {
        let found = WorkspaceSettings.fileNames.map { LexicalPath.join(directory, $0) }
            .filter { files.kind(of: $0) == .file }
        guard let path = found.first else { return WorkspaceSettings() }
        guard found.count == 1 else {
            diagnostics.error(
                .workspaceSettingsAmbiguous,
                "the workspace's settings are in '\(display(found[0]))' and in '\(display(found[1]))'",
                at: nil,
                hint: "keep one of the two"
            )
            return WorkspaceSettings()
        }
        do {
            let source = SourceText(path: path, displayPath: display(path), bytes: try files.contents(of: path))
            return settings(of: try YAMLParser.documents(of: source), in: path)
        } catch let error as YAMLError {
            diagnostics.add(error.diagnostic)
        } catch {
            diagnostics.error(.fileUnreadable, "'\(display(path))' cannot be read: \(error)", at: nil)
        }
        return WorkspaceSettings(file: path)
    }

    private func display(_ path: String) -> String { LexicalPath.display(path, from: workingDirectory) }

    private func settings(of documents: [YAMLNode], in path: String) -> WorkspaceSettings {
        var settings = WorkspaceSettings(file: path)
        if documents.count > 1 {
            diagnostics.error(
                .malformedValue,
                "the workspace's settings are one document, not \(documents.count)",
                at: documents[1].location,
                hint: "leave out the lines '---'"
            )
        }
        guard let document = documents.first else { return settings }
        if case .null? = document.scalarValue { return settings }
        guard case .mapping(let entries) = document.content else {
            diagnostics.error(.wrongType, "the workspace's settings must be a mapping", at: document.location)
            return settings
        }
        for entry in entries { read(entry, into: &settings) }
        return settings
    }

    private func read(_ entry: YAMLNode.Entry, into settings: inout WorkspaceSettings) {
        guard Self.keys.contains(entry.key) else {
            let nearest = NameSuggestion.nearest(to: entry.key, among: Self.keys)
            diagnostics.error(
                .unknownAttribute,
                "unknown attribute '\(entry.key)' in the workspace's settings",
                at: entry.keyLocation,
                hint: nearest.map(NameSuggestion.question) ?? "there are \(Self.list(Self.keys))"
            )
            return
        }
        if case .null? = entry.value.scalarValue { return }
        guard case .string(let text)? = entry.value.scalarValue else {
            diagnostics.error(.wrongType, "'\(entry.key)' must be a text", at: entry.value.location)
            return
        }
        guard entry.key == "isolation" else {
            settings.environment = text
            settings.environmentLocation = entry.value.location
            return
        }
        guard let isolation = WorkspaceSettings.Isolation(rawValue: text) else {
            let all = WorkspaceSettings.Isolation.allCases.map(\.rawValue)
            diagnostics.error(
                .unknownValue,
                "'isolation' must be one of \(Self.list(all)), not '\(text)'",
                at: entry.value.location,
                hint: NameSuggestion.nearest(to: text, among: all).map(NameSuggestion.question)
            )
            return
        }
        settings.isolation = isolation
    }

    private static func list(_ names: [String]) -> String { names.map { "'\($0)'" }.joined(separator: ", ") }
}
