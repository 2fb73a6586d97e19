internal import ComposeYAML
internal import Diagnostics
internal import OrderedCollections

/// Reads a Compose file into one tree a document.
struct DocumentReader {
    let request: LoadRequest
    let files: any ProjectFiles
    let diagnostics: DiagnosticCollector

    /// The documents of a file; empty when the file cannot be read, which is reported.
    func documents(of path: String, readFor reference: ReferringPlace? = nil) -> [Node] {
        let display = LexicalPath.display(path, from: request.workingDirectory)
        let location = reference?.location
        diagnostics.note(display, readFor: reference)
        do {
            let bytes = path == "-" ? request.standardInput : try files.contents(of: path)
            let source = SourceText(
                composeFile: path,
                displayPath: display,
                bytes: bytes,
                disclosesValues: request.disclosesValues
            )
            return try YAMLParser.documents(of: source).compactMap { document in
                let node = Self.node(document)
                if node.isNull { return nil }
                if node.mapping == nil {
                    diagnostics.error(.wrongType, "a Compose file must be a mapping of attributes", at: node.location)
                    return nil
                }
                return node
            }
        } catch let error as YAMLError {
            diagnostics.add(error.diagnostic)
        } catch ProjectFileError.missing {
            diagnostics.error(.composeFileMissing, "Compose file '\(display)' does not exist", at: location)
        } catch {
            diagnostics.error(.fileUnreadable, "Compose file '\(display)' cannot be read: \(error)", at: location)
        }
        return []
    }

    private static func node(_ yaml: YAMLNode, keyLocation: SourceLocation? = nil) -> Node {
        var node = Node(value: value(of: yaml), location: yaml.alias ?? yaml.location, keyLocation: keyLocation)
        switch yaml.tag {
        case "!reset": node.directive = .reset
        case "!override": node.directive = .override
        default: break
        }
        return node
    }

    private static func value(of yaml: YAMLNode) -> Node.Value {
        switch yaml.content {
        case .sequence(let items):
            return .sequence(items.map { node($0) })
        case .mapping(let entries):
            var mapping = OrderedDictionary<String, Node>(minimumCapacity: entries.count)
            for entry in entries {
                mapping[entry.key] = node(entry.value, keyLocation: entry.keyLocation)
            }
            return .mapping(mapping)
        case .scalar:
            switch yaml.scalarValue {
            case .bool(let flag): return .bool(flag)
            case .int(let number): return .int(number)
            case .unsigned(let number): return .unsigned(number)
            case .float(let number): return .float(number)
            case .string(let text): return .string(text)
            case .null, nil: return .null
            }
        }
    }
}
