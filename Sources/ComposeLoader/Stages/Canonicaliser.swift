internal import ComposeYAML
internal import Diagnostics
internal import OrderedCollections

/// Brings every attribute of a document into its long form, so that the later stages know one form only.
struct Canonicaliser {
    let diagnostics: DiagnosticCollector
    let budget: LoadBudget
    /// Whether texts with variables in them, which cannot be read yet, stay as they are.
    var keepsVariables = false
    /// Whether the forms of the file are remembered, and scalars stay what they are, for a project that is printed with its
    /// variables.
    var keepsForms = false

    func canonicalise(_ root: inout Node) {
        visit(&root, CanonicalForm.table.root, NodePath())
    }

    private func visit(_ node: inout Node, _ cursor: PathTable<CanonicalForm>.Cursor?, _ path: NodePath) {
        guard let cursor, node.directive != .reset else { return }
        if let form = CanonicalForm.table.rule(at: cursor), !node.isNull {
            apply(form, to: &node, path)
        }
        switch node.value {
        case .mapping:
            node.updateMapping { entries in
                for index in entries.values.indices {
                    let key = entries.keys[index]
                    visit(&entries.values[index], CanonicalForm.table.descend(cursor, into: key), path.appending(key))
                }
            }
        case .sequence:
            guard let items = CanonicalForm.table.descendIntoItems(cursor) else { return }
            node.updateSequence { elements in
                for index in elements.indices { visit(&elements[index], items, path.appending(index)) }
            }
        default:
            return
        }
    }

    private func apply(_ form: CanonicalForm, to node: inout Node, _ path: NodePath) {
        switch form {
        case .build: node = wrapped(node, under: "context")
        case .extends: node = wrapped(node, under: "service")
        case .keyValues: keyValues(&node, null: .null)
        case .assignments: assignments(&node)
        case .labels: keyValues(&node, null: .string(""))
        case .names: names(&node)
        case .dependencies: dependencies(&node)
        case .list: list(&node)
        case .oneOrList:
            if keepsForms, node.scalarText != nil { node.writtenAs = .single }
            list(&node)
        case .listWithoutEmpty:
            list(&node)
            node.updateSequence { $0.removeAll { $0.isNull || $0.string == "" } }
        case .texts where keepsForms, .options where keepsForms, .hosts where keepsForms: return
        case .texts:
            // The attribute table allows no fraction.
            node.updateSequence { $0 = $0.map { if case .float = $0.value { $0 } else { text($0) } } }
        case .options:
            node.updateMapping { entries in
                for index in entries.values.indices {
                    let entry = entries.values[index]
                    entries.values[index] = entry.isNull ? entry.with(.string("")) : text(entry)
                }
            }
        case .text: node = text(node)
        case .envFiles:
            list(&node)
            node.updateSequence { $0 = $0.map(envFile) }
        case .fileMounts: node.updateSequence { $0 = $0.map { wrapped($0, under: "source") } }
        case .ports: ports(&node, path)
        case .mounts: mounts(&node, path)
        case .devices: devices(&node, path)
        case .gpus:
            if node.string != nil {
                let count = node.implying(.string("all"))
                node.value = .sequence([node.implying(.mapping(["count": count]))])
            }
        case .hosts: hosts(&node, path)
        case .sshKeys: sshKeys(&node, path)
        case .external: external(&node, path)
        }
    }

    // MARK: Simple forms

    /// A scalar as a mapping with one key.
    private func wrapped(_ node: Node, under key: String) -> Node {
        guard node.scalarText != nil else { return node }
        var inner = node
        inner.keyLocation = nil
        inner.directive = .layer
        return node.with(.mapping([key: inner]))
    }

    private func envFile(_ node: Node) -> Node {
        var file = wrapped(node, under: "path")
        if keepsForms, file["required"] == nil {
            let required = node.implying(.bool(true))
            file.updateMapping { $0["required"] = required }
        }
        return file
    }

    private func text(_ node: Node) -> Node {
        guard let text = node.scalarText else { return node }
        warnOfLostDigits(node, text)
        return node.with(.string(text))
    }

    /// Warns of a number that becomes another text than is written, such as `1.50` or `017`.
    private func warnOfLostDigits(_ node: Node, _ text: String) {
        switch node.value {
        case .int, .unsigned, .float:
            let written = InlineText.source(at: node.location)
            guard written != text, let first = written.utf8.first, first < UInt8(ascii: "A"), first != UInt8(ascii: "*")
            else { return }
            if node.location.isConcealed {
                diagnostics.warning(
                    "the value is a number that becomes another text than is written",
                    at: node.location,
                    hint: "write it in quotes to keep it as it is"
                )
                return
            }
            diagnostics.warning(
                "'\(written)' is a number, so it becomes '\(text)'",
                at: node.location,
                hint: "write \"\(written)\" in quotes to keep it as it is"
            )
        default: return
        }
    }

    private func list(_ node: inout Node) {
        guard node.scalarText != nil else { return }
        var item = node
        item.keyLocation = nil
        item.directive = .layer
        node.value = .sequence([item])
    }

    private func keyValues(_ node: inout Node, null: Node.Value) {
        switch node.value {
        case .mapping where keepsForms: return
        case .mapping:
            node.updateMapping { entries in
                for index in entries.values.indices {
                    let entry = entries.values[index]
                    entries.values[index] = entry.isNull ? entry.with(null) : text(entry)
                }
            }
        case .sequence(let items):
            var entries = OrderedDictionary<String, Node>(minimumCapacity: items.count)
            for item in items where item.directive != .reset {
                let whole = item.scalarText ?? ""
                let key = whole.prefix { $0 != "=" }
                let hasValue = key.utf8.count < whole.utf8.count
                if key.last?.isWhitespace == true {
                    diagnostics.error(
                        .malformedAssignment,
                        "'\(hasValue ? key : "…")' ends with a space",
                        at: item.location,
                        hint: "remove the space before '='"
                    )
                }
                entries[String(key)] = item.with(
                    hasValue ? .string(String(whole.dropFirst(key.count + 1))) : keepsForms ? .null : null
                )
            }
            node.value = .mapping(entries)
            if keepsForms { node.writtenAs = .assignments }
        default:
            return
        }
    }

    private func assignments(_ node: inout Node) {
        let written = node.sequence ?? []
        keyValues(&node, null: .null)
        node.writtenAs = .canonical
        let empty = (node.mapping ?? [:]).filter { $0.value.isNull && $0.value.directive != .reset }
        for (name, entry) in empty where !(keepsVariables && Template.isNeeded(for: name)) {
            diagnostics.error(
                .malformedAssignment,
                "'\(name)' has no value",
                at: entry.place,
                hint: written.isEmpty ? nil : "write 'NAME=VALUE'"
            )
        }
    }

    private func names(_ node: inout Node) {
        guard case .sequence(let items) = node.value else { return }
        var entries = OrderedDictionary<String, Node>()
        for item in items where item.directive != .reset {
            reportRepeated(item, in: entries)
            entries[item.scalarText ?? ""] = item.with(.null)
        }
        node.value = .mapping(entries)
    }

    private func reportRepeated(_ item: Node, in entries: OrderedDictionary<String, Node>) {
        guard let name = item.scalarText, let earlier = entries[name] else { return }
        diagnostics.error(
            .itemRepeated,
            "'\(name)' is already listed on line \(earlier.location.line)",
            at: item.location,
            hint: "remove one of the two"
        )
    }

    private func dependencies(_ node: inout Node) {
        guard case .sequence(let items) = node.value else { return }
        var entries = OrderedDictionary<String, Node>()
        for item in items where item.directive != .reset {
            reportRepeated(item, in: entries)
            entries[item.scalarText ?? ""] = item.with(
                .mapping([
                    "condition": item.implying(.string("service_started")), "required": item.implying(.bool(true)),
                ])
            )
        }
        node.value = .mapping(entries)
    }
}
