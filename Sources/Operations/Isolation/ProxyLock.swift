#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Lets one process of a user serve the names of stacks, and tells others which one and where.
package struct ProxyLock: Sendable {
    /// Who serves them.
    package struct Holder: Sendable, Hashable, Codable {
        /// The process.
        package var process: ProcessIdentity
        /// The port at which it lets clients in.
        package var port: Int
    }

    private let file: LockFile

    /// Who serves them now; `nil` if nobody does.
    package static func holder(in records: IsolationRecords) -> Holder? {
        guard !records.isEmpty, FileManager.default.fileExists(atPath: records.proxyFile),
            case .success(let file) = LockFile.open(records.proxyFile)
        else { return nil }
        defer { file.close() }
        guard !file.lock() else { return nil }
        return try? JSONDecoder().decode(Holder.self, from: Data(file.content))
    }

    /// Takes the right to serve them.
    ///
    /// - Throws: `IsolationError.proxyUnavailable(reason:)` where another process has it, or the file cannot be made.
    package init(in records: IsolationRecords) throws {
        switch LockFile.open(records.proxyFile) {
        case .failure(let failure):
            throw IsolationError.proxyUnavailable(reason: "'\(records.proxyFile)' \(failure.reason)")
        case .success(let file):
            guard file.lock() else {
                let holder = try? JSONDecoder().decode(Holder.self, from: Data(file.content))
                file.close()
                let who = holder.map { "process \($0.process.pid) does that already, at port \($0.port)" }
                throw IsolationError.proxyUnavailable(reason: who ?? "another process does that already")
            }
            self.file = file
        }
    }

    /// Notes where clients are let in.
    package func note(port: Int) {
        let holder = Holder(process: .current, port: port)
        guard let data = try? JSONEncoder().encode(holder) else { return }
        file.write(Array(data))
    }

    /// Gives the right back.
    package func release() {
        file.write([])
        file.close()
    }
}
