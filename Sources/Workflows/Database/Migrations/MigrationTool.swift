/// A tool for migrations of a database: its command lines, and where it writes.
///
/// - Shape: one file for each tool; paths are relative to the directory that the tool runs in.
package protocol MigrationTool: Sendable {
    /// Its name as its makers write it.
    var name: String { get }
    /// The file that it is recognized by, relative to its directory; it tells where that is in a container.
    var marker: String { get }
    /// Where new migrations appear.
    var place: MigrationPlace { get }

    /// Makes a migration of what has changed in the models, or an empty one; `nil` where the tool has no command for it, since one
    /// just writes a file.
    ///
    /// - Parameter message: what it is about.
    func new(_ message: String) throws -> [String]?

    /// Brings the database up to a migration; `nil` is the last one.
    func migrate(to target: String?) throws -> [String]

    /// Takes migrations back.
    ///
    /// - Throws: an error that says so where the tool cannot.
    func rollback(_ extent: RollbackExtent) throws -> [String]

    /// Lists the migrations.
    func history() throws -> [String]
}

/// Where the new migrations of a tool appear.
package struct MigrationPlace: Sendable, Hashable {
    /// The directory, relative to that of the tool, or absolute.
    var directory: String
    /// A pattern that the paths below it have to fit, as `find -path` takes it; `nil` is any.
    var pattern: String?

    /// Names a place.
    init(_ directory: String, fitting pattern: String? = nil) {
        self.directory = directory
        self.pattern = pattern
    }

    /// The directory in a container.
    ///
    /// - Parameter root: the tool's own directory; empty where only the container knows.
    func directory(below root: String) -> String {
        if directory.hasPrefix("/") { return directory }
        let own = directory == "." ? "" : directory
        if root.isEmpty { return own.isEmpty ? "." : own }
        return own.isEmpty ? root : "\(root)/\(own)"
    }

    /// The command that lists the files there, a path a line.
    ///
    /// - Parameter root: the tool's own directory; empty where only the container knows.
    func listing(below root: String) -> [String] {
        ["find", directory(below: root), "-type", "f", "!", "-path", "*/__pycache__/*"]
            + (pattern.map { ["-path", $0] } ?? [])
    }
}

/// How far migrations are taken back.
package enum RollbackExtent: Sendable, Hashable {
    /// So many of the last ones, at least 1.
    case steps(Int)
    /// All behind the one of the name.
    case target(String)

    /// Reads what stands behind `rollback`: nothing is 1.
    ///
    /// - Shape: `2`, `-2`, or the name of a migration.
    package init(_ text: String?) {
        guard let text, !text.isEmpty else {
            self = .steps(1)
            return
        }
        let number = text.hasPrefix("-") ? String(text.dropFirst()) : text
        // Names of migrations are numbers, too, with more digits than anybody takes steps.
        if let count = Int(number), count > 0, number.count < 4, !number.hasPrefix("0") {
            self = .steps(count)
        } else {
            self = .target(text)
        }
    }
}
