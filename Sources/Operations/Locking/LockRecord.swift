import CLibrary
import Convergence

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What a lock file says about the process that holds the lock, or held it when it was killed.
struct LockRecord: Codable, Hashable {
    /// The process.
    var process = Int(getpid())
    /// What it does, such as `up`.
    var verb: String
    /// Since when it has held the lock, in seconds since 1970; 0 before it does.
    var since = 0
    /// What it has asked the engine for and has no answer to yet.
    var changes: [Int: EngineChange] = [:]

    init(verb: String) {
        self.verb = verb
    }

    /// Reads a file's content; `nil` where it is none, as in a file that nobody has used yet.
    init?(json: [UInt8]) {
        guard let record = try? JSONDecoder().decode(LockRecord.self, from: Data(json)) else { return nil }
        self = record
    }

    /// The content of the file.
    var json: [UInt8] {
        guard let data = try? JSONEncoder().encode(self) else { return [] }
        return Array(data)
    }
}
