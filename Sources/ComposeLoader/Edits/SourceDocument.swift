internal import ComposeYAML
public import Diagnostics

/// A YAML file as it is written, from which edits are made that leave everything else byte for byte as it is.
///
/// - Shape: paths are those of this file: nothing is merged, and aliases are not followed.
public struct SourceDocument: Sendable {
    /// The absolute path of the file.
    public let file: String
    /// The whole file as it was read.
    public let fingerprint: SourceFingerprint
    let source: SourceText
    let documents: [SyntaxNode]

    /// Reads a file's text.
    ///
    /// - Throws: ``SourceEditError`` when it is no YAML.
    public init(file: String, bytes: [UInt8]) throws(SourceEditError) {
        self.file = file
        fingerprint = SourceFingerprint(of: bytes)
        source = SourceText(path: file, displayPath: file, bytes: bytes)
        do throws(YAMLError) {
            documents = try SyntaxTree(of: source).documents
        } catch {
            throw SourceEditError(.malformed, file: file)
        }
    }

    /// The bytes of the value at a path, counted from the beginning of the file.
    ///
    /// - Parameter document: which of several documents of the file, counted from 0.
    /// - Returns: `nil` when nothing is written there; an empty range for a key without a value.
    public func valueRange(at path: ProjectPath, document: Int = 0) -> Range<Int>? {
        find(path, document)?.value.range.shifted(by: source.markLength)
    }

    /// The bytes of the key at a path, counted from the beginning of the file.
    ///
    /// - Parameter document: which of several documents of the file, counted from 0.
    /// - Returns: `nil` when nothing is written there, or an item of a list.
    public func keyRange(at path: ProjectPath, document: Int = 0) -> Range<Int>? {
        find(path, document)?.key?.range.shifted(by: source.markLength)
    }

    /// Which value of the file takes up these bytes, as ``ProjectNode/range`` names them.
    ///
    /// - Returns: its path in the file and the document that it is in, counted from 0; `nil` when none does.
    public func place(ofValueAt range: Range<Int>) -> (path: ProjectPath, document: Int)? {
        for document in documents.indices {
            let path = paths(document: document).first { valueRange(at: $0, document: document) == range }
            if let path { return (path, document) }
        }
        return nil
    }

    /// The paths of all values in the file, in its order, without those behind keys that are no scalars.
    ///
    /// - Parameter document: which of several documents of the file, counted from 0.
    public func paths(document: Int = 0) -> [ProjectPath] {
        guard documents.indices.contains(document) else { return [] }
        var paths: [ProjectPath] = []
        collect(documents[document], ProjectPath([]), into: &paths)
        return paths
    }

    private func collect(_ node: SyntaxNode, _ path: ProjectPath, into paths: inout [ProjectPath]) {
        switch node.content {
        case .scalar, .alias: return
        case .sequence(let items, _):
            for (index, item) in items.enumerated() {
                let below = ProjectPath(path.steps + [.index(index)])
                paths.append(below)
                collect(item.value, below, into: &paths)
            }
        case .mapping(let entries, _):
            for entry in entries {
                guard let name = entry.name else { continue }
                let below = ProjectPath(path.steps + [.key(name)])
                paths.append(below)
                collect(entry.value, below, into: &paths)
            }
        }
    }

    /// A value, with its key and what it stands in.
    struct Found {
        var value: SyntaxNode
        var key: SyntaxNode?
        /// The list or mapping around it, and its place there; `nil` for the whole document.
        var parent: (node: SyntaxNode, index: Int)?
        /// The column that blocks in the value are indented beyond; -1 for the whole document.
        var indentation: Int
    }

    /// What is written at a path.
    func find(_ path: ProjectPath, _ document: Int) -> Found? {
        guard documents.indices.contains(document) else { return nil }
        var found = Found(value: documents[document], key: nil, parent: nil, indentation: -1)
        for step in path.steps {
            guard let next = child(of: found.value, step, found.indentation) else { return nil }
            found = next
        }
        return found
    }

    private func child(of node: SyntaxNode, _ step: ProjectPath.Step, _ indentation: Int) -> Found? {
        switch (node.content, step) {
        case (.mapping(let entries, let style), .key(let name)):
            guard let index = entries.firstIndex(where: { $0.name == name }) else { return nil }
            let key = entries[index].key
            let column = style == .block ? self.column(of: key.range.lowerBound) : indentation
            return Found(value: entries[index].value, key: key, parent: (node, index), indentation: column)
        case (.sequence(let items, let style), .index(let index)):
            guard items.indices.contains(index) else { return nil }
            let column = style == .block ? self.column(of: items[index].start) : indentation
            return Found(value: items[index].value, key: nil, parent: (node, index), indentation: column)
        default:
            return nil
        }
    }
}

extension Range<Int> {
    /// The range a number of bytes further on.
    func shifted(by offset: Int) -> Range<Int> { (lowerBound + offset)..<(upperBound + offset) }
}
