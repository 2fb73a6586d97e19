package import ComposeLoader
package import Diagnostics

/// One thing that is worth saying of a project, although it can be loaded.
///
/// A rule is one file here, one line in ``RuleRegistry``, one test and one page, `docs/Rules/ID.md`. It needs nothing but
/// the loaded project: its tree, its model, and what the loader noted.
package protocol Rule: Sendable {
    /// The name of the rule, which never changes its meaning.
    ///
    /// - Shape: lower-case words joined by `-`; the name of its page.
    var id: String { get }

    /// What the rule is about, in one sentence without a final stop; the page begins with it.
    var summary: String { get }

    /// Whether the rule also holds for a project whose variables were not replaced.
    var readsVariables: Bool { get }

    /// What the rule has to say, in the order of the project; places are attached, the severity is that of the rule.
    func diagnostics(in loaded: LoadedProject) -> [Diagnostic]
}

extension Rule {
    /// Most rules need the values.
    package var readsVariables: Bool { false }
}
