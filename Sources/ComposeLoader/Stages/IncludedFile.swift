/// A file on the way that leads from the first file to an included one.
struct IncludedFile {
    /// The absolute path, as it was reached.
    let path: String
    /// The same for the same file under another path, see `LoadContext.identity(of:)`.
    let identity: String
}
