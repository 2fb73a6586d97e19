public import Diagnostics

extension LoadedProject {
    /// The diagnostics with the places in the project's files that they are about.
    ///
    /// A place that a diagnostic has already stays; one without a path, or whose path is written in no file, gets none.
    public func located(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
        diagnostics.map { diagnostic in
            guard diagnostic.position == nil, let path = diagnostic.path, let excerpt = excerpt(at: path.keys) else {
                return diagnostic
            }
            var located = diagnostic
            located.excerpt = excerpt
            located.position = excerpt.position
            return located
        }
    }
}
