public import ComposeModel
internal import ComposeYAML
public import Diagnostics
internal import OrderedCollections

/// A project as it was loaded.
public struct LoadedProject: Sendable {
    /// The project.
    public var project: Project
    /// What is worth knowing, although the project could be loaded.
    public var warnings: [Diagnostic]
    /// The absolute paths of all files that the project was made from: Compose files, included and extended ones too, and
    /// env and label files.
    public internal(set) var sourceFiles: Set<String> = []
    /// The canonical tree that the project was read from, in which every value knows its origin.
    var tree: Node
    /// The trees of the services that no active profile enables.
    let disabledServices: OrderedDictionary<String, Node>
    /// Quotes in messages what is written in place of what variables hold.
    let interpolatedTexts: InterpolatedTexts
    /// Where the variables that come from env files are set.
    let variablePlaces: [String: SourceLocation]
    /// What else is known of where values come from.
    let notes: OriginLog.Notes
    /// Whether variables were replaced; otherwise ``project`` holds what can be read without that.
    public let isInterpolated: Bool
    /// The environment that it was loaded as; `nil` for none.
    public let environmentSelection: EnvironmentSelection?
}
