package import Diagnostics
package import SystemPackage

/// What is wrong with a list of ignore patterns.
package struct IgnoreRulesError: Error, Equatable, CustomStringConvertible {
    /// The reason for which a list of patterns is refused.
    package enum Code: Equatable, Sendable {
        /// The pattern does not follow the syntax of `.dockerignore`; the fact is what is wrong with it.
        case malformedPattern(String, Flaw)
        /// The file that holds the patterns exists but cannot be read; the fact is the system's error.
        case unreadableFile(Errno)
    }

    /// A violation of the pattern syntax.
    package enum Flaw: String, Equatable, Sendable {
        /// A lone `!`, which re-includes nothing.
        case emptyException = "'!' is not followed by a pattern"
        /// A `[` without its `]`.
        case unclosedClass = "'[' is not closed by ']'"
        /// `[]` or `[^]`.
        case emptyClass = "a character class is empty"
        /// A range without both ends, or with the ends swapped.
        case badRange = "a character range is incomplete or reversed"
        /// A `\` with nothing behind it.
        case trailingEscape = "a trailing '\\' escapes nothing"
    }

    /// What to do about it, in the imperative; `nil` where the system's error says it all.
    package var hint: String? {
        switch code {
        case .malformedPattern(_, let flaw): flaw.hint
        case .unreadableFile: nil
        }
    }

    /// What is wrong.
    package let code: Code

    /// The file that holds the pattern; `nil` for patterns that come from elsewhere (a `develop.watch` rule).
    package let file: FilePath?

    /// The line of the pattern, from 1; `nil` where there is none.
    package let line: Int?

    /// Describes an error, with its place where it has one.
    package init(code: Code, file: FilePath? = nil, line: Int? = nil) {
        self.code = code
        self.file = file
        self.line = line
    }

    /// `FILE:LINE: malformed ignore pattern 'PATTERN': FLAW`.
    package var description: String {
        let place = file.map { path in line.map { "\(path):\($0): " } ?? "\(path): " } ?? ""
        return switch code {
        case .malformedPattern(let pattern, let flaw):
            "\(place)malformed ignore pattern '\(pattern)': \(flaw.rawValue)"
        case .unreadableFile(let errno):
            "\(place)cannot read ignore file: \(errno)"
        }
    }
}

extension IgnoreRulesError: DiagnosticConvertible {
    /// The error as one diagnostic; its sentence says the place, whose column is not known.
    package var diagnostics: [Diagnostic] {
        [Diagnostic(code: .unusableIgnoreRules, message: description, hint: hint)]
    }
}

extension IgnoreRulesError.Flaw {
    /// What to write instead.
    fileprivate var hint: String {
        switch self {
        case .emptyException:
            #"write the pattern to be kept right after it, as in '!README.md'; '\!' is a file of that name"#
        case .unclosedClass: #"close it, as in '[ab]', or write '\[' for the character itself"#
        case .emptyClass: #"name the characters, as in '[ab]', or write '\[' for the character itself"#
        case .badRange: "write both ends, the lower one first, as in '[a-z]'"
        case .trailingEscape: #"write '\\' for the character itself, or remove it"#
        }
    }
}
