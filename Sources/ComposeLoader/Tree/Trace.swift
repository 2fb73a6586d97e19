internal import ComposeYAML

/// One place that had a say in a value, and what it did.
struct Trace: Sendable {
    var location: SourceLocation
    var action: ValueOrigin.Action
}

extension Node {
    /// How many earlier places a value keeps, besides the first one: thousands of layers must not cost their square.
    private static let historyLimit = 100

    /// The places that had a say in the value, oldest first; the last one is its own.
    var history: [Trace] {
        earlier + [Trace(location: isImplied ? place : location, action: isImplied ? .implied : action)]
    }

    /// This value with an earlier history that it continues.
    func continuing(_ history: [Trace], as kind: ValueOrigin.Action = .replaced) -> Node {
        guard !history.isEmpty else { return self }
        var result = self
        result.earlier = history.count > Self.historyLimit ? [history[0]] + history.suffix(Self.historyLimit) : history
        result.earlier += earlier.map { Trace(location: $0.location, action: $0.action == .set ? kind : $0.action) }
        if action == .set { result.action = kind }
        return result
    }

    /// This value in the place of an earlier one, although it was first added to it.
    func replacing(_ other: Node) -> Node {
        var result = self
        if result.action == .appended { result.action = .set }
        return result.continuing(other.history)
    }

    /// This item of a list as one that was added to earlier ones.
    var appended: Node {
        var result = self
        if action == .set { result.action = .appended }
        return result
    }
}
