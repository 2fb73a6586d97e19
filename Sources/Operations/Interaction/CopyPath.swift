import SystemPackage

/// A path as `cp` reads it: a `/` or `/.` at its end means something.
struct CopyPath: Sendable, Hashable {
    /// The path without dots and what means nothing, absolute.
    let path: FilePath
    /// Whether it was written with `/.` at its end, or as `.`: what is in the directory is meant, not the directory.
    let meansContents: Bool
    /// Whether it was written so that it can only be a directory.
    let mustBeDirectory: Bool

    /// Reads a path.
    ///
    /// - Parameter directory: what it is relative to.
    init(_ text: String, in directory: String) {
        let last = text.split(separator: "/").last
        let endsWithSlash = text.hasSuffix("/")
        meansContents = last == "." && !endsWithSlash
        mustBeDirectory = endsWithSlash || last == "."
        path = FilePath(directory).pushing(FilePath(text)).lexicallyNormalized()
    }

    /// A path with the meaning of another one.
    init(_ path: FilePath, as other: CopyPath) {
        self.path = path.lexicallyNormalized()
        meansContents = other.meansContents
        mustBeDirectory = other.mustBeDirectory
    }

    /// The last part; empty for the root, and where only what is in the directory is meant.
    var name: String { meansContents ? "" : path.lastComponent?.string ?? "" }

    /// The text with what stands at its end, for the engine.
    var text: String {
        let text = path.string
        if meansContents { return text == "/" ? "/." : text + "/." }
        return mustBeDirectory && text != "/" ? text + "/" : text
    }
}
