package import SystemPackage

/// An ordered list of ignore patterns, relative to one directory.
///
/// The last pattern that matches a path, or one of its parent directories, decides: ignored, or with `!` in front kept.
package struct IgnoreRules: Equatable, Sendable {
    private let patterns: [IgnorePattern]

    /// Whether the list has no patterns.
    package var isEmpty: Bool { patterns.isEmpty }

    /// A list that ignores nothing.
    package static let none = IgnoreRules(patterns: [IgnorePattern]())

    private init(patterns: [IgnorePattern]) {
        self.patterns = patterns
    }

    /// Compiles patterns, one per element; blank ones are skipped.
    ///
    /// **Throws:** `IgnoreRulesError` without a place for the first malformed pattern.
    package init(_ patterns: [String]) throws(IgnoreRulesError) {
        var compiled: [IgnorePattern] = []
        for text in patterns {
            do throws(IgnoreRulesError.Flaw) {
                if let pattern = try IgnorePattern(text) { compiled.append(pattern) }
            } catch {
                throw IgnoreRulesError(code: .malformedPattern(text, error))
            }
        }
        self.patterns = compiled
    }

    /// Compiles the text of an ignore file: one pattern a line, `#` in the first column starts a comment.
    ///
    /// A byte order mark and carriage returns are accepted.
    ///
    /// **Throws:** `IgnoreRulesError` with the file and the line of the first malformed pattern.
    package init(parsing text: String, file: FilePath) throws(IgnoreRulesError) {
        var scalars = text.unicodeScalars[...]
        if scalars.first == "\u{FEFF}" { scalars.removeFirst() }
        var compiled: [IgnorePattern] = []
        for (index, line) in scalars.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
        where line.first != "#" {
            do throws(IgnoreRulesError.Flaw) {
                if let pattern = try IgnorePattern(Substring(line)) { compiled.append(pattern) }
            } catch {
                throw IgnoreRulesError(
                    code: .malformedPattern(Substring(line).trimmed, error),
                    file: file,
                    line: index + 1
                )
            }
        }
        patterns = compiled
    }

    /// Whether the path is ignored.
    ///
    /// - Parameter path: relative to the directory of the list, without `.` and `..`. The directory itself (an empty
    ///   path) is never ignored.
    package func matches(_ path: FilePath) -> Bool {
        path.withBytes { lastMatch($0).map { !patterns[$0].isException } ?? false }
    }

    /// Whether a directory is ignored together with everything that is or may come below it.
    package func canSkip(directory path: FilePath) -> Bool {
        path.withBytes { canSkip(directory: $0) }
    }

    /// Whether a pattern keeps nothing at or below a directory, with the list read as what is to be kept.
    package func excludesAll(below path: FilePath) -> Bool {
        path.withBytes { excludesAll(below: $0) }
    }

    func matches(_ path: UnsafeBufferPointer<UInt8>) -> Bool {
        lastMatch(path).map { !patterns[$0].isException } ?? false
    }

    func canSkip(directory: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let decisive = lastMatch(directory), !patterns[decisive].isException else { return false }
        return !patterns[(decisive + 1)...].contains { $0.isException && $0.couldMatch(below: directory) }
    }

    func excludesAll(below directory: UnsafeBufferPointer<UInt8>) -> Bool {
        if directory.isEmpty { return !patterns.contains { !$0.isException } }
        if matches(directory) { return false }
        return !patterns.contains { !$0.isException && $0.couldMatch(below: directory) }
    }

    private func lastMatch(_ path: UnsafeBufferPointer<UInt8>) -> Int? {
        path.isEmpty ? nil : patterns.lastIndex { $0.matches(path) }
    }
}
