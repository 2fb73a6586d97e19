import ComposeLoader
import ComposeModel
import Diagnostics
import OrderedCollections

/// What `x-engarde.prod_check` says.
struct ProductionCheckSettings: Sendable, Hashable {
    /// How long services may take to become ready; `nil` where it is not said.
    var timeout: Duration?
    /// The services that are not checked; they are started only for others that are.
    var skip: Set<ServiceName> = []
    /// The services that may run as root.
    var allowRoot: Set<ServiceName> = []

    private static let keys = ["allow_root", "skip", "timeout"]

    /// Says nothing.
    init() {}

    /// Reads the settings of a project.
    ///
    /// - Shape: `timeout` is a number of seconds, or numbers with units: `90`, `5m`, `1m30s`; the others are lists of services.
    /// - Throws: ``SettingsError``.
    init(of loaded: LoadedProject) throws(SettingsError) {
        guard let section = try WorkflowSettings(of: loaded).section("prod_check", knowing: Self.keys) else { return }
        if let text = try section.text("timeout") {
            guard let duration = Self.duration(text) else {
                throw SettingsError(
                    .malformedDuration,
                    "'\(text)' is no length of time",
                    at: section.path(of: "timeout"),
                    hint: "write '300', '5m' or '1m30s'"
                )
            }
            timeout = duration
        }
        skip = try Self.services("skip", in: section, of: loaded.project)
        allowRoot = try Self.services("allow_root", in: section, of: loaded.project)
    }

    private static func services(
        _ key: String,
        in section: SettingsSection,
        of project: Project
    ) throws(SettingsError) -> Set<ServiceName> {
        let known = project.allServices.map(\.name.rawValue)
        let names = try section.texts(key) ?? []
        for name in names where !known.contains(name) {
            throw SettingsError(
                .unknownService,
                "no such service: \(name)",
                at: section.path(of: key),
                hint: NameSuggestion.nearest(to: name, among: known).map(NameSuggestion.question)
            )
        }
        return Set(names.map { ServiceName($0) })
    }

    /// A length of time above 0; `nil` for what is none.
    static func duration(_ text: String) -> Duration? {
        if let seconds = Int(text) { return seconds > 0 ? .seconds(seconds) : nil }
        let units = ["h": 3600, "m": 60, "s": 1]
        var rest = Substring(text)
        var total = 0
        while !rest.isEmpty {
            let digits = rest.prefix { $0.isASCII && $0.isNumber }
            rest = rest.dropFirst(digits.count)
            // More digits make no time that anybody waits.
            guard let number = Int(digits), digits.count < 7, let unit = rest.popFirst(),
                let factor = units[String(unit)]
            else { return nil }
            total += number * factor
        }
        return total > 0 ? .seconds(total) : nil
    }
}
