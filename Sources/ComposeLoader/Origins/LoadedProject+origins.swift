internal import ComposeModel
internal import ComposeYAML
internal import Diagnostics
internal import OrderedCollections

extension LoadedProject {
    /// The origins of the values at and below a path, in the order of the project.
    ///
    /// - Parameter path: keys separated by dots, items in brackets, such as `services.web.ports[0]`; `nil` is the whole
    ///   project.
    /// - Returns: `nil` when there is nothing at the path.
    public func origins(at path: String? = nil) -> [ValueOrigin]? {
        guard let path, !path.isEmpty else {
            return origins(of: tree, NodePath())
        }
        return find(path[...], in: tree, NodePath()).map { origins(of: $0.node, $0.path) }
    }

    /// The node at a path; names may contain dots, so that each key is tried.
    private func find(_ rest: Substring, in node: Node, _ path: NodePath) -> (node: Node, path: NodePath)? {
        if rest.isEmpty { return (node, path) }
        if rest.first == "[", let end = rest.firstIndex(of: "]"), let items = node.sequence,
            let index = Int(rest[rest.index(after: rest.startIndex)..<end]), items.indices.contains(index)
        {
            return find(rest[rest.index(after: end)...], in: items[index], path.appending(index))
        }
        let keyPart = rest.first == "." ? rest.dropFirst() : rest
        for (key, entry) in node.mapping ?? [:] where keyPart.hasPrefix(key) {
            let after = keyPart.dropFirst(key.count)
            guard after.isEmpty || after.first == "." || after.first == "[" else { continue }
            if let found = find(after, in: entry, path.appending(key)) { return found }
        }
        return nil
    }

    private func origins(of node: Node, _ path: NodePath) -> [ValueOrigin] {
        switch node.value {
        case .mapping(let entries) where !isShortForm(node):
            return entries.flatMap { origins(of: $1, path.appending($0)) }
        case .sequence(let items) where !items.isEmpty:
            return items.enumerated().flatMap { origins(of: $1, path.appending($0)) }
        default:
            return [ValueOrigin(path: path.description, value: InlineText.text(of: node), layers: layers(of: node))]
        }
    }

    /// Whether everything in a mapping follows from one written value, as in a short form, or nothing is in it.
    private func isShortForm(_ node: Node) -> Bool {
        guard let entries = node.mapping, !node.isImplied else { return node.mapping?.isEmpty == true }
        return entries.values.allSatisfy { $0.isImplied && $0.location == node.location }
    }

    private func layers(of node: Node) -> [ValueOrigin.Layer] {
        let places = node.replaced + [node.isImplied ? node.place : node.location]
        return places.enumerated().map { index, place in
            let isLast = index == places.count - 1
            let action: ValueOrigin.Action = isLast && node.isImplied ? .implied : index == 0 ? .set : .replaced
            let text = InlineText.source(at: place)
            return ValueOrigin.Layer(
                action: action,
                position: place.position,
                text: text,
                variables: variables(in: text)
            )
        }
    }

    private func variables(in text: String) -> [ValueOrigin.Variable] {
        guard Template.isNeeded(for: text), let template = try? Template(parsing: text) else { return [] }
        return names(in: template).map { name in
            let value = project.environment[name]
            let source: ValueOrigin.Source =
                if let place = variablePlaces[name] {
                    .file(place.position)
                } else if value == nil {
                    .unset
                } else {
                    name == "COMPOSE_PROJECT_NAME" ? .loader : .process
                }
            return ValueOrigin.Variable(name: name, value: value, source: source)
        }
    }

    private func names(in template: Template) -> [String] {
        template.parts.flatMap { part -> [String] in
            guard case .variable(let variable) = part else { return [] }
            return [variable.name] + (variable.operation.map { names(in: $0.word) } ?? [])
        }
    }
}
