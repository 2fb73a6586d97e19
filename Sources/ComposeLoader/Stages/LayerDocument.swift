/// A document of a file as it is written.
struct ParsedDocument {
    /// The file.
    let path: String
    let node: Node
}

/// A document of a file, with its variables replaced and in canonical form.
struct LayerDocument {
    /// The file.
    let path: String
    var node: Node
    /// What it leaves empty.
    let empties = EmptyAttributes()
}
