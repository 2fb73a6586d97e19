internal import ComposeYAML
internal import Diagnostics

/// What a file says, without where and how it is written: by it an edit is held to what it is meant to do.
indirect enum SyntaxShape: Equatable {
    case scalar(String)
    case alias(String)
    case list([SyntaxShape])
    case mapping([Entry])

    /// A key with its value.
    struct Entry: Equatable {
        var key: SyntaxShape
        var value: SyntaxShape
    }

    /// What an edit does to the value at its path.
    enum Change {
        /// It becomes another one.
        case replacing(SyntaxShape)
        /// It gets one more entry, the last one.
        case inserting(String, SyntaxShape)
        /// It goes, with its key.
        case deleting
    }

    init(_ node: SyntaxNode) {
        switch node.content {
        case .scalar(let text): self = .scalar(text)
        case .alias(let name): self = .alias(name)
        case .sequence(let items, _): self = .list(items.map { SyntaxShape($0.value) })
        case .mapping(let entries, _):
            self = .mapping(entries.map { Entry(key: SyntaxShape($0.key), value: SyntaxShape($0.value)) })
        }
    }

    /// What is said after a change; `nil` when nothing is left.
    func applying(_ change: Change, at steps: ArraySlice<ProjectPath.Step>) -> SyntaxShape? {
        switch (self, steps.first) {
        case (_, nil):
            switch (self, change) {
            case (_, .replacing(let new)): return new
            case (.mapping(let entries), .inserting(let key, let value)):
                return .mapping(entries + [Entry(key: .scalar(key), value: value)])
            case (_, .inserting), (_, .deleting): return nil
            }
        case (.list(var items), .index(let index)):
            guard items.indices.contains(index) else { return self }
            let new = items[index].applying(change, at: steps.dropFirst())
            items.replaceSubrange(index...index, with: new.map { [$0] } ?? [])
            return .list(items)
        case (.mapping(var entries), .key(let key)):
            guard let index = entries.firstIndex(where: { $0.key == .scalar(key) }) else { return self }
            let new = entries[index].value.applying(change, at: steps.dropFirst())
            let entry = new.map { [Entry(key: entries[index].key, value: $0)] } ?? []
            entries.replaceSubrange(index...index, with: entry)
            return .mapping(entries)
        default:
            return self
        }
    }
}
