internal import ComposeModel
internal import ComposeYAML
internal import Diagnostics
internal import OrderedCollections

/// Reads the attributes of one mapping of the canonical tree, and reports those whose values make no sense.
struct AttributeReader {
    /// The mapping.
    let node: Node
    /// Where the mapping is, for messages.
    let path: NodePath
    let diagnostics: DiagnosticCollector

    /// The value of an attribute; `nil` when it is not set or null.
    func value(_ name: String) -> Node? {
        guard let value = node[name], !value.isNull else { return nil }
        return value
    }

    func text(_ name: String) -> String? {
        value(name)?.scalarText.flatMap { $0.isEmpty ? nil : $0 }
    }

    func flag(_ name: String) -> Bool { optionalFlag(name) ?? false }
    func optionalFlag(_ name: String) -> Bool? { read(name, "true or false", .wrongType, ScalarReader.bool) }
    func int(_ name: String) -> Int? { read(name, "a whole number", .wrongType, ScalarReader.int) }
    func int64(_ name: String) -> Int64? { int(name).map(Int64.init) }
    func double(_ name: String) -> Double? { read(name, "a number", .wrongType, ScalarReader.double) }
    func fileMode(_ name: String) -> UInt32? {
        read(name, "file permissions such as 0440", .malformedValue, ScalarReader.fileMode)
    }

    func bytes(_ name: String) -> ByteCount? {
        let hint = "write a number and a unit, such as '512m' or '1.5g'"
        return read(name, "a size", .malformedSize, hint: hint, ScalarReader.bytes).map { ByteCount(bytes: $0) }
    }

    func duration(_ name: String) -> Duration? {
        let hint = "write numbers and units, such as '30s' or '1m30s'"
        return read(name, "a duration", .malformedDuration, hint: hint, ScalarReader.nanoseconds)
            .map { .nanoseconds($0) }
    }

    func deviceCount(_ name: String) -> Int? {
        read(name, "a number or 'all'", .malformedValue, ScalarReader.deviceCount)
    }

    /// An attribute read by `convert`, which says `nil` to what makes no sense.
    func read<Value>(
        _ name: String,
        _ noun: String,
        _ code: DiagnosticCode,
        hint: String? = nil,
        _ convert: (Node) -> Value?
    ) -> Value? {
        guard let node = value(name) else { return nil }
        if let result = convert(node) { return result }
        diagnostics.error(
            code,
            "'\(path.appending(name))' must be \(noun), not '\(node.scalarText ?? "a collection")'",
            at: node.location,
            hint: hint
        )
        return nil
    }

    /// The items of a list read by `convert`, which says `nil` to what makes no sense.
    func items<Value>(
        _ name: String,
        _ noun: String,
        _ code: DiagnosticCode,
        _ convert: (Node) -> Value?
    ) -> [Value] {
        let items = path.appending(name)
        return (value(name)?.sequence ?? []).enumerated().compactMap { index, node in
            if let result = convert(node) { return result }
            diagnostics.error(
                code,
                "'\(items.appending(index))' must be \(noun), not '\(node.scalarText ?? "a collection")'",
                at: node.location
            )
            return nil
        }
    }

    func texts(_ name: String) -> [String] {
        guard let node = value(name) else { return [] }
        return (node.sequence ?? [node]).compactMap(\.scalarText)
    }

    func map(_ name: String) -> OrderedDictionary<String, String> {
        (value(name)?.mapping ?? [:]).mapValues { $0.scalarText ?? "" }
    }

    func environment(_ name: String) -> OrderedDictionary<String, String?> {
        (value(name)?.mapping ?? [:]).mapValues(\.scalarText)
    }

    func hosts(_ name: String) -> OrderedDictionary<String, [String]> {
        (value(name)?.mapping ?? [:]).mapValues { ($0.sequence ?? []).compactMap(\.scalarText) }
    }

    func ulimits(_ name: String) -> OrderedDictionary<String, Ulimit> {
        var limits = OrderedDictionary<String, Ulimit>()
        for (key, reader) in entries(name) {
            if reader.node.mapping != nil {
                limits[key] = Ulimit(soft: reader.int64("soft") ?? 0, hard: reader.int64("hard") ?? 0)
            } else if let single = record(name)?.int64(key) {
                limits[key] = Ulimit(soft: single, hard: single)
            }
        }
        return limits
    }

    /// The mapping below an attribute.
    func record(_ name: String) -> AttributeReader? {
        value(name).map { AttributeReader(node: $0, path: path.appending(name), diagnostics: diagnostics) }
    }

    /// The items of the list below an attribute.
    func records(_ name: String) -> [AttributeReader] {
        let items = path.appending(name)
        return (value(name)?.sequence ?? []).enumerated().map { index, node in
            AttributeReader(node: node, path: items.appending(index), diagnostics: diagnostics)
        }
    }

    /// The entries of the mapping below an attribute.
    func entries(_ name: String) -> OrderedDictionary<String, AttributeReader> {
        var readers = OrderedDictionary<String, AttributeReader>()
        for (key, node) in value(name)?.mapping ?? [:] {
            let entryPath = path.appending(name).appending(key)
            readers[key] = AttributeReader(node: node, path: entryPath, diagnostics: diagnostics)
        }
        return readers
    }

    /// The argument vector of an attribute: a list as it is, a text split into words.
    func command(_ name: String) -> [String]? {
        guard let node = value(name) else { return nil }
        if let items = node.sequence { return items.map { $0.scalarText ?? "" } }
        let text = node.scalarText ?? ""
        do throws(ShellWords.Failure) {
            let words = try ShellWords(parsing: text)
            if let cut = words.cutOffAt {
                diagnostics.warning(
                    "'\(path.appending(name))' ends at '\(cut)': no shell runs it, so what follows is dropped",
                    at: node.location,
                    hint: "write ['sh', '-c', '…'] if a shell is meant"
                )
            }
            return words.words
        } catch {
            let reason =
                switch error {
                case .unterminatedQuote: "a quote is not closed"
                case .danglingBackslash: "it ends with a backslash"
                case .parenthesis: "a parenthesis stands outside of quotes"
                }
            diagnostics.error(
                .malformedCommand,
                "'\(path.appending(name))' cannot be split into words: \(reason)",
                at: node.location,
                hint: "write the words as a list"
            )
            return nil
        }
    }
}
