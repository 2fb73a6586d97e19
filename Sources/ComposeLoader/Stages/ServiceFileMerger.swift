internal import ComposeYAML
internal import OrderedCollections

/// Reads the `env_file`s and `label_file`s of services into their `environment` and `labels`.
struct ServiceFileMerger {
    let context: LoadContext
    let environment: [String: String]

    func apply(to service: inout Node, named name: String) {
        if let files = service["env_file"]?.sequence, !files.isEmpty {
            mergeEnvironment(files, into: &service, name)
        }
        if let files = service["label_file"]?.sequence, !files.isEmpty {
            mergeLabels(files, into: &service, name)
        }
    }

    private func mergeEnvironment(_ files: [Node], into service: inout Node, _ name: String) {
        let own = service["environment"]?.mapping ?? [:]
        var known: [String: String] = own.reduce(into: [:]) { $0[$1.key] = $1.value.scalarText }
        var merged = OrderedDictionary<String, Node>()
        for file in files {
            guard let pathNode = file["path"], let path = pathNode.string else { continue }
            let isRequired = file["required"].flatMap(ScalarReader.bool) ?? true
            if context.files.kind(of: path) == .missing {
                if isRequired {
                    context.diagnostics.error(
                        "env file '\(context.display(path))' of service '\(name)' does not exist",
                        at: pathNode.location,
                        hint: "create it, or set 'required: false'"
                    )
                }
                continue
            }
            let lookup = { (key: String) -> String? in environment[key] ?? own[key].flatMap { $0.scalarText } }
            for assignment in read(path, file["format"], known, lookup, at: pathNode.location) {
                known[assignment.key] = assignment.value
                merged[assignment.key] = Node(value: .string(assignment.value), location: assignment.location)
            }
        }
        for (key, value) in own {
            var value = value
            if let earlier = merged[key] { value.replaced = [earlier.location] + value.replaced }
            merged[key] = value
        }
        let result = (service["environment"] ?? service.implying(.null)).with(.mapping(merged))
        service.updateMapping { attributes in
            attributes["environment"] = result
        }
    }

    private func mergeLabels(_ files: [Node], into service: inout Node, _ name: String) {
        var merged = OrderedDictionary<String, Node>()
        for file in files {
            guard let path = file.string else { continue }
            if context.files.kind(of: path) == .missing {
                context.diagnostics.error(
                    "label file '\(context.display(path))' of service '\(name)' does not exist",
                    at: file.location
                )
                continue
            }
            let lookup = { (key: String) -> String? in merged[key].flatMap { $0.scalarText } }
            for assignment in read(path, nil, [:], lookup, at: file.location) {
                merged[assignment.key] = Node(value: .string(assignment.value), location: assignment.location)
            }
        }
        for (key, value) in service["labels"]?.mapping ?? [:] {
            merged[key] = value
        }
        let labels = (service["labels"] ?? service.implying(.null)).with(.mapping(merged))
        service.updateMapping { attributes in
            attributes["labels"] = labels
        }
    }

    private func read(
        _ path: String,
        _ format: Node?,
        _ known: [String: String],
        _ lookup: @escaping (String) -> String?,
        at location: SourceLocation
    ) -> [(key: String, value: String, location: SourceLocation)] {
        let display = context.display(path)
        do {
            let source = SourceText(path: path, displayPath: display, bytes: try context.files.contents(of: path))
            if let format, let text = format.string, !text.isEmpty {
                guard text == "raw" else {
                    context.diagnostics.error(
                        "env file format '\(text)' is unknown",
                        at: format.location,
                        hint: "use 'raw', or leave it out"
                    )
                    return []
                }
                return RawEnvFile.assignments(in: source, lookup: lookup)
            }
            return try DotenvParser.assignments(in: source, known: known, lookup: lookup)
        } catch let failure as DotenvParser.Failure {
            context.diagnostics.error(failure.message, at: failure.location, hint: failure.hint)
        } catch {
            context.diagnostics.error("file '\(display)' cannot be read: \(error)", at: location)
        }
        return []
    }
}
