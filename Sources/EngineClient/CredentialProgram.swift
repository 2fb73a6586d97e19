internal import ChildProcesses

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// A program that keeps credentials, such as `docker-credential-pass`.
///
/// - Source: the protocol of `docker-credential-helpers`: `get` reads a registry from standard input and answers with
///   JSON; the user `<token>` stands for an identity token.
package struct CredentialProgram: Sendable {
    /// Why it gave nothing.
    package enum Failure: Error, Hashable, Sendable, CustomStringConvertible {
        /// It is in no directory of `PATH`.
        case missing
        /// It could not be started; the reason is the system's.
        case notStarted(reason: String)
        /// It ended with another code than 0.
        case failed(code: Int32)
        /// It did not end in time.
        case timedOut(Duration)
        /// Its answer is not what a helper answers.
        case malformedAnswer

        /// What it did, behind the program's name.
        package var description: String {
            switch self {
            case .missing: "is not installed"
            case .notStarted(let reason): "cannot be started: \(reason)"
            case .failed(let code): "ended with code \(code)"
            case .timedOut(let limit): "did not answer within \(limit.components.seconds) s"
            case .malformedAnswer: "answers with something else than credentials"
            }
        }
    }

    /// What it answers when it has nothing for a registry, with a code of 1.
    private static let notFound = "credentials not found in native keychain"
    /// It may have to ask somebody to unlock its store.
    private static let timeLimit = Duration.seconds(60)

    private struct Answer: Decodable {
        var username: String
        var secret: String

        enum CodingKeys: String, CodingKey {
            case username = "Username"
            case secret = "Secret"
        }
    }

    /// The program's name.
    let program: String
    private let environment: [String: String]

    /// Describes the helper that the configuration calls by a name.
    init(name: String, environment: [String: String]) {
        program = "docker-credential-\(name)"
        self.environment = environment
    }

    /// Asks for the credentials for a registry.
    ///
    /// - Returns: `nil` where it has none.
    /// - Throws: ``Failure``, `CancellationError`.
    /// - Cancellation: the program is killed.
    func authorization(for server: String) async throws -> RegistryAuthorization? {
        guard let path = Program.path(of: program, environment: environment) else { throw Failure.missing }
        let run = ProgramRun(
            Program(path: path, arguments: [program, "get"], environment: environment),
            input: Array(server.utf8)
        )
        switch try await run.run(within: Self.timeLimit) {
        case .notStarted(let failure): throw Failure.notStarted(reason: failure.reason)
        case .cut: throw Failure.timedOut(Self.timeLimit)
        case .ended(let code, let output):
            guard code == 0 else {
                let words = String(decoding: output, as: UTF8.self).split(whereSeparator: \.isNewline).first
                if words.map(String.init) == Self.notFound { return nil }
                throw Failure.failed(code: code)
            }
            guard let answer = try? JSONDecoder().decode(Answer.self, from: Data(output)) else {
                throw Failure.malformedAnswer
            }
            var authorization = RegistryAuthorization(serverAddress: server)
            if answer.username == "<token>" {
                authorization.identityToken = answer.secret
            } else {
                authorization.username = answer.username
                authorization.password = answer.secret
            }
            return authorization.isEmpty ? nil : authorization
        }
    }
}
