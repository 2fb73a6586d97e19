package import ComposeLoader

extension LoadedProject {
    /// Loads the text of a Compose file as the project `shop` in `/shop`.
    ///
    /// - Parameter files: further files, by their absolute paths.
    package static func shop(_ text: String, files: [String: String] = [:]) throws -> LoadedProject {
        let files = InMemoryProjectFiles(files.merging(["/shop/compose.yaml": text]) { $1 })
        return try ProjectLoader(files: files).load(LoadRequest(workingDirectory: "/shop", projectName: "shop"))
    }
}
