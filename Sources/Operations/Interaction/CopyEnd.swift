package import ComposeModel

/// Where `cp` copies from or to.
package enum CopyEnd: Sendable, Hashable {
    /// A path of this machine.
    case local(String)
    /// Standard input or output, as a tar archive.
    case stream
    /// A path in the containers of a service.
    case service(ServiceName, path: String)

    /// Reads an argument: `service:path`, a path, or `-`. What begins with `/` or `.` is a path, whatever it has in it.
    ///
    /// - Source: docker compose's `splitCpArg`.
    package init(_ argument: String) {
        let parts = argument.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        if argument == "-" {
            self = .stream
        } else if argument.hasPrefix("/") || argument.hasPrefix(".") || parts.count == 1 || parts[0].isEmpty {
            self = .local(argument)
        } else {
            self = .service(ServiceName(parts[0]), path: parts[1])
        }
    }

    /// The argument.
    package var text: String {
        switch self {
        case .local(let path): path
        case .stream: "-"
        case .service(let service, let path): "\(service):\(path)"
        }
    }
}
