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
    package let sharedKey: String
    private let methods: [String: Method]

    /// Creates a session.
    package init(identifier: String, sharedKey: String, services: [any SessionService]) {
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
