/// Reads the scalars of a tree as the types that attributes have.
enum ScalarReader {
    static func bool(_ node: Node) -> Bool? {
        switch node.value {
        case .bool(let flag): return flag
        case .string(let text):
            switch text.lowercased() {
            case "true", "y", "yes", "on": return true
            case "false", "n", "no", "off": return false
            default: return nil
            }
        default: return nil
        }
    }

    static func int(_ node: Node) -> Int? {
        switch node.value {
        case .int(let number): number
        case .float(let number): Int(exactly: number)
        case .string(let text): Int(text)
        default: nil
        }
    }

    static func double(_ node: Node) -> Double? {
        switch node.value {
        case .int(let number): Double(number)
        case .unsigned(let number): Double(number)
        case .float(let number): number
        case .string(let text): Double(text)
        default: nil
        }
    }

    static func bytes(_ node: Node) -> Int64? {
        switch node.value {
        case .int(let number): Int64(number)
        case .float(let number): Int64(exactly: number)
        case .string(let text): ByteCountSyntax.bytes(text)
        default: nil
        }
    }

    static func nanoseconds(_ node: Node) -> Int64? {
        node.scalarText.flatMap(DurationSyntax.nanoseconds)
    }

    /// File permissions: a number, or a text in octal.
    static func fileMode(_ node: Node) -> UInt32? {
        switch node.value {
        case .int(let number): UInt32(exactly: number)
        case .string(let text): UInt32(text, radix: 8)
        default: nil
        }
    }

    /// A count of devices; `all` is -1.
    static func deviceCount(_ node: Node) -> Int? {
        node.string?.lowercased() == "all" ? -1 : int(node)
    }
}
