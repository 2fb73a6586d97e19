/// A line of a text, looked at for mistakes.
struct SourceLine {
    /// The number, counted from 1.
    let number: Int
    /// At most the first thousand characters, without the line break.
    let scalars: [Unicode.Scalar]
    /// How many spaces, tabs and other kinds of space it begins with.
    let indentation: Int

    init(_ number: Int, of source: SourceText) {
        self.number = number
        scalars = Array(source.line(number, upTo: 1_000).unicodeScalars)
        indentation = scalars.prefix { $0 == "\t" || $0.properties.isWhitespace || $0.value == 0x200B }.count
    }

    /// Whether there is nothing on it, or only a comment.
    var isEmpty: Bool { indentation == scalars.count || scalars[indentation] == "#" }

    /// The column of what is behind the indentation and the dashes of list items, counted from 1.
    var contentColumn: Int {
        var index = indentation
        while index + 1 < scalars.count, scalars[index] == "-", scalars[index + 1] == " " {
            index += 1
            while index < scalars.count, scalars[index] == " " { index += 1 }
        }
        return index + 1
    }

    /// Whether it begins an item of a list.
    var isItem: Bool { !isEmpty && scalars[indentation] == "-" && contentColumn > indentation + 1 }

    /// The columns at which it may have opened a level: that of the first character, and those behind dashes.
    var levels: [Int] {
        isItem ? [contentColumn - 1, indentation] : [indentation]
    }

    /// The text from a column on, without a comment and spaces at its end.
    func text(from column: Int) -> String {
        var rest = Array(scalars.dropFirst(column - 1))
        if let comment = rest.indices.first(where: { $0 > 0 && rest[$0] == "#" && rest[$0 - 1] == " " }) {
            rest.removeSubrange(comment...)
        }
        while let last = rest.last, last == " " || last == "\t" || last == "\r" { rest.removeLast() }
        return String(String.UnicodeScalarView(rest))
    }

    /// The column of the first colon that ends a key, outside of quotes.
    var keyColon: Int? {
        var quote: Unicode.Scalar?
        var index = contentColumn - 1
        while index < scalars.count {
            let scalar = scalars[index]
            if let open = quote {
                if scalar == open { quote = nil }
            } else if index == contentColumn - 1, scalar == "\"" || scalar == "'" {
                quote = scalar
            } else if scalar == "#", index > 0, scalars[index - 1] == " " {
                return nil
            } else if scalar == ":", index + 1 == scalars.count || scalars[index + 1] == " " {
                return index + 1
            }
            index += 1
        }
        return nil
    }

    /// The key before ``keyColon``.
    var key: String? {
        keyColon.map { String(String.UnicodeScalarView(scalars[(contentColumn - 1)..<($0 - 1)])) }
    }

    /// A key and a value that no space parts, such as `image:nginx`, where the line has no other key.
    var unparted: (key: String, value: String)? {
        guard !isEmpty, keyColon == nil else { return nil }
        let text = text(from: contentColumn)
        guard let colon = text.firstIndex(of: ":") else { return nil }
        let key = text[..<colon]
        let value = text[text.index(after: colon)...]
        let isName = key.unicodeScalars.allSatisfy { scalar in
            scalar.properties.isAlphabetic || "0123456789_-.".unicodeScalars.contains(scalar)
        }
        guard isName, let first = key.first, first.isLetter || first == "_", !value.hasPrefix("//"), !value.isEmpty
        else { return nil }
        return (String(key), String(value))
    }
}
