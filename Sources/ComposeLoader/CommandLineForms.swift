package import ComposeModel
internal import ComposeYAML
package import Diagnostics

/// Reads what a command line says in the short forms of Compose files.
package enum CommandLineForms {
    /// Why a text cannot be read.
    package struct Failure: Error, Hashable, DiagnosticConvertible {
        /// What is wrong.
        package var diagnostics: [Diagnostic]

        init(_ code: DiagnosticCode, _ message: String, hint: String? = nil) {
            diagnostics = [Diagnostic(code: code, message: message, hint: hint)]
        }
    }

    /// Reads `[source:]target[:options]`.
    ///
    /// - Parameters:
    ///   - directory: what a relative source is relative to.
    ///   - homeDirectory: what a leading `~` stands for.
    /// - Throws: ``Failure``.
    package static func mount(
        _ text: String,
        from directory: String,
        homeDirectory: String
    ) throws(Failure) -> Mount {
        let syntax: VolumeSyntax
        do {
            syntax = try VolumeSyntax(parsing: text)
        } catch {
            throw Failure(
                .malformedMount,
                "'\(text)' is not a volume: \(error.reason)",
                hint: "write '[SOURCE:]TARGET[:OPTIONS]'"
            )
        }
        if let option = syntax.unknownOptions.first {
            throw Failure(.malformedMount, "'\(text)' is not a volume: option '\(option)' is unknown")
        }
        let target = LexicalPath.clean(syntax.target)
        guard syntax.isBind, let source = syntax.source else {
            return Mount(
                .volume(source: syntax.source.map { VolumeName($0) }, .init(noCopy: syntax.noCopy)),
                at: target,
                readOnly: syntax.isReadOnly
            )
        }
        let expanded = source.hasPrefix("~") ? LexicalPath.join(homeDirectory, String(source.dropFirst())) : source
        return Mount(
            .bind(
                source: LexicalPath.isWindowsAbsolute(source) ? source : LexicalPath.resolve(expanded, from: directory),
                .init(propagation: syntax.propagation, selinux: syntax.selinux)
            ),
            at: target,
            readOnly: syntax.isReadOnly
        )
    }

    /// Reads `[address:][host port or range:]container port or range[/protocol]`.
    ///
    /// - Throws: ``Failure``.
    package static func ports(_ text: String) throws(Failure) -> [PortMapping] {
        do {
            return try PortSyntax(parsing: text).ports.map { port throws(PortSyntax.Failure) in
                var mapping = PortMapping(
                    target: UInt16(port.target),
                    hostIP: port.hostIP,
                    transport: port.transport
                )
                if let published = port.published {
                    let range = try PortSyntax.range(published)
                    mapping.published = .init(UInt16(range.lowerBound), through: UInt16(range.upperBound))
                }
                return mapping
            }
        } catch {
            throw Failure(.malformedPort, "'\(text)' is not a port: \(error.reason)")
        }
    }

    /// Splits a command line into words as the `command` of a Compose file.
    ///
    /// - Throws: ``Failure``.
    package static func words(_ text: String) throws(Failure) -> [String] {
        do {
            return try ShellWords(parsing: text).words
        } catch {
            let reason =
                switch error {
                case .unterminatedQuote: "a quote is not closed"
                case .danglingBackslash: "it ends with a backslash"
                case .parenthesis: "a parenthesis needs quotes"
                }
            throw Failure(.malformedCommand, "'\(text)' is not a command line: \(reason)")
        }
    }

    /// Reads the variables of env files; of one that several files set, the first one counts.
    ///
    /// - Parameters:
    ///   - paths: the files, relative to the request's working directory.
    ///   - known: variables that win over those of the files.
    /// - Returns: the variables of the files in their order.
    /// - Throws: `LoadError`.
    package static func variables(
        inFiles paths: [String],
        known: [String: String],
        for request: LoadRequest,
        files: some ProjectFiles
    ) throws -> [(name: String, value: String)] {
        let context = LoadContext(of: request, through: files)
        var found: [(name: String, value: String)] = []
        for path in paths {
            let path = LexicalPath.resolve(path, from: request.workingDirectory)
            let read = EnvironmentFiles.read(path, known: [:], winning: known, context: context)
            for (name, assignment) in read.sorted(by: { $0.key < $1.key })
            where !found.contains(where: { $0.name == name }) {
                found.append((name, assignment.value))
            }
        }
        let problems = context.diagnostics.diagnostics.filter { $0.severity == .error }
        guard problems.isEmpty else { throw LoadError(stage: .environment, diagnostics: problems) }
        return found
    }
}
