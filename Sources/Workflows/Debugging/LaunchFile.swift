/// A project's `.vscode/launch.json`: one entry for each service that is debugged, beside those of its people.
struct LaunchFile: Sendable, Hashable {
    /// The file's absolute path.
    let path: String

    /// Names that of a project.
    init(in project: String) { path = "\(project)/.vscode/launch.json" }

    /// What becomes of the file.
    enum Change: Sendable, Hashable {
        /// Nothing: it says so already.
        case none
        /// It gets this text.
        case write(String)
        /// It is removed: it was made for nothing else.
        case remove
    }

    /// A new file.
    static let skeleton = """
        // Made by 'engarde debug', which removes it again when nothing else is in it.
        {
            "version": "0.2.0",
            "configurations": []
        }

        """

    /// What an entry makes of a text; `nil` is no file.
    ///
    /// - Throws: ``JSONCError``.
    func adding(_ entry: LaunchEntry, to text: String?) throws -> Change {
        let isNew = text.map { $0.allSatisfy(\.isWhitespace) } ?? true
        var editor = try JSONCEditor(isNew ? Self.skeleton : text ?? "", file: path)
        let isChanged = try editor.set(
            entry.members,
            ofElementNamed: LaunchEntry.name(of: entry.service),
            in: "configurations"
        )
        return isChanged ? .write(editor.text) : .none
    }

    /// What the end of an entry makes of a text; `nil` is no file.
    ///
    /// - Throws: ``JSONCError``.
    func removingEntry(named name: String, from text: String?) throws -> Change {
        guard let text, !text.allSatisfy(\.isWhitespace) else { return .none }
        var editor = try JSONCEditor(text, file: path)
        guard try editor.removeElement(named: name, from: "configurations") else { return .none }
        let isBare = Self.condensed(editor.text) == Self.condensed(Self.skeleton)
        return isBare ? .remove : .write(editor.text)
    }

    private static func condensed(_ text: String) -> String { text.filter { !$0.isWhitespace } }
}
