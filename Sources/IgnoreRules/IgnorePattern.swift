/// One pattern of a `.dockerignore` file, compiled for matching bytes of relative paths.
///
/// A pattern applies to a path if it matches the path or one of its parent directories.
///
/// **Source:** the pattern language of the Docker builder: `*`, `?`, `[…]`, `\`, `**`, and `!` in front.
/// Two accidents of its implementation are not repeated: `\d` means the letter `d`, and `**` crosses line breaks in names.
struct IgnorePattern: Equatable, Sendable {
    /// How the pattern is tested; plain texts need no glob matching.
    enum Matcher: Equatable, Sendable {
        /// The whole path.
        case exact([UInt8])
        /// `text**`: the path begins with the text.
        case prefix([UInt8])
        /// `**text`: the path ends with the text; `**/text` is also the text alone.
        case suffix([UInt8])
        /// Anything with `*`, `?`, `[…]`, `\` or an inner `**`.
        case glob([GlobToken])
    }

    let matcher: Matcher

    /// Whether the pattern starts with `!`, and so re-includes what it matches.
    let isException: Bool

    /// Whether the pattern matches the path or one of its parent directories.
    func matches(_ path: UnsafeBufferPointer<UInt8>) -> Bool {
        switch matcher {
        case .exact(let text):
            return path.starts(with: text) && (path.count == text.count || path[text.count] == separator)
        case .prefix(let text):
            return path.starts(with: text)
        case .suffix(let text):
            return anyBoundary(in: path) { candidate in
                if candidate.count >= text.count, candidate.suffix(text.count).elementsEqual(text) { return true }
                return text.first == separator && candidate.elementsEqual(text.dropFirst())
            }
        case .glob(let tokens):
            return anyBoundary(in: path) { GlobToken.match(tokens[...], $0, acceptsPartial: false) == .match }
        }
    }

    /// Whether the pattern could match a path strictly below a directory, for a directory that it does not match.
    func couldMatch(below directory: UnsafeBufferPointer<UInt8>) -> Bool {
        switch matcher {
        case .exact(let text), .prefix(let text):
            return isParent(directory, of: text)
        case .suffix:
            return true
        case .glob(let tokens):
            return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: directory.count + 1) { buffer in
                _ = buffer.update(fromContentsOf: directory)
                buffer[directory.count] = separator
                return GlobToken.match(tokens[...], UnsafeBufferPointer(buffer)[...], acceptsPartial: true) != .noMatch
            }
        }
    }

    private func isParent(_ directory: UnsafeBufferPointer<UInt8>, of text: [UInt8]) -> Bool {
        text.count > directory.count && text[directory.count] == separator && text.starts(with: directory)
    }

    /// Tests the path and each of its parents, the shortest first.
    private func anyBoundary(
        in path: UnsafeBufferPointer<UInt8>,
        _ test: (UnsafeBufferPointer<UInt8>.SubSequence) -> Bool
    ) -> Bool {
        for index in path.indices where path[index] == separator {
            if test(path[..<index]) { return true }
        }
        return test(path[...])
    }
}

private let separator = UInt8(ascii: "/")
