package import Diagnostics

/// Why a text cannot be read as YAML, and where.
package struct YAMLError: DiagnosticConvertible, Hashable, Sendable {
    /// What is wrong.
    package var code: Code
    /// Where it is wrong.
    package var location: SourceLocation

    /// What can be wrong with a text.
    package enum Code: Hashable, Sendable {
        /// A mistake in the syntax.
        case syntax(SyntaxMistake)
        /// The bytes are not UTF-8.
        case invalidUTF8
        /// There is a NUL byte.
        case nulByte
        /// A key occurs a second time; the first is at the line given.
        case duplicateKey(String, firstLine: Int)
        /// A key is not a string, but a number, a boolean or null.
        case keyNotString(String)
        /// A key is a mapping or a sequence.
        case keyNotScalar
        /// An alias names an anchor that does not exist.
        case unknownAnchor(String)
        /// An anchored node contains an alias to itself.
        case recursiveAnchor(String)
        /// Aliases expand to more nodes than allowed.
        case tooManyAliasedNodes(limit: Int)
        /// The file has more nodes than allowed.
        case tooManyNodes(limit: Int)
        /// Collections are nested deeper than allowed.
        case tooDeep(limit: Int)
        /// The value of `!!binary` is not in Base64.
        case invalidBase64
        /// The value of `!!binary` stands for bytes that are not UTF-8.
        case binaryNotText
        /// The value of a merge key is not a mapping.
        case mergeNotMapping
    }

    /// Creates an error.
    package init(_ code: Code, at location: SourceLocation) {
        self.code = code
        self.location = location
    }

    /// The error as one diagnostic, that of ``diagnostic``.
    package var diagnostics: [Diagnostic] { [diagnostic] }

    /// The error for a person.
    package var diagnostic: Diagnostic {
        Diagnostic(
            code: code.diagnosticCode,
            message: message,
            position: location.position,
            excerpt: location.excerpt,
            hint: hint
        )
    }

    private var message: String {
        switch code {
        case .syntax(let mistake): mistake.message
        case .invalidUTF8: "the file is not valid UTF-8 text"
        case .nulByte: "the file contains a NUL byte, so it is not text"
        case .duplicateKey(let key, let line): "key '\(shown(key))' is already defined on line \(line)"
        case .keyNotString(let key): "key '\(shown(key))' is not a string"
        case .keyNotScalar: "a key must be a string, not a collection"
        case .unknownAnchor(let name): "alias '*\(shown(name))' refers to an anchor that is not defined above it"
        case .recursiveAnchor(let name): "anchor '&\(shown(name))' contains an alias to itself"
        case .tooManyAliasedNodes(let limit): "aliases expand to more than \(limit) nodes"
        case .tooManyNodes(let limit): "the file has more than \(limit) keys and values"
        case .tooDeep(let limit): "collections are nested more than \(limit) levels deep"
        case .invalidBase64: "the value of '!!binary' is not in Base64"
        case .binaryNotText: "the value of '!!binary' stands for bytes that are not UTF-8 text"
        case .mergeNotMapping: "the value of '<<' must be a mapping or a list of mappings"
        }
    }

    /// A name, unless it may be a secret that is taken for one because it is not in quotes.
    private func shown(_ name: String) -> String {
        location.isConcealed ? "…" : name
    }

    private var hint: String? {
        switch code {
        case .keyNotString(let key): "write \"\(shown(key))\" in quotes"
        case .syntax(let mistake): mistake.hint
        case .duplicateKey: "keep one of the two"
        case .keyNotScalar where location.source.line(location.line, upTo: location.column).hasSuffix("{{"):
            "put a text with '{{' in it in quotes"
        default: nil
        }
    }
}

extension YAMLError.Code {
    /// The kind of the mistake.
    var diagnosticCode: DiagnosticCode {
        switch self {
        case .syntax(let mistake): mistake.diagnosticCode
        case .invalidUTF8, .nulByte, .invalidBase64, .binaryNotText: .notText
        case .duplicateKey: .duplicateKey
        case .keyNotString, .keyNotScalar: .keyNotString
        case .unknownAnchor, .recursiveAnchor, .mergeNotMapping: .unusableAlias
        case .tooManyAliasedNodes, .tooManyNodes, .tooDeep: .limitExceeded
        }
    }
}
