/// A tar archive, as simple as tests need it.
struct TarText {
    private(set) var bytes: [UInt8] = []

    /// The whole archive, with the two empty blocks that end it.
    var archive: [UInt8] { bytes + Array(repeating: 0, count: 1_024) }

    mutating func addDirectory(_ name: String) { add(name + "/", type: "5", mode: 0o755) }

    mutating func addFile(_ name: String, _ contents: [UInt8], mode: Int = 0o644) {
        add(name, type: "0", mode: mode, contents: contents)
    }

    mutating func addLink(_ name: String, to target: String) { add(name, type: "2", mode: 0o777, target: target) }

    /// The archive in pieces.
    func pieces(of length: Int) -> AsyncStream<[UInt8]> {
        let archive = archive
        return AsyncStream { continuation in
            for start in stride(from: 0, to: archive.count, by: length) {
                continuation.yield(Array(archive[start..<min(start + length, archive.count)]))
            }
            continuation.finish()
        }
    }

    private mutating func add(
        _ name: String,
        type: Unicode.Scalar,
        mode: Int,
        target: String = "",
        contents: [UInt8] = []
    ) {
        var header = [UInt8](repeating: 0, count: 512)
        func put(_ text: String, at offset: Int) {
            for (index, byte) in text.utf8.enumerated() { header[offset + index] = byte }
        }
        func octal(_ number: Int, _ width: Int) -> String {
            let digits = String(number, radix: 8)
            return String(repeating: "0", count: width - 1 - digits.count) + digits
        }
        put(name, at: 0)
        put(octal(mode, 8), at: 100)
        put(octal(0, 8), at: 108)
        put(octal(0, 8), at: 116)
        put(octal(contents.count, 12), at: 124)
        put(octal(1_700_000_000, 12), at: 136)
        put(String(repeating: " ", count: 8), at: 148)
        header[156] = UInt8(type.value)
        put(target, at: 157)
        put("ustar", at: 257)
        put("00", at: 263)
        put(octal(header.reduce(0) { $0 + Int($1) }, 7), at: 148)
        bytes += header + contents + Array(repeating: 0, count: (512 - contents.count % 512) % 512)
    }
}
