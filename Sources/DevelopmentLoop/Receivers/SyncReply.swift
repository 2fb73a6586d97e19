/// What the answer of the program in the container to one frame says.
enum SyncReply: Equatable {
    /// The frame was carried out; what its script printed.
    case success([UInt8])
    /// Parts of it failed: the numbers of the operations, none if the archive could not be unpacked, and the complaints.
    case failure(numbers: [Int], reason: String)

    /// Reads an answer.
    init(_ answer: ReceiverExchange.Answer) {
        if answer.isSuccess { self = .success(answer.body) } else { self.init(failure: answer.body) }
    }

    /// Reads the body of an `err` answer.
    init(failure body: [UInt8]) {
        let lines = body.split(separator: UInt8(ascii: "\n"), maxSplits: 1, omittingEmptySubsequences: false)
        let numbers = lines.first.map {
            String(decoding: $0, as: UTF8.self).split(separator: " ").compactMap { Int($0) }
        }
        let text = lines.count > 1 ? String(decoding: lines[1], as: UTF8.self) : ""
        let reason = text.split(separator: "\n").joined(separator: "; ")
        self = .failure(numbers: numbers ?? [], reason: reason.isEmpty ? "the container gave no reason" : reason)
    }
}
