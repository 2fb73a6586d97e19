/// A name by which a service of a stack is reached: `backend.shop-feature.localhost`.
struct StackHost: Sendable, Hashable {
    /// The stack, in lower case.
    var stack: String
    /// The service, in lower case; empty where only the stack is named.
    var service = ""
    /// The port in the container, where it stands before the service: `9000.backend.shop-feature.localhost`.
    var port: UInt16?

    private static let suffix = ".localhost"

    /// Reads the host of a request; `nil` for a name that is none.
    init?(_ host: String) {
        guard host.hasSuffix(Self.suffix) else { return nil }
        var labels = host.dropLast(Self.suffix.count).split(separator: ".", omittingEmptySubsequences: false)
        guard let stack = labels.popLast(), !stack.isEmpty, labels.allSatisfy({ !$0.isEmpty }) else { return nil }
        self.stack = String(stack)
        if labels.count > 1, let first = labels.first, let port = UInt16(first) {
            self.port = port
            labels.removeFirst()
        }
        service = labels.joined(separator: ".")
    }

    /// The name of a service.
    static func name(of service: String, in stack: String) -> String {
        "\(service).\(stack)\(suffix)".lowercased()
    }
}
