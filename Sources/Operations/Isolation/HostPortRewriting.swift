import ComposeModel

/// Decides which values of a service mean a port of the host that a stack has another one for: pure.
struct HostPortRewriting: Sendable {
    /// What the published TCP ports of the project became.
    let ports: [UInt16: UInt16]
    /// The ports that containers listen at that share the service's network.
    let own: Set<UInt16>
    /// Whether the service has the host's network, so that its loopback interface is the host's.
    let hasHostNetwork: Bool

    /// What a value becomes.
    struct Outcome: Hashable {
        /// The value.
        var text: String
        /// The places that may mean the host or the container itself, and stay: `localhost:8000`.
        var unclear: [String] = []
    }

    /// The prefixes of variables that build tools hand to the browser.
    private static let publicPrefixes = [
        "NEXT_PUBLIC_", "NUXT_PUBLIC_", "EXPO_PUBLIC_", "PUBLIC_", "VITE_", "REACT_APP_", "VUE_APP_", "NG_APP_",
        "GATSBY_",
        "STORYBOOK_",
    ]
    /// Parts of the names of variables that are about who calls from outside, or is sent back there.
    private static let publicParts = [
        "CORS", "ORIGIN", "REDIRECT", "CALLBACK", "PUBLIC_URL", "EXTERNAL_URL", "BROWSER",
    ]

    /// Rewrites the value of a variable or of a build argument.
    func value(_ text: String, of variable: String) -> Outcome {
        var outcome = Outcome(text: "")
        var rest = text.startIndex
        for mention in HostPortMention.all(in: text) {
            guard let port = ports[mention.port], port != mention.port else { continue }
            if meansHost(mention, variable) {
                outcome.text += text[rest..<mention.digits.lowerBound] + String(port)
                rest = mention.digits.upperBound
            } else {
                outcome.unclear.append(mention.text)
            }
        }
        outcome.text += text[rest...]
        return outcome
    }

    private func meansHost(_ mention: HostPortMention, _ variable: String) -> Bool {
        if mention.namesHost || hasHostNetwork || Self.isReadOutside(variable) { return true }
        // Nothing in the container listens there: who follows such an address does so from outside.
        return !own.contains(mention.port) && ["http", "https", "ws", "wss"].contains(mention.scheme ?? "")
    }

    /// Whether what a variable holds is for browsers and other callers from outside, as its name says.
    private static func isReadOutside(_ variable: String) -> Bool {
        let name = variable.uppercased()
        return publicPrefixes.contains { name.hasPrefix($0) } || publicParts.contains { name.contains($0) }
    }
}
