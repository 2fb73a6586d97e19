package import GRPC

/// What a client offers to the engine's BuildKit while a build goes on: the engine calls, the client answers.
///
/// - Source: `session` of BuildKit.
package struct BuildSession: Sendable {
    /// Answers the calls of one method. What it throws becomes the status of the call.
    package typealias Method = @Sendable (CallStream) async throws -> Void

    /// What the session is known by at the engine; no two have the same.
    package let identifier: String
    /// What the engine keeps copies of local directories under, from one build to the next; see ``SharedKey``.
    package let sharedKey: SharedKey
    private let methods: [String: Method]

    /// Creates a session.
    ///
    /// - Parameter identifier: by default one that nobody else has.
    package init(
        identifier: String = BuildSession.uniqueIdentifier,
        sharedKey: SharedKey,
        services: [any SessionService]
    ) {
        self.identifier = identifier
        self.sharedKey = sharedKey
        var methods: [String: Method] = [:]
        for service in [HealthService()] + services { methods.merge(service.methods) { $1 } }
        self.methods = methods
    }

    /// The paths of all methods, such as `/moby.filesync.v1.FileSync/DiffCopy`, in alphabetical order. The engine has to be
    /// told before it calls.
    package var paths: [String] { methods.keys.sorted() }

    /// Answers one call.
    ///
    /// - Throws: what the method throws; `CallStatus` with `unimplemented` for one that is not offered.
    package func answer(_ call: CallStream) async throws {
        let path = call.head.first(named: ":path") ?? ""
        guard let method = methods[path] else { throw CallStatus(.unimplemented, "there is no method \(path)") }
        try await method(call)
    }
}

extension BuildSession {
    /// Answers the engine's calls as long as `body` runs.
    ///
    /// - Parameters:
    ///   - input: what the engine sends, in pieces.
    ///   - send: sends bytes to it; returns when they are on their way.
    /// - Throws: what `body` throws. When the connection ends before `body` does, that hears of it from the engine.
    nonisolated(nonsending) package func serving<Input: AsyncSequence & Sendable, Value>(
        _ input: Input,
        send: @escaping @Sendable ([UInt8]) async throws -> Void,
        _ body: () async throws -> Value
    ) async throws -> Value where Input.Element == [UInt8] {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await CallConnection(role: .server).carry(input, send: send, answering: answer) }
            defer { group.cancelAll() }
            return try await body()
        }
    }

    /// 32 random hexadecimal digits.
    package static var uniqueIdentifier: String {
        (0..<2).map { _ in
            let digits = String(UInt64.random(in: .min ... .max), radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }
        .joined()
    }
}

/// A part of what a session offers.
package protocol SessionService: Sendable {
    /// What answers, by the path of the method.
    var methods: [String: BuildSession.Method] { get }
}

extension SessionService {
    /// Answers a call of one message with one.
    static func single(_ answer: @escaping @Sendable ([UInt8]) async throws -> [UInt8]) -> BuildSession.Method {
        { call in
            guard let request = try await call.next() else { throw CallStatus(.invalidArgument, "no request") }
            try await call.send(try await answer(request))
        }
    }
}
