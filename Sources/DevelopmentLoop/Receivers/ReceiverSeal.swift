/// Eight characters that nobody can know beforehand: who repeats them got what they were sent with.
struct ReceiverSeal: Equatable, Sendable {
    /// The characters: digits and small letters.
    let text: String

    /// Draws a seal.
    static func random() -> ReceiverSeal {
        let digits = String(UInt32.random(in: 0 ... .max), radix: 16)
        return ReceiverSeal(text: String(repeating: "0", count: 8 - digits.count) + digits)
    }

    /// A script that makes the seal known to the shell when it runs.
    func sealing(_ script: [UInt8]) -> [UInt8] { Array("seal=\(text)\n".utf8) + script }
}
