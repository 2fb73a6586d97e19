import Foundation
import SystemPackage
import TestSupport

/// Random edits of a directory: what editors, version control and build tools do.
struct EditSequence {
    private var generator: SeededGenerator
    private let root: FilePath
    private static let names = ["a", "b", "c d", "-e", "f'g", "h\ni", "ü", "x.log", "sub"]

    init(seed: UInt64, root: FilePath) {
        generator = SeededGenerator(seed: seed)
        self.root = root
    }

    /// Makes one edit; those that are not possible in the present state of the tree do nothing.
    mutating func next() {
        let path = randomPath()
        switch Int.random(in: 0..<16, using: &generator) {
        case 0...3: try? path.write(randomText())
        case 4:
            let temporary = path.removingLastComponent().appending(".tmp\(Int.random(in: 0..<99, using: &generator))")
            try? temporary.write(randomText())
            try? temporary.move(to: path)
        case 5: try? path.makeDirectory()
        case 6: try? path.remove()
        case 7: try? path.move(to: randomPath())
        case 8:
            try? path.remove()
            try? path.makeLink(to: ["gone", "a", "../b", "sub"].randomElement(using: &generator) ?? "a")
        case 9: chmod(path.string, [0o600, 0o644, 0o755, 0o700].randomElement(using: &generator) ?? 0o644)
        case 10:
            for index in 0..<20 { try? path.appending("n\(index)").write(randomText()) }
        case 11:
            try? path.remove()
            try? path.write(randomText())
        case 12:
            try? path.remove()
            try? path.appending("in").write(randomText())
        case 13:
            let descriptor = try? FileDescriptor.open(path, .writeOnly, options: .append)
            _ = try? descriptor?.writeAll(randomText().utf8)
            try? descriptor?.close()
        case 14:
            let kept = path.removingLastComponent().appending("kept")
            try? path.move(to: kept)
            try? kept.move(to: path)
        default:
            try? path.write("same size \(UInt8.random(in: 10...99, using: &generator))")
        }
    }

    private mutating func randomPath() -> FilePath {
        var path = root
        for _ in 0..<Int.random(in: 1...3, using: &generator) {
            path.append(Self.names.randomElement(using: &generator) ?? "a")
        }
        return path
    }

    private mutating func randomText() -> String {
        String(repeating: "\(generator.next())", count: Int.random(in: 0...300, using: &generator))
    }
}
