import TerminalOutput

/// The table of a project's environments.
///
/// - Shape: as JSON an array of objects, in which files are lists of paths.
struct EnvironmentListing {
    /// One environment.
    struct Row: Sendable, Hashable {
        /// Its name.
        var name: String
        /// Its Compose files on top of the base file, as seen from the working directory.
        var files: [String]
        /// Its env files, as seen from the working directory.
        var environmentFiles: [String]
        /// Whether the project is loaded as this environment.
        var isActive: Bool
    }

    private let rows: [Row]

    /// Lists environments.
    init(_ rows: [Row]) { self.rows = rows }

    /// The list in a form that `--format` asks for, with the line break at the end.
    ///
    /// - Throws: `TemplateError`.
    func text(format: String) throws -> String {
        let listing = Listing<Row>(
            fields: [
                .init("Name") { .text($0.name) }, .init("Active") { .truth($0.isActive) },
                .init("Files") { .list($0.files.map { TemplateValue.text($0) }) },
                .init("EnvironmentFiles") { .list($0.environmentFiles.map { TemplateValue.text($0) }) },
                .shown("Mark", heading: "ACTIVE") { $0.isActive ? "*" : "" },
                .shown("FileNames", heading: "FILES") { $0.files.joined(separator: ", ") },
                .shown("EnvironmentFileNames", heading: "ENV FILES") { $0.environmentFiles.joined(separator: ", ") },
            ],
            table: #"{{.Name}}\t{{.Mark}}\t{{.FileNames}}\t{{.EnvironmentFileNames}}"#,
            json: .array
        )
        return try listing.text(of: rows, format: format)
    }
}
