import ComposeLoader
import Diagnostics

/// A mapping of an `x-engarde` section: values of the right types, or an error that says where a wrong one stands.
struct SettingsSection: Sendable {
    private let node: ProjectNode

    /// Reads a mapping; `nil` where there is none, or nothing in it.
    ///
    /// - Parameter keys: those that it may have; `nil` is any.
    /// - Throws: ``SettingsError`` for what is no mapping, and for unknown keys.
    init?(_ node: ProjectNode?, knowing keys: [String]? = nil) throws(SettingsError) {
        guard let node, !node.isNull else { return nil }
        guard case .mapping(let entries) = node.value else { throw Self.wrongType(node, "a mapping") }
        if let keys {
            for entry in entries where !keys.contains(entry.key) {
                throw SettingsError(
                    .unknownAttribute,
                    "unknown attribute '\(entry.value.path)'",
                    at: entry.value.path,
                    hint: NameSuggestion.nearest(to: entry.key, among: keys).map(NameSuggestion.question)
                        ?? "there are \(keys.map { "'\($0)'" }.joined(separator: ", "))"
                )
            }
        }
        self.node = node
    }

    /// The way to it.
    var path: ProjectPath { node.path }

    /// Its keys, in the order of the file.
    var keys: [String] { node.entries.map(\.key) }

    /// Its keys and the mappings under them, in the order of the file.
    ///
    /// - Parameter keys: those that each may have.
    func sections(knowing keys: [String]) throws(SettingsError) -> [(name: String, section: SettingsSection)] {
        var found: [(name: String, section: SettingsSection)] = []
        for entry in node.entries {
            if let section = try SettingsSection(entry.value, knowing: keys) { found.append((entry.key, section)) }
        }
        return found
    }

    /// The mapping under a key; `nil` where there is none.
    func section(_ key: String, knowing keys: [String]? = nil) throws(SettingsError) -> SettingsSection? {
        try SettingsSection(node[key], knowing: keys)
    }

    /// The text under a key; `nil` where there is none. Numbers and booleans are texts, too.
    func text(_ key: String) throws(SettingsError) -> String? {
        guard let value = node[key], !value.isNull else { return nil }
        guard let text = value.scalarText else { throw Self.wrongType(value, "a text") }
        return text
    }

    /// The text under a key that has to be there.
    func neededText(_ key: String) throws(SettingsError) -> String {
        guard let text = try text(key), !text.isEmpty else {
            throw SettingsError(.attributeMissing, "'\(node.path)' needs '\(key)'", at: node.path)
        }
        return text
    }

    /// The boolean under a key; `nil` where there is none.
    func flag(_ key: String) throws(SettingsError) -> Bool? {
        guard let value = node[key], !value.isNull else { return nil }
        guard let flag = value.bool else { throw Self.wrongType(value, "true or false") }
        return flag
    }

    /// The texts under a key: a list of them, or one; `nil` where there is none.
    func texts(_ key: String) throws(SettingsError) -> [String]? {
        guard let value = node[key], !value.isNull else { return nil }
        if let text = value.scalarText { return [text] }
        guard case .list(let items) = value.value else { throw Self.wrongType(value, "a text or a list of texts") }
        var texts: [String] = []
        for item in items {
            guard let text = item.scalarText else { throw Self.wrongType(item, "a text") }
            texts.append(text)
        }
        return texts
    }

    /// The command under a key: a list of words as it is, a text as a line for the shell; `nil` where there is none.
    func command(_ key: String) throws(SettingsError) -> [String]? {
        guard let value = node[key], !value.isNull else { return nil }
        if let line = value.scalarText { return ["/bin/sh", "-c", line] }
        return try texts(key)
    }

    /// Texts by name under a key; empty where there are none.
    func mapping(_ key: String) throws(SettingsError) -> [(name: String, text: String)] {
        guard let section = try section(key) else { return [] }
        var entries: [(name: String, text: String)] = []
        for entry in section.node.entries {
            guard let text = entry.value.scalarText else { throw Self.wrongType(entry.value, "a text") }
            entries.append((entry.key, text))
        }
        return entries
    }

    /// Where the value under a key stands, for errors about it.
    func path(of key: String) -> ProjectPath { node[key]?.path ?? node.path }

    private static func wrongType(_ node: ProjectNode, _ wanted: String) -> SettingsError {
        SettingsError(.wrongType, "'\(node.path)' must be \(wanted)", at: node.path)
    }
}
