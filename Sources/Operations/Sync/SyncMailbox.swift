import CLibrary
import Diagnostics
import SystemPackage

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What is asked of whoever watches a project: to say when everything is in the containers.
struct SyncQuestion: Sendable, Hashable, Codable {
    /// Tells it from all others.
    var identifier: String
    /// Who asks.
    var process: ProcessIdentity
    /// The services that it is about; empty means all that are watched.
    var services: [String]
}

/// What is said when everything is in the containers, or will not be.
struct SyncAnswer: Sendable, Hashable, Codable {
    /// What went wrong; empty if all is well.
    var diagnostics: [Diagnostic]
}

/// The folder through which other processes ask whoever watches a project.
///
/// - Shape: `<identifier>.question` and `<identifier>.answer` in JSON, each written under another name and then renamed, so that
///   nobody reads half of one; and the marks of ``WatchControl``.
/// - Ownership: who asks removes both files.
struct SyncMailbox: Sendable {
    /// The folder.
    let folder: FilePath

    /// Opens the mailbox of a project; `nil` if there is none and none can be made.
    init?(in folder: ProjectFolder) {
        guard (try? folder.create()) != nil else { return nil }
        let path = URL(filePath: folder.syncFolder).resolvingSymlinksInPath().path
        self.folder = FilePath(path).lexicallyNormalized()
    }

    /// The questions that are there, of processes that still run.
    var questions: [SyncQuestion] {
        names(".question").compactMap { name in
            guard let question: SyncQuestion = read(name), question.process.isAlive else { return nil }
            return question
        }
    }

    /// Asks something.
    ///
    /// - Throws: ``SyncFailure``.
    func ask(_ services: [String]) throws -> SyncQuestion {
        let random = String(UInt64.random(in: 0 ... .max), radix: 16)
        let question = SyncQuestion(
            identifier: "\(getpid())-\(random)",
            process: .current,
            services: services
        )
        guard write(question, as: "\(question.identifier).question") else {
            throw SyncFailure.unusable(path: folder.string)
        }
        return question
    }

    /// Answers a question, unless who asked has gone away.
    func answer(_ question: SyncQuestion, with answer: SyncAnswer) {
        guard questions.contains(question) else { return }
        _ = write(answer, as: "\(question.identifier).answer")
    }

    /// The answer to a question; `nil` as long as there is none.
    func answer(to question: SyncQuestion) -> SyncAnswer? { read("\(question.identifier).answer") }

    /// Removes a question and its answer.
    func withdraw(_ question: SyncQuestion) {
        remove("\(question.identifier).question")
        remove("\(question.identifier).answer")
    }

    /// Removes what processes that were killed left behind.
    func clearLeftovers() {
        for name in names("") {
            let number = name.split(separator: "-").lazy.compactMap { Int32($0) }.first
            if let number, kill(number, 0) != 0, errno == ESRCH { remove(name) }
        }
    }

    private func names(_ suffix: String) -> [String] {
        let all = (try? FileManager.default.contentsOfDirectory(atPath: folder.string)) ?? []
        return all.filter { $0.hasSuffix(suffix) }.sorted()
    }

    private func read<Value: Decodable>(_ name: String) -> Value? {
        guard let data = FileManager.default.contents(atPath: folder.appending(name).string) else { return nil }
        return try? JSONDecoder().decode(Value.self, from: data)
    }

    private func write(_ value: some Encodable, as name: String) -> Bool {
        guard let data = try? JSONEncoder().encode(value) else { return false }
        return (try? data.write(to: URL(filePath: folder.appending(name).string), options: .atomic)) != nil
    }

    private func remove(_ name: String) { _ = unlink(folder.appending(name).string) }
}
