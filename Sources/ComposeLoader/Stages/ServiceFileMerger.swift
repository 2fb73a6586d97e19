internal import ComposeYAML
internal import Diagnostics
internal import OrderedCollections

/// Reads the `env_file`s and `label_file`s of services into their `environment` and `labels`.
struct ServiceFileMerger {
    let context: LoadContext
    let environment: [String: String]

    func apply(to service: inout Node, named name: String) {
        if context.request.mergesServiceEnvironmentFiles, let files = service["env_file"]?.sequence, !files.isEmpty {
            mergeEnvironment(files, into: &service, name)
        }
        if let files = service["label_file"]?.sequence, !files.isEmpty {
            mergeLabels(files, into: &service, name)
        }
    }

    private func mergeEnvironment(_ files: [Node], into service: inout Node, _ name: String) {
        let own = service["environment"]?.mapping ?? [:]
        let scope = Scope(
            environment: environment,
            own: own.reduce(into: [:]) { variables, entry in
                guard let value = entry.value.scalarText else { return }
                variables[entry.key] = EnvironmentFiles.Assignment(value: value, location: entry.value.location)
            }
        )
        var known = scope.own
        var merged = OrderedDictionary<String, Node>()
        for file in files {
            guard let pathNode = file["path"], let path = pathNode.string else { continue }
            let isRequired = file["required"].flatMap(ScalarReader.bool) ?? true
            if context.files.kind(of: path) == .missing {
                if isRequired {
                    context.diagnostics.error(
                        .environmentFileMissing,
                        "env file '\(context.display(path))' of service '\(name)' does not exist",
                        at: pathNode.location,
                        hint: "create it, or set 'required: false'"
                    )
                }
                continue
            }
            for assignment in read(path, file["format"], known, scope, at: pathNode.location) {
                known[assignment.key] = EnvironmentFiles.Assignment(
                    value: assignment.value,
                    location: assignment.location
                )
                set(assignment, in: &merged)
            }
        }
        for (key, value) in own {
            merged[key] = value.continuing(merged[key]?.history ?? [])
        }
        let result = (service["environment"] ?? service.implying(.null)).with(.mapping(merged))
        service.updateMapping { attributes in
            attributes["environment"] = result
        }
    }

    private func mergeLabels(_ files: [Node], into service: inout Node, _ name: String) {
        var known: [String: EnvironmentFiles.Assignment] = [:]
        var merged = OrderedDictionary<String, Node>()
        for file in files {
            guard let path = file.string else { continue }
            if context.files.kind(of: path) == .missing {
                context.diagnostics.error(
                    .environmentFileMissing,
                    "label file '\(context.display(path))' of service '\(name)' does not exist",
                    at: file.location
                )
                continue
            }
            for assignment in read(path, nil, known, Scope(own: known), at: file.location) {
                known[assignment.key] = EnvironmentFiles.Assignment(
                    value: assignment.value,
                    location: assignment.location
                )
                set(assignment, in: &merged)
            }
        }
        for (key, value) in service["labels"]?.mapping ?? [:] {
            merged[key] = value.continuing(merged[key]?.history ?? [])
        }
        let labels = (service["labels"] ?? service.implying(.null)).with(.mapping(merged))
        service.updateMapping { attributes in
            attributes["labels"] = labels
        }
    }

    private func set(
        _ assignment: (key: String, value: String, location: SourceLocation),
        in merged: inout OrderedDictionary<String, Node>
    ) {
        let node = Node(value: .string(assignment.value), location: assignment.location)
        merged[assignment.key] = node.continuing(merged[assignment.key]?.history ?? [])
    }

    /// The variables that win over those of the files.
    private struct Scope {
        /// The project's, which win over all.
        var environment: [String: String] = [:]
        /// The service's own.
        var own: [String: EnvironmentFiles.Assignment]

        func value(of key: String) -> String? {
            environment[key] ?? own[key]?.value
        }
    }

    /// The assignments of a file; the variables that count in it are noted, if it uses any.
    private func read(
        _ path: String,
        _ format: Node?,
        _ known: [String: EnvironmentFiles.Assignment],
        _ scope: Scope,
        at location: SourceLocation
    ) -> [(key: String, value: String, location: SourceLocation)] {
        do {
            let source = try context.environmentSource(path)
            guard context.budget.serviceFiles.spend(source.bytes.count) else {
                context.diagnostics.error(
                    .limitExceeded,
                    "the env files of the services have more than \(context.budget.serviceFiles.limit / 1_048_576) MiB",
                    at: location
                )
                return []
            }
            if let format, let text = format.string, !text.isEmpty {
                guard text == "raw" else {
                    context.diagnostics.error(
                        .unknownValue,
                        "env file format '\(text)' is unknown",
                        at: format.location,
                        hint: "use 'raw', or leave it out"
                    )
                    return []
                }
                return RawEnvFile.assignments(in: source, lookup: scope.value)
            }
            let assignments = try DotenvParser.assignments(
                in: source,
                known: known.mapValues(\.value),
                budget: context.budget,
                lookup: scope.value
            )
            if source.bytes.contains(UInt8(ascii: "$")) { note(assignments, in: source, known, scope) }
            return assignments
        } catch {
            context.report(error, reading: path, as: "file", at: location)
        }
        return []
    }

    private func note(
        _ assignments: [(key: String, value: String, location: SourceLocation)],
        in source: SourceText,
        _ known: [String: EnvironmentFiles.Assignment],
        _ scope: Scope
    ) {
        var variables = known
        for (key, value, location) in assignments {
            variables[key] = EnvironmentFiles.Assignment(value: value, location: location)
        }
        context.origins.note(variables.merging(scope.own) { _, winning in winning }, in: source)
    }
}
