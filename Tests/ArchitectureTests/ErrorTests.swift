import Testing

/// Whatever is thrown towards a person says in one form what is wrong.
@Suite struct ErrorTests {
    /// Errors that no person gets to see, and why.
    private static let signals: [String: String] = [
        "ChildProcesses.Program.StartFailure": "whoever starts the program says what it was for",
        "ComposeLoader.DotenvParser.Failure": "becomes a diagnostic at its place in the loader",
        "ComposeLoader.PortSyntax.Failure": "becomes a diagnostic at its place in the loader",
        "ComposeLoader.ProjectFileError": "becomes a diagnostic with the file's name in the loader",
        "ComposeLoader.ShellWords.Failure": "becomes a diagnostic at its place in the loader",
        "ComposeLoader.Template.SyntaxError": "becomes a diagnostic at its place in the loader",
        "ComposeLoader.VolumeSyntax.Failure": "becomes a diagnostic at its place in the loader",
        "Convergence.CompletedWithFlaw": "carries a ConvergenceError from a step to the executor",
        "Convergence.FailureSignal.Interruption": "ends a step because another one failed, which is what is said",
        "DependencyGraphs.DependencyCycle": "whoever orders the graph knows what its nodes are, and says it",
        "DevelopmentLoop.ReceiverFault": "decides how a container is synced; the reason is an event of the watch",
        "DevelopmentLoop.SyncFailure": "is never thrown, but part of a result",
        "EngardeCommands.ForegroundProgram.Failure": "becomes a SettingsError at its place in the Compose file",
        "EngineAPI.FrameDecoder.Violation": "becomes EngineError.protocolViolation",
        "EngineAPI.JSONReader.Malformed": "makes a client decode the answer again, for an error that says where",
        "EngineAPI.ProtobufReader.Malformed": "becomes EngineError.protocolViolation",
        "EngineClient.ConnectionHandler.ProtocolSurprise": "becomes EngineError.protocolViolation",
        "EngineClient.CredentialProgram.Failure": "is part of RegistryCredentials.Failure",
        "EngineClient.JSONObjectSplitter.Violation": "becomes EngineError.protocolViolation",
        "EngineClient.ResponseParser.Violation": "becomes EngineError.protocolViolation",
        "EngineClient.UploadFailure": "carries the error of a caller's stream back to the caller",
        "EngineServer.AcceptedConnections.Closed": "ends the reading of a connection that is closed at once",
        "EngineServer.BackendError": "is answered to the client as a status and a message",
        "EngineServer.RequestParser.Malformed": "is answered to the client as a status and a message",
        "GRPC.CallStatus": "is answered to the other side of a call",
        "GRPC.HTTP2Violation": "ends a session, which a build then fails for in the engine's words",
        "GRPC.HeaderDecoder.Violation": "is part of HTTP2Violation",
        "HTTPProxy.ListeningFailure": "becomes an IsolationError where stacks are served",
        "HTTPProxy.WaitingClients.Closed": "ends the reading of a connection that is closed at once",
        "IgnoreRules.IgnoreRulesError.Flaw": "is part of IgnoreRulesError",
        "Operations.LockFile.Failure": "is never thrown, but part of a result",
        "Operations.PortAllotment.Exhausted": "becomes an IsolationError with the stack's name",
        "Workflows.AddressChoice.Failure": "is part of AddressMissing",
    ]

    @Test func everyErrorIsADiagnosticOrASignal() {
        var errors: Set<String> = []
        var diagnostics: Set<String> = []
        for file in SourceTree.files(below: "Sources") {
            for type in DeclaredType.all(in: file) {
                if type.conformances.contains("Error") { errors.insert(type.name) }
                if type.conformances.contains("DiagnosticConvertible") { diagnostics.insert(type.name) }
            }
        }
        #expect(diagnostics.count > 10)
        let signals = Set(Self.signals.keys)
        for name in errors.subtracting(diagnostics).subtracting(signals).sorted() {
            Issue.record("\(name) is an error that says in no diagnostic what is wrong")
        }
        for name in signals.subtracting(errors).union(signals.intersection(diagnostics)).sorted() {
            Issue.record("\(name) is listed as a signal, and is none")
        }
    }

    @Test func conformancesAreFoundWhereverTheyStand() {
        let text = """
            package enum Outer {
                /// A type: Error in a comment.
                struct Failure: Error, Hashable {
                }
                case value(Error)
            }
            extension Outer.Other: DiagnosticConvertible {}
            struct Generic<Node: Hashable>: Error {
                func run(_ error: Error) {}
            }
            """
        let types = DeclaredType.all(in: SourceTree.File(path: "Sources/M/a.swift", lines: text.lines))
        #expect(types.map(\.name) == ["M.Outer", "M.Outer.Failure", "M.Outer.Other", "M.Generic"])
        #expect(types.map(\.conformances) == [[], ["Error", "Hashable"], ["DiagnosticConvertible"], ["Error"]])
    }
}

/// A type that a file declares or extends.
private struct DeclaredType {
    /// The name with those of the target and of the types around it.
    var name: String
    /// What the declaration says that it conforms to.
    var conformances: Set<String>

    private static var pattern: Regex<(Substring, Substring, Substring, Substring?)> {
        /^( *)(?:[a-z@_()]+ +)*(?:struct|enum|class|actor|extension) +([A-Z][A-Za-z0-9.]*)(?:<[^>]*>)?(?:: *([^{]*))?/
    }

    static func all(in file: SourceTree.File) -> [DeclaredType] {
        var around: [(indentation: Int, name: String)] = []
        return file.lines.compactMap { line in
            let code = line.split(separator: "//", maxSplits: 1, omittingEmptySubsequences: false).first ?? ""
            guard let match = code.firstMatch(of: pattern) else { return nil }
            let indentation = match.output.1.count
            around.removeAll { $0.indentation >= indentation }
            around.append((indentation, String(match.output.2)))
            let conformances = (match.output.3 ?? "").split(whereSeparator: { ", {".contains($0) }).map(String.init)
            return DeclaredType(
                name: ([file.target] + around.map(\.name)).joined(separator: "."),
                conformances: Set(conformances)
            )
        }
    }
}

extension String {
    fileprivate var lines: [String] { split(separator: "\n", omittingEmptySubsequences: false).map(String.init) }
}
