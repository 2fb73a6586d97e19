import IgnoreRules
import SystemPackage
import Testing

@testable import DevelopmentLoop

@Suite struct PathHistoryTests {
    private let file = FileMetadata(kind: .file, mode: 0o644)

    /// A storm of renames gives each file a new name again and again.
    @Test func renamesDoNotMakeItGrow() {
        let history = PathHistory(limit: 100)
        var present: [FilePath] = (0..<50).map { FilePath("/p/first\($0)") }
        history.note(present.map { (key: $0, value: file) })
        for round in 0..<100 {
            let next = (0..<50).map { FilePath("/p/\(round)/\($0)") }
            history.note(present.map { FileChange(path: $0, old: file, new: nil) })
            history.note(next.map { FileChange(path: $0, old: nil, new: file) })
            history.note(next.map { (key: $0, value: file) })
            present = next
        }
        #expect(history.count == 150)
        #expect(present.allSatisfy(history.contains))
        #expect(history.contains("/p/98/0"))
        #expect(!history.contains("/p/first0"))
    }

    @Test func whatIsBackIsNotForgottenWithItsDeparture() {
        let history = PathHistory(limit: 2)
        let paths: [FilePath] = ["/a", "/b", "/c", "/d"]
        history.note(paths.map { (key: $0, value: file) })
        history.note([FileChange(path: "/a", old: file, new: nil)])
        history.note(["/a": file])
        for path in paths.dropFirst() { history.note([FileChange(path: path, old: file, new: nil)]) }
        #expect(history.contains("/a"))
        #expect(!history.contains("/b"))
        #expect(history.contains("/c") && history.contains("/d"))
    }

    @Test func remembersTheDirectoriesOfTheImage() {
        let history = PathHistory()
        history.noteOfImage("/p/dist")
        history.note(["/p/dist": FileMetadata(kind: .directory)])
        history.note([FileChange(path: "/p/dist", old: FileMetadata(kind: .directory), new: nil)])
        #expect(history.isOfImage("/p/dist"))
        #expect(history.hadDirectory(at: "/p/dist"))
        #expect(!history.isOfImage("/p/other"))
    }
}
