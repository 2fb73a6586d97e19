/// What in a text restricts how it can be written in YAML.
struct YAMLTextTraits {
    private(set) var allowsPlain = true
    private(set) var allowsSingleQuotes = true
    private(set) var allowsBlock = true

    init(_ text: String) {
        let scalars = Array(text.unicodeScalars)
        if Self.hasIndicators(scalars) { allowsPlain = false }
        var previousIsSpace = false
        var previousIsBreak = false
        for (index, scalar) in scalars.enumerated() {
            let isEdge = index == 0 || index == scalars.count - 1
            if scalar == "\t" {
                allowsPlain = false
                allowsSingleQuotes = false
            } else if !Self.isPrintable(scalar) {
                forbidAll()
            }
            if scalar == " " {
                if isEdge { allowsPlain = false }
                if index == scalars.count - 1 { allowsBlock = false }
                if previousIsBreak {
                    allowsPlain = false
                    allowsSingleQuotes = false
                }
            } else if Self.isBreak(scalar) {
                allowsPlain = false
                if scalar != "\n" { allowsBlock = false }
                if previousIsSpace { forbidAll() }
            }
            previousIsSpace = scalar == " "
            previousIsBreak = Self.isBreak(scalar)
        }
    }

    private mutating func forbidAll() {
        allowsPlain = false
        allowsSingleQuotes = false
        allowsBlock = false
    }

    private static func hasIndicators(_ scalars: [Unicode.Scalar]) -> Bool {
        if scalars.starts(with: ["-", "-", "-"]) || scalars.starts(with: [".", ".", "."]) { return true }
        for (index, scalar) in scalars.enumerated() {
            let isFollowedByBlank = index + 1 >= scalars.count || isBlank(scalars[index + 1])
            switch scalar {
            case "#" where index > 0:
                if isBlank(scalars[index - 1]) { return true }
            case "#", ",", "[", "]", "{", "}", "&", "*", "!", "|", ">", "'", "\"", "%", "@", "`":
                if index == 0 { return true }
            case "?", "-":
                if index == 0, isFollowedByBlank { return true }
            case ":":
                if isFollowedByBlank { return true }
            default:
                continue
            }
        }
        return false
    }

    private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
        scalar == " " || scalar == "\t" || isBreak(scalar)
    }

    static func isBreak(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "\r", "\n", "\u{85}", "\u{2028}", "\u{2029}": true
        default: false
        }
    }

    /// Whether a character may stand unescaped; characters beyond the basic plane may not.
    static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x0A, 0x20...0x7E, 0xA0...0xD7FF, 0xE000...0xFFFD: scalar.value != 0xFEFF
        default: false
        }
    }
}
