/// Reads YAML text into a tree in which nothing has lost its place.
package struct YAMLParser {
    /// The most nodes that aliases may expand to in one file.
    ///
    /// - Default: 100 000, as many as compose-go visits before it gives up.
    package static let aliasedNodeLimit = 100_000
    /// The most nodes that a file may have, not counting those that aliases expand to.
    package static let nodeLimit = 1_000_000
    /// The deepest nesting of collections.
    package static let depthLimit = 200

    private let source: SourceText
    private let events: EventStream
    private var anchors: [String: Anchored] = [:]
    private var openAnchors: Set<String> = []
    private var aliasedNodes = 0
    private var nodes = 0

    private struct Anchored {
        var node: YAMLNode
        var size: Int
    }

    private init(_ source: SourceText) {
        self.source = source
        events = EventStream(source)
    }

    /// The documents of a file, in order; a file without content has none.
    ///
    /// - Throws: ``YAMLError`` for the first thing that is wrong.
    package static func documents(of source: SourceText) throws(YAMLError) -> [YAMLNode] {
        try source.checkEncoding()
        var parser = YAMLParser(source)
        return try parser.documents()
    }

    private mutating func documents() throws(YAMLError) -> [YAMLNode] {
        var documents: [YAMLNode] = []
        while true {
            switch try events.next().event {
            case .streamEnd:
                return documents
            case .documentStart:
                anchors = [:]
                let (event, location) = try events.next()
                documents.append(try node(event, at: location, depth: 0).node)
            default:
                continue
            }
        }
    }

    private mutating func node(
        _ event: EventStream.Event,
        at location: SourceLocation,
        depth: Int
    ) throws(YAMLError) -> (node: YAMLNode, size: Int) {
        guard depth < Self.depthLimit else { throw YAMLError(.tooDeep(limit: Self.depthLimit), at: location) }
        nodes += 1
        guard nodes <= Self.nodeLimit else { throw YAMLError(.tooManyNodes(limit: Self.nodeLimit), at: location) }
        switch event {
        case .alias(let name):
            return try expand(name, at: location)
        case .sequenceStart(let anchor, let tag):
            return try anchored(anchor, location) { (parser) throws(YAMLError) in
                try parser.sequence(tag: tag, at: location, depth: depth)
            }
        case .mappingStart(let anchor, let tag):
            return try anchored(anchor, location) { (parser) throws(YAMLError) in
                try parser.mapping(tag: tag, at: location, depth: depth)
            }
        case .scalar(let text, let isPlain, let anchor, let tag):
            return try anchored(anchor, location) { (_) throws(YAMLError) in
                guard let tag, tag == BinaryScalar.tag else {
                    return (YAMLNode(content: .scalar(text, isPlain: isPlain), tag: tag, location: location), 1)
                }
                let decoded = try BinaryScalar.text(of: text, at: location)
                return (YAMLNode(content: .scalar(decoded, isPlain: false), location: location), 1)
            }
        case .streamStart, .streamEnd, .documentStart, .documentEnd, .sequenceEnd, .mappingEnd:
            return (YAMLNode(content: .scalar("", isPlain: true), location: location), 1)
        }
    }

    private mutating func anchored(
        _ name: String?,
        _ location: SourceLocation,
        _ read: (inout YAMLParser) throws(YAMLError) -> (node: YAMLNode, size: Int)
    ) throws(YAMLError) -> (node: YAMLNode, size: Int) {
        guard let name else { return try read(&self) }
        openAnchors.insert(name)
        let result = try read(&self)
        openAnchors.remove(name)
        anchors[name] = Anchored(node: result.node, size: result.size)
        return result
    }

    private mutating func expand(
        _ name: String,
        at location: SourceLocation
    ) throws(YAMLError) -> (node: YAMLNode, size: Int) {
        if openAnchors.contains(name) {
            throw YAMLError(.recursiveAnchor(name), at: location)
        }
        guard let anchored = anchors[name] else { throw YAMLError(.unknownAnchor(name), at: location) }
        aliasedNodes += anchored.size
        guard aliasedNodes <= Self.aliasedNodeLimit else {
            throw YAMLError(.tooManyAliasedNodes(limit: Self.aliasedNodeLimit), at: location)
        }
        var node = anchored.node
        node.alias = location
        return (node, anchored.size)
    }

    private mutating func sequence(
        tag: String?,
        at location: SourceLocation,
        depth: Int
    ) throws(YAMLError) -> (node: YAMLNode, size: Int) {
        var items: [YAMLNode] = []
        var size = 1
        while true {
            let (event, itemLocation) = try events.next()
            if case .sequenceEnd = event { break }
            let item = try node(event, at: itemLocation, depth: depth + 1)
            items.append(item.node)
            size += item.size
        }
        return (YAMLNode(content: .sequence(items), tag: tag, location: location), size)
    }

    private mutating func mapping(
        tag: String?,
        at location: SourceLocation,
        depth: Int
    ) throws(YAMLError) -> (node: YAMLNode, size: Int) {
        var entries: [YAMLNode.Entry] = []
        var lines: [String: Int] = [:]
        var merged: [YAMLNode] = []
        var size = 1
        while true {
            let (event, keyLocation) = try events.next()
            if case .mappingEnd = event { break }
            let keyNode = try node(event, at: keyLocation, depth: depth + 1).node
            let key = try key(keyNode, at: keyLocation)
            if let line = lines.updateValue(keyLocation.line, forKey: key) {
                throw YAMLError(.duplicateKey(key, firstLine: line), at: keyLocation)
            }
            let (valueEvent, valueLocation) = try events.next()
            let value = try node(valueEvent, at: valueLocation, depth: depth + 1)
            size += 1 + value.size
            if key == "<<", case .scalar(_, isPlain: true) = keyNode.content {
                merged.append(value.node)
            } else {
                entries.append(YAMLNode.Entry(key: key, keyLocation: keyLocation, value: value.node))
            }
        }
        var known = Set(merged.isEmpty ? [] : entries.map(\.key))
        for node in merged {
            try merge(node, into: &entries, &known)
        }
        return (YAMLNode(content: .mapping(entries), tag: tag, location: location), size)
    }

    private func key(_ node: YAMLNode, at location: SourceLocation) throws(YAMLError) -> String {
        guard case .scalar(let text, _) = node.content else { throw YAMLError(.keyNotScalar, at: location) }
        guard case .string = node.scalarValue else { throw YAMLError(.keyNotString(text), at: location) }
        return text
    }

    /// Adds the entries of a merge key's value that are not there yet.
    private func merge(
        _ node: YAMLNode,
        into entries: inout [YAMLNode.Entry],
        _ known: inout Set<String>
    ) throws(YAMLError) {
        switch node.content {
        case .mapping(let others):
            for entry in others where known.insert(entry.key).inserted {
                entries.append(entry)
            }
        case .sequence(let nodes):
            for node in nodes {
                guard case .mapping = node.content else {
                    throw YAMLError(.mergeNotMapping, at: node.alias ?? node.location)
                }
                try merge(node, into: &entries, &known)
            }
        case .scalar:
            throw YAMLError(.mergeNotMapping, at: node.alias ?? node.location)
        }
    }
}
