/// Rules keyed by path patterns such as `services.*.ports`, looked up step by step while a tree is walked.
///
/// - Shape: `*` stands for any key and for any item of a sequence. A key that is spelt out wins over `*`.
struct PathTable<Rule: Sendable>: Sendable {
    private struct Branch: Sendable {
        var rule: Rule?
        var children: [String: Int] = [:]
        var wildcard: Int?
    }

    /// A place in the table; `nil` cursors are places below which no rule exists.
    struct Cursor: Sendable {
        fileprivate var index: Int
    }

    private var branches = [Branch()]

    init(_ rules: KeyValuePairs<String, Rule>) {
        for (pattern, rule) in rules {
            var index = 0
            for step in pattern.split(separator: ".") {
                index = child(of: index, step: String(step))
            }
            branches[index].rule = rule
        }
    }

    private mutating func child(of index: Int, step: String) -> Int {
        if let existing = step == "*" ? branches[index].wildcard : branches[index].children[step] {
            return existing
        }
        branches.append(Branch())
        let new = branches.count - 1
        if step == "*" {
            branches[index].wildcard = new
        } else {
            branches[index].children[step] = new
        }
        return new
    }

    var root: Cursor { Cursor(index: 0) }

    func rule(at cursor: Cursor?) -> Rule? {
        cursor.flatMap { branches[$0.index].rule }
    }

    func descend(_ cursor: Cursor?, into key: String) -> Cursor? {
        guard let cursor else { return nil }
        let branch = branches[cursor.index]
        return (branch.children[key] ?? branch.wildcard).map(Cursor.init)
    }

    /// The cursor for the items of a sequence.
    func descendIntoItems(_ cursor: Cursor?) -> Cursor? {
        cursor.flatMap { branches[$0.index].wildcard }.map(Cursor.init)
    }

    /// The cursor for a path whose steps are given.
    func cursor(at steps: String...) -> Cursor? {
        steps.reduce(root) { cursor, step in descend(cursor, into: step) }
    }
}
