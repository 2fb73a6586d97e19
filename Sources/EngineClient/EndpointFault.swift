/// What is wrong with the text of an endpoint.
package enum EndpointFault: Hashable, Sendable {
    /// A path of a socket that does not begin at the root.
    case relativePath
    /// A path without a scheme before it.
    case noScheme
    /// No host.
    case noHost
    /// A port that is no number from 1 to 65535.
    case port
    /// A TCP endpoint with more than host and port.
    case notOnlyHostAndPort
    /// A password, which would be seen in the list of processes.
    case password
    /// A query or a fragment.
    case query

    /// What is wrong, behind the endpoint's name.
    var words: String {
        switch self {
        case .relativePath, .noScheme: "is not a URL with an absolute path"
        case .noHost: "names no host"
        case .port: "has a port that is no number from 1 to 65535"
        case .notOnlyHostAndPort: "has more than a host and a port"
        case .password: "has a password"
        case .query: "has a query or a fragment"
        }
    }

    /// How to write it.
    var hint: String {
        switch self {
        case .relativePath, .noScheme: "write it as 'unix:///path/to/socket'"
        case .noHost: "write it as 'ssh://user@host'"
        case .port, .notOnlyHostAndPort: "write it as 'tcp://host:2375'"
        case .password: "let ssh log in with a key, and write it as 'ssh://user@host'"
        case .query: "leave out what begins with '?' or '#'"
        }
    }
}
