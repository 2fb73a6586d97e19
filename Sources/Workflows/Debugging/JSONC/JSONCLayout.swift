/// How the lines of a text in JSON are laid out at a place.
struct JSONCLayout: Sendable, Hashable {
    /// What lines at the place begin with.
    var indentation = ""
    /// What each level adds to it.
    var unit = "    "
    /// What lines end with.
    var newline = "\n"

    /// One level deeper.
    var deeper: JSONCLayout {
        var layout = self
        layout.indentation += unit
        return layout
    }
}
