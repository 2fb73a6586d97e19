/// Looks for the keys that disconnect in what is typed: they are kept back until it is clear whether they are meant.
struct DetachKeyScan {
    private let keys: [UInt8]
    private var matched = 0

    /// Begins to look.
    init(for keys: DetachKeys) { self.keys = keys.bytes }

    /// Takes what was typed.
    ///
    /// - Returns: what is to be handed on, and whether all of the keys were typed; what follows them is dropped.
    mutating func take(_ typed: [UInt8]) -> (rest: [UInt8], isDetached: Bool) {
        var rest: [UInt8] = []
        for byte in typed {
            while matched > 0, keys[matched] != byte {
                // What was kept back was no beginning; its end may be one.
                let shorter = (0..<matched).last { keys[..<$0].elementsEqual(keys[(matched - $0)..<matched]) } ?? 0
                rest += keys[..<(matched - shorter)]
                matched = shorter
            }
            guard !keys.isEmpty, keys[matched] == byte else {
                rest.append(byte)
                continue
            }
            matched += 1
            if matched == keys.count { return (rest, true) }
        }
        return (rest, false)
    }
}
