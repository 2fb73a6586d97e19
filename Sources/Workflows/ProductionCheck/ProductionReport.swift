/// What a production check found.
///
/// - Shape: as JSON an object with `project`, `files`, `passed`, `failed`, `warnings`, `checks` (see ``ProductionFinding``), and, where
///   the project was kept, `addresses`.
package struct ProductionReport: Sendable, Hashable, Encodable {
    /// The name of the project that was brought up for the check.
    package var project: String
    /// The Compose files for production, in order.
    package var files: [String]
    /// What was found, service by service.
    package var findings: [ProductionFinding]
    /// Where the project can be reached that was kept; `nil` where it was removed.
    package var addresses: [Address]?

    /// Where a port of a service is published.
    package struct Address: Sendable, Hashable, Encodable {
        /// The service.
        package var service: String
        /// The port in the container, such as `8000/tcp`.
        package var port: String
        /// The address and the port of the host.
        package var host: String
    }

    /// How many findings have a verdict.
    package func count(of verdict: ProductionFinding.Verdict) -> Int {
        findings.reduce(0) { $0 + ($1.verdict == verdict ? 1 : 0) }
    }

    /// Whether nothing failed.
    package var hasPassed: Bool { count(of: .failed) == 0 }

    private enum CodingKeys: String, CodingKey {
        case project, files, passed, failed, warnings, checks, addresses
    }

    /// Writes the object.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(project, forKey: .project)
        try container.encode(files, forKey: .files)
        try container.encode(hasPassed, forKey: .passed)
        try container.encode(count(of: .failed), forKey: .failed)
        try container.encode(count(of: .warning), forKey: .warnings)
        try container.encode(findings, forKey: .checks)
        try container.encodeIfPresent(addresses, forKey: .addresses)
    }
}
