internal import ComposeModel
internal import ComposeYAML
internal import Diagnostics
internal import OrderedCollections

extension LoadedProject {
    /// The origins of the values at and below a path, in the order of the project, then of those that `!reset` removed.
    ///
    /// - Parameter path: keys separated by dots, items in brackets, such as `services.web.ports[0]`; `nil` is the whole
    ///   project.
    /// - Returns: `nil` when there is nothing at the path, and was nothing.
    public func origins(at path: String? = nil) -> [ValueOrigin]? {
        guard let path, !path.isEmpty else {
            return origins(of: tree, NodePath(), Inherited()) + resets { _ in true }
        }
        let removed = resets { $0 == path || Self.isBelow($0, path) || Self.isBelow(path, $0) }
        guard let found = find(path[...], in: tree, NodePath(), Inherited()) else {
            return removed.isEmpty ? nil : removed
        }
        return origins(of: found.node, found.path, found.inherited) + removed
    }

    private static func isBelow(_ path: String, _ other: String) -> Bool {
        path.hasPrefix(other + ".") || path.hasPrefix(other + "[")
    }

    private func resets(where isIncluded: (String) -> Bool) -> [ValueOrigin] {
        notes.resets.map { path, history in
            ValueOrigin(path: path.description, value: nil, layers: history.map { layer($0, path) })
        }
        .filter { isIncluded($0.path) }
        .sorted { $0.path < $1.path }
    }

    /// What a value has from the list or mapping that it is in.
    private struct Inherited {
        /// The places of earlier values of the whole.
        var earlier: [Trace] = []
        /// What the whole did to them.
        var action = ValueOrigin.Action.set

        /// What the values in `node` have from it.
        func passing(_ node: Node) -> Inherited {
            guard !node.isImplied else { return self }
            return Inherited(earlier: earlier + node.earlier, action: node.action == .set ? action : node.action)
        }
    }

    /// The node at a path; names may contain dots, so that each key is tried.
    private func find(
        _ rest: Substring,
        in node: Node,
        _ path: NodePath,
        _ inherited: Inherited
    ) -> (node: Node, path: NodePath, inherited: Inherited)? {
        if rest.isEmpty { return (node, path, inherited) }
        let passed = inherited.passing(node)
        if rest.first == "[", let end = rest.firstIndex(of: "]"), let items = node.sequence,
            let index = Int(rest[rest.index(after: rest.startIndex)..<end]), items.indices.contains(index)
        {
            return find(rest[rest.index(after: end)...], in: items[index], path.appending(index), passed)
        }
        let keyPart = rest.first == "." ? rest.dropFirst() : rest
        for (key, entry) in node.mapping ?? [:] where keyPart.hasPrefix(key) {
            let after = keyPart.dropFirst(key.count)
            guard after.isEmpty || after.first == "." || after.first == "[" else { continue }
            if let found = find(after, in: entry, path.appending(key), passed) { return found }
        }
        return nil
    }

    private func origins(of node: Node, _ path: NodePath, _ inherited: Inherited) -> [ValueOrigin] {
        switch node.value {
        case .mapping(let entries) where !isShortForm(node):
            let passed = inherited.passing(node)
            return entries.flatMap { origins(of: $1, path.appending($0), passed) }
        case .sequence(let items) where !items.isEmpty:
            let passed = inherited.passing(node)
            return items.enumerated().flatMap { origins(of: $1, path.appending($0), passed) }
        default:
            let history = node.continuing(inherited.earlier, as: inherited.action).history
            return [
                ValueOrigin(
                    path: path.description,
                    value: InlineText.text(of: node),
                    layers: acting(history, inherited.action).map { layer($0, path) }
                )
            ]
        }
    }

    /// A history whose first place did what the list or mapping around it did, if nothing came before.
    private func acting(_ history: [Trace], _ action: ValueOrigin.Action) -> [Trace] {
        guard action == .appended, history.first?.action == .set else { return history }
        var result = history
        result[0].action = action
        return result
    }

    /// Whether everything in a mapping follows from one written value, as in a short form, or nothing is in it.
    private func isShortForm(_ node: Node) -> Bool {
        guard let entries = node.mapping, !node.isImplied else { return node.mapping?.isEmpty == true }
        return entries.values.allSatisfy { $0.isImplied && $0.location == node.location }
    }

    private func layer(_ trace: Trace, _ path: NodePath) -> ValueOrigin.Layer {
        let text = InlineText.source(at: trace.location)
        return ValueOrigin.Layer(
            action: trace.action,
            position: trace.location.position,
            text: text,
            variables: variables(in: text, path, trace.location.source)
        )
    }

    private func variables(in text: String, _ path: NodePath, _ source: SourceText) -> [ValueOrigin.Variable] {
        if let name = Self.name(takenOverBy: text, path) { return [variable(name, in: source)] }
        guard Template.isNeeded(for: text), let template = try? Template(parsing: text) else { return [] }
        return variables(in: template, source)
    }

    /// The variable whose value is taken over because `environment` or `args` only names it.
    private static func name(takenOverBy text: String, _ path: NodePath) -> String? {
        guard case .key(let name, in: .key(let attribute, in: _)) = path, ["environment", "args"].contains(attribute)
        else { return nil }
        return ["", "~", "null", name, "'\(name)'", "\"\(name)\"", "\(name):"].contains(text) ? name : nil
    }

    private func variable(_ name: String, in source: SourceText) -> ValueOrigin.Variable {
        if let value = project.environment[name] {
            let place = variablePlaces[name].map { ValueOrigin.Source.file($0.position) }
            let other = name == "COMPOSE_PROJECT_NAME" ? ValueOrigin.Source.loader : .process
            return ValueOrigin.Variable(name: name, value: value, source: place ?? other)
        }
        if let own = notes.variables[source]?[name] {
            return ValueOrigin.Variable(name: name, value: own.value, source: .file(own.location.position))
        }
        return ValueOrigin.Variable(name: name, value: nil, source: .unset)
    }

    private func variables(in template: Template, _ source: SourceText) -> [ValueOrigin.Variable] {
        template.parts.flatMap { part -> [ValueOrigin.Variable] in
            guard case .variable(let variable) = part else { return [] }
            let inner = variable.operation.map { variables(in: $0.word, source) } ?? []
            return [value(of: variable, in: source)] + inner
        }
    }

    /// A variable of a text, with the word that stands in for it where that is its default.
    private func value(of variable: Template.Variable, in source: SourceText) -> ValueOrigin.Variable {
        let found = self.variable(variable.name, in: source)
        guard let operation = variable.operation else { return found }
        let usesDefault =
            switch operation.kind {
            case .defaultIfUnset: found.value == nil
            case .defaultIfEmpty: found.value?.isEmpty != false
            default: false
            }
        let lookup = { self.variable($0, in: source).value }
        guard usesDefault, let word = operation.word.expanded(lookup: lookup) else {
            return found
        }
        return ValueOrigin.Variable(name: variable.name, value: word, source: .default)
    }
}
