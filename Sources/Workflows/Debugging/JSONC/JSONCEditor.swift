/// Changes single values of a text in JSON with comments; whatever else stands in it stays as it is, byte for byte.
struct JSONCEditor: Sendable {
    /// The text.
    private(set) var bytes: [UInt8]
    /// The path of its file, for errors.
    let file: String
    private(set) var root: JSONCNode

    /// The text as a string.
    var text: String { String(decoding: bytes, as: UTF8.self) }

    /// Reads a text whose value is an object.
    ///
    /// - Throws: ``JSONCError``.
    init(_ text: String, file: String) throws(JSONCError) {
        bytes = Array(text.utf8)
        self.file = file
        root = try JSONCParser.parse(bytes, file: file)
        guard root.isObject else { throw failure("it is no object", at: root) }
    }

    /// Gives the element of an array that has a name the values of members; others that it has stay. Without such an element one
    /// is added at the end, without such an array this, too.
    ///
    /// - Parameters:
    ///   - list: the key of the array in the root.
    ///   - members: the element's members, `name` among them.
    /// - Returns: whether anything changed.
    /// - Throws: ``JSONCError`` where the key has another value.
    @discardableResult
    mutating func set(
        _ members: [JSONCValue.Member],
        ofElementNamed name: String,
        in list: String
    ) throws(JSONCError) -> Bool {
        guard let array = root[list] else {
            try append(to: root) { JSONCValue.Member(list, .list([.object(members)])).text(in: $0) }
            return true
        }
        guard array.isArray else { throw failure("'\(list)' is no array", at: array) }
        guard element(named: name, in: list) != nil else {
            try append(to: array) { JSONCValue.object(members).text(in: $0) }
            return true
        }
        var isChanged = false
        for member in members {
            // Where things stand changes with each of them.
            guard let element = element(named: name, in: list)?.value else { break }
            guard let value = element[member.name] else {
                try append(to: element) { member.text(in: $0) }
                isChanged = true
                continue
            }
            guard !value.says(member.value) else { continue }
            let layout = self.layout(ofLineAt: value.range.lowerBound)
            try replace(value.range, with: member.value.text(in: layout))
            isChanged = true
        }
        return isChanged
    }

    /// Removes the element of an array that has a name.
    ///
    /// - Returns: whether there was one.
    /// - Throws: ``JSONCError``.
    mutating func removeElement(named name: String, from list: String) throws(JSONCError) -> Bool {
        guard let items = root[list]?.items, let element = element(named: name, in: list),
            let index = items.firstIndex(of: element)
        else { return false }
        var end = element.end
        if let comma = element.comma {
            end = comma + 1
        } else if index > 0, let comma = items[index - 1].comma {
            // What is the last one now has no comma either.
            replaceInSilence(comma..<comma + 1, with: [])
            try replace(wholeLines(element.start - 1..<end - 1), with: "")
            return true
        }
        try replace(wholeLines(element.start..<end), with: "")
        return true
    }

    private func element(named name: String, in list: String) -> JSONCNode.Item? {
        root[list]?.items.first { $0.value["name"]?.text == name }
    }

    /// Adds an item at the end of an object or an array.
    private mutating func append(
        to container: JSONCNode,
        _ text: (JSONCLayout) -> String
    ) throws(JSONCError) {
        let close = container.range.upperBound - 1
        let items = container.items
        var layout = self.layout(ofLineAt: container.range.lowerBound).deeper
        if let first = items.first, let own = indentation(before: first.start) { layout.indentation = own }
        // Behind the last thing that stands there, a comment or not.
        var end = close
        while end > container.range.lowerBound + 1, Self.isBlank(bytes[end - 1]) { end -= 1 }
        let hasOwnLine = bytes[end..<close].contains(UInt8(ascii: "\n"))
        var addition = layout.newline + layout.indentation + text(layout)
        if items.last?.comma != nil { addition += "," }
        if !hasOwnLine { addition += layout.newline + self.layout(ofLineAt: container.range.lowerBound).indentation }
        if let last = items.last, last.comma == nil {
            replaceInSilence(end..<end, with: Array(addition.utf8))
            try replace(last.end..<last.end, with: ",")
        } else {
            try replace(end..<end, with: addition)
        }
    }

    /// The range with the lines that nothing would be left of.
    private func wholeLines(_ range: Range<Int>) -> Range<Int> {
        var (start, end) = (range.lowerBound, range.upperBound)
        while start > 0, Self.isSpace(bytes[start - 1]) { start -= 1 }
        while end < bytes.count, Self.isSpace(bytes[end]) { end += 1 }
        let beginsLine = start == 0 || bytes[start - 1] == UInt8(ascii: "\n")
        guard beginsLine, end < bytes.count, Self.isBlank(bytes[end]) else { return range }
        if bytes[end] == UInt8(ascii: "\r") { end += 1 }
        if end < bytes.count, bytes[end] == UInt8(ascii: "\n") { end += 1 }
        return start..<end
    }

    /// What stands before a place in its line; `nil` where that is not only space.
    private func indentation(before offset: Int) -> String? {
        let start = (bytes[..<offset].lastIndex(of: UInt8(ascii: "\n")) ?? -1) + 1
        let space = bytes[start..<offset]
        return space.allSatisfy(Self.isSpace) && start > 0 ? String(decoding: space, as: UTF8.self) : nil
    }

    /// How the lines of the text are laid out, at the depth of the line that a place is in.
    private func layout(ofLineAt offset: Int) -> JSONCLayout {
        let start = (bytes[..<offset].lastIndex(of: UInt8(ascii: "\n")) ?? -1) + 1
        var layout = JSONCLayout()
        layout.indentation = String(decoding: bytes[start...].prefix(while: Self.isSpace), as: UTF8.self)
        if let first = root.items.first, let unit = indentation(before: first.start), !unit.isEmpty {
            layout.unit = unit
        }
        if let end = bytes.firstIndex(of: UInt8(ascii: "\n")), end > 0, bytes[end - 1] == UInt8(ascii: "\r") {
            layout.newline = "\r\n"
        }
        return layout
    }

    private mutating func replace(_ range: Range<Int>, with text: String) throws(JSONCError) {
        replaceInSilence(range, with: Array(text.utf8))
        root = try JSONCParser.parse(bytes, file: file)
    }

    /// Replaces bytes without looking at what comes of it, where more is to be done before that.
    private mutating func replaceInSilence(_ range: Range<Int>, with replacement: [UInt8]) {
        bytes.replaceSubrange(range, with: replacement)
    }

    private func failure(_ reason: String, at node: JSONCNode) -> JSONCError {
        JSONCError(file: file, offset: node.range.lowerBound, reason: reason, text: bytes)
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }

    private static func isBlank(_ byte: UInt8) -> Bool {
        isSpace(byte) || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
    }
}
