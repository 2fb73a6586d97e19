internal import OrderedCollections

/// Parts the services that a set of profiles enables from the others.
struct ProfileFilter {
    let profiles: [String]

    /// The profiles of a request: `--profile`, else `COMPOSE_PROFILES`.
    static func profiles(of request: LoadRequest, _ environment: [String: String]) -> [String] {
        if !request.profiles.isEmpty { return request.profiles }
        return (environment["COMPOSE_PROFILES"] ?? "").split(separator: ",").map(trimmed).filter { !$0.isEmpty }
    }

    private static func trimmed(_ text: Substring) -> String {
        let start = text.drop { $0.isWhitespace }
        return String(start.reversed().drop { $0.isWhitespace }.reversed())
    }

    /// The filter with the profiles of services added that it does not enable.
    func including(_ services: [Node]) -> ProfileFilter {
        var profiles = profiles
        for service in services where !isEnabled(service) {
            let own = (service["profiles"]?.sequence ?? []).compactMap(\.scalarText)
            profiles += own.filter { !profiles.contains($0) }
        }
        return ProfileFilter(profiles: profiles)
    }

    func isEnabled(_ service: Node) -> Bool {
        let own = (service["profiles"]?.sequence ?? []).compactMap(\.scalarText)
        if own.isEmpty || profiles.contains("*") { return true }
        // To docker compose, no profile is the profile without a name.
        return own.contains { profiles.contains($0) || (profiles.isEmpty && $0.isEmpty) }
    }
}
