internal import OrderedCollections

/// Turns the canonical tree into what `config` prints, by the attribute table.
struct OutputBuilder {
    /// The text format, because docker compose leaves out different things in each.
    let format: ConfigFormat

    /// Attributes that have done their work while loading.
    var consumed: Set<String> = ["env_file", "label_file", "extends"]

    /// One service.
    func service(_ node: Node) -> OutputValue { record(node, Record.service) }

    func project(_ tree: Node) -> OutputValue {
        guard case .mapping(let all) = tree.value else { return .mapping([]) }
        var entries: [OutputValue.Entry] = []
        for attribute in Record.project.attributes where !isLeftOut(attribute.name) {
            let node = all[attribute.name]
            if attribute.name == "services" {
                entries.append(.init(key: "services", value: value(node, attribute.output) ?? .mapping([])))
            } else if let value = value(node, attribute.output) {
                entries.append(.init(key: attribute.name, value: value))
            }
        }
        entries += extensions(all)
        if format == .json { entries.sort { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) } }
        return .mapping(entries)
    }

    /// Whether docker compose leaves a top-level attribute out: `models` is in no version's JSON.
    private func isLeftOut(_ attribute: String) -> Bool {
        attribute == "include" || (attribute == "models" && format == .json)
    }

    /// The whole tree as it is, sorted, in the forms of the files; for a project whose variables are not replaced.
    func uninterpolatedProject(_ tree: Node) -> OutputValue {
        verbatim(tree)
    }

    private func assignments(_ entries: OrderedDictionary<String, Node>) -> OutputValue {
        .sequence(
            entries.map { key, value in
                value.isNull ? .text(key) : .text("\(key)=\(value.scalarText ?? "")")
            }
        )
    }

    private func record(_ node: Node?, _ record: Record) -> OutputValue {
        let all = node?.mapping ?? [:]
        var entries: [OutputValue.Entry] = []
        var places = all.keys.compactMap(record.place)
        places += record.printedAsZero.filter { all[record.attributes[$0].name] == nil }
        if format == .json { places += record.printedAlways.filter { all[record.attributes[$0].name] == nil } }
        for place in places.sorted() {
            let attribute = record.attributes[place]
            if consumed.contains(attribute.name) { continue }
            if let value = value(all[attribute.name], attribute.output) {
                entries.append(.init(key: format == .json ? attribute.jsonName : attribute.name, value: value))
            }
        }
        if format == .yaml { entries += extensions(all) }
        return .mapping(entries)
    }

    private func extensions(_ entries: OrderedDictionary<String, Node>) -> [OutputValue.Entry] {
        entries.filter { $0.key.hasPrefix("x-") }
            .map { OutputValue.Entry(key: $0.key, value: verbatim($0.value)) }
            .sorted { NaturalOrder.precedes($0.key, $1.key) }
    }

    /// What is printed for an attribute; `nil` when it is left out.
    private func value(_ node: Node?, _ output: Output) -> OutputValue? {
        switch output {
        case .always(let output, let zero): return value(node, output) ?? zero
        case .inlineRecord(let shape):
            let value = record(node, shape)
            return value.isEmptyMapping && format == .yaml ? nil : value
        case .command:
            if let node, !node.isNull { return command(node) }
            return format == .json ? .null : nil
        default:
            guard let node, !node.isNull else { return nil }
            return present(node, output)
        }
    }

    private func present(_ node: Node, _ output: Output) -> OutputValue? {
        switch output {
        case .text: return node.scalarText.flatMap { $0.isEmpty ? nil : .text($0) }
        case .flag: return ScalarReader.bool(node) == true ? .bool(true) : nil
        case .optionalFlag: return ScalarReader.bool(node).map(OutputValue.bool)
        case .integer: return ScalarReader.int(node).flatMap { $0 == 0 ? nil : .int($0) }
        case .optionalInteger: return ScalarReader.int(node).map(OutputValue.int)
        case .number:
            return ScalarReader.double(node).flatMap { $0 == 0 ? nil : .number(FloatText.shortestSingle($0)) }
        case .bytes: return ScalarReader.bytes(node).flatMap { $0 == 0 ? nil : .text(String($0)) }
        case .duration: return ScalarReader.nanoseconds(node).flatMap { $0 == 0 ? nil : duration($0) }
        case .optionalDuration: return ScalarReader.nanoseconds(node).map(duration)
        case .fileMode: return ScalarReader.fileMode(node).map { .text("0" + String($0, radix: 8)) }
        case .healthcheckTest: return healthcheckTest(node)
        case .deviceCount: return ScalarReader.deviceCount(node).flatMap { $0 == 0 ? nil : .int($0) }
        case .hosts: return hosts(node)
        case .sshKeys: return sshKeys(node)
        default: return collection(node, output)
        }
    }

    private func collection(_ node: Node, _ output: Output) -> OutputValue? {
        switch output {
        case .list(let item):
            let items = node.sequence ?? [node]
            return items.isEmpty ? nil : .sequence(items.map { element($0, item) })
        case .map(let item): return map(node) { element($0, item) }
        case .environment: return map(node) { $0.scalarText.map(OutputValue.text) ?? .null }
        case .ulimit: return ulimit(node)
        case .envFile: return envFile(node)
        case .verbatim: return verbatim(node)
        case .record(let shape): return record(node, shape)
        default: return nil
        }
    }

    /// What is printed for an item of a list or mapping, which is never left out.
    private func element(_ node: Node, _ output: Output) -> OutputValue {
        if node.isNull { return output.isText ? .text("") : .null }
        return present(node, output) ?? .text(node.scalarText ?? "")
    }

    private func map(_ node: Node, _ value: (Node) -> OutputValue) -> OutputValue? {
        guard case .mapping(let entries) = node.value, !entries.isEmpty else { return nil }
        return .mapping(sorted(entries).map { OutputValue.Entry(key: $0.key, value: value($0.value)) })
    }

    private func sorted(_ entries: OrderedDictionary<String, Node>) -> [(key: String, value: Node)] {
        let pairs = entries.map { ($0.key, $0.value) }
        switch format {
        case .yaml: return pairs.sorted { NaturalOrder.precedes($0.0, $1.0) }
        case .json: return pairs.sorted { $0.0.utf8.lexicographicallyPrecedes($1.0.utf8) }
        }
    }

    private func duration(_ nanoseconds: Int64) -> OutputValue {
        .text(DurationSyntax.text(nanoseconds: nanoseconds))
    }

    private func command(_ node: Node) -> OutputValue {
        if let items = node.sequence { return .sequence(items.map { .text($0.scalarText ?? "") }) }
        let words = (try? ShellWords(parsing: node.scalarText ?? ""))?.words ?? []
        return .sequence(words.map(OutputValue.text))
    }

    private func healthcheckTest(_ node: Node) -> OutputValue? {
        if let text = node.string { return .sequence([.text("CMD-SHELL"), .text(text)]) }
        let items = (node.sequence ?? []).map { OutputValue.text($0.scalarText ?? "") }
        return items.isEmpty ? nil : .sequence(items)
    }

    private func hosts(_ node: Node) -> OutputValue? {
        let lines = (node.mapping ?? [:]).flatMap { host, addresses in
            (addresses.sequence ?? []).map { "\(host)=\($0.scalarText ?? "")" }
        }
        guard !lines.isEmpty else { return nil }
        return .sequence(lines.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.map(OutputValue.text))
    }

    private func sshKeys(_ node: Node) -> OutputValue? {
        let keys = sorted(node.mapping ?? [:]).map { id, path in
            OutputValue.text(path.scalarText.map { $0.isEmpty ? id : "\(id): \($0)" } ?? id)
        }
        return keys.isEmpty ? nil : .sequence(keys)
    }

    private func ulimit(_ node: Node) -> OutputValue? {
        if let single = ScalarReader.int(node), single != 0 { return .int(single) }
        let limits = ["soft", "hard"].map { key in
            OutputValue.Entry(key: key, value: .int(node[key].flatMap(ScalarReader.int) ?? 0))
        }
        return .mapping(format == .json ? limits.filter { $0.value != .int(0) } : limits)
    }

    private func envFile(_ node: Node) -> OutputValue {
        let isRequired = node["required"].flatMap(ScalarReader.bool) ?? true
        if isRequired, let path = node["path"] { return .text(path.scalarText ?? "") }
        let entries = ["path", "required", "format"].compactMap { key in
            node[key].map { OutputValue.Entry(key: key, value: key == "required" ? .bool(isRequired) : verbatim($0)) }
        }
        return .mapping(entries)
    }

    private func verbatim(_ node: Node) -> OutputValue {
        switch node.value {
        case .null: .null
        case .bool(let flag): .bool(flag)
        case .int(let number): .int(number)
        case .unsigned(let number): .number(String(number))
        case .float(let number): .number(FloatText.yaml(number))
        case .string(let text): .text(text)
        case .sequence(let items) where node.writtenAs == .single && items.count == 1: verbatim(items[0])
        case .sequence(let items): .sequence(items.map(verbatim))
        case .mapping(let entries) where node.writtenAs == .assignments: assignments(entries)
        case .mapping(let entries):
            .mapping(sorted(entries).map { OutputValue.Entry(key: $0.key, value: verbatim($0.value)) })
        }
    }
}

extension Output {
    fileprivate var isText: Bool {
        if case .text = self { true } else { false }
    }
}
