/// The files that tests leave behind in their container.
struct TestReports: Sendable, Hashable {
    /// One of them.
    struct File: Sendable, Hashable {
        /// Its path in the container.
        var path: String
        /// Whether it is an error that it is not there although all tests passed.
        var isRequired: Bool

        /// The last part of the path.
        var name: String { path.split(separator: "/").last.map(String.init) ?? path }
    }

    /// The files, in the order in which they are copied.
    private(set) var files: [File] = []

    /// Where the program's own options make reports go.
    private static let directory = "/tmp/engarde"

    /// What is configured; what is not, pytest is asked for where the line calls it and has no such option.
    ///
    /// - Parameter line: gets the options.
    init(_ settings: TestSettings, addingTo line: inout TestLine) {
        if let junit = settings.junit {
            add(junit)
        } else if line.isPytest, !line.has("--junitxml"), !line.has("--junit-xml") {
            line.append(["--junitxml=\(Self.directory)/junit.xml"])
            files.append(File(path: "\(Self.directory)/junit.xml", isRequired: false))
        }
        if let coverage = settings.coverage {
            for path in coverage { add(path) }
        } else if line.isPytest, line.has("--cov"), !line.has("--cov-report") {
            // The one report would take the place of the one that pytest-cov shows by itself.
            line.append(["--cov-report=term", "--cov-report=xml:\(Self.directory)/coverage.xml"])
            files.append(File(path: "\(Self.directory)/coverage.xml", isRequired: false))
        }
        for path in settings.artifacts { add(path) }
    }

    /// What is configured, for a line that is not known.
    init(_ settings: TestSettings) {
        for path in [settings.junit].compactMap({ $0 }) + (settings.coverage ?? []) + settings.artifacts { add(path) }
    }

    private mutating func add(_ path: String) {
        if !files.contains(where: { $0.path == path }) { files.append(File(path: path, isRequired: true)) }
    }
}
