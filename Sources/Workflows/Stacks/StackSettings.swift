import ComposeLoader
import Diagnostics
import Operations

/// What `x-engarde.stacks` says.
///
/// - Shape: `ports`, the first and the last port that stacks may have: `20000-32699`.
struct StackSettings: Sendable, Hashable {
    /// Where stacks get their ports from.
    var ports = PortAllotment.defaultRange

    /// Reads the settings of a project.
    ///
    /// - Throws: ``SettingsError``.
    init(of loaded: LoadedProject) throws(SettingsError) {
        let section = try WorkflowSettings(of: loaded).section("stacks", knowing: ["ports"])
        guard let section, let text = try section.text("ports") else { return }
        let bounds = text.split(separator: "-", omittingEmptySubsequences: false).map { UInt16($0) }
        guard bounds.count == 2, let first = bounds[0], let last = bounds[1], first > 0, first <= last else {
            throw SettingsError(
                .malformedPort,
                "'\(text)' is no range of ports",
                at: section.path(of: "ports"),
                hint: "write the first and the last one, such as '20000-32699'"
            )
        }
        ports = PortAllotment.Block(first, through: last)
    }
}
