/// The form a value may have in a Compose file.
indirect enum Shape: Sendable {
    /// Anything; for `x-` attributes.
    case anything
    /// A scalar of one of some kinds.
    case scalar(ScalarKinds)
    /// A scalar that, where it is a number, lies in a range.
    case ranged(Shape, ClosedRange<Int>)
    /// A string that is one of a few.
    case choice([String])
    /// A list of values of one shape; with `unique`, no two equal ones.
    case sequence(Shape, unique: Bool)
    /// A mapping with free keys to values of one shape.
    case mapping(Shape, keys: KeyRule)
    /// A mapping with known attributes.
    case record(Record)
    /// Any of several shapes that differ in kind.
    case either([Shape])

    /// Which keys a mapping may have.
    enum KeyRule: Sendable {
        case any
        /// Letters, digits, `.`, `_` and `-`.
        case name
    }

    /// Kinds of scalars.
    struct ScalarKinds: OptionSet, Sendable {
        let rawValue: UInt8
        static let string = ScalarKinds(rawValue: 1)
        static let integer = ScalarKinds(rawValue: 2)
        static let number = ScalarKinds(rawValue: 4)
        static let boolean = ScalarKinds(rawValue: 8)
        static let null = ScalarKinds(rawValue: 16)
        /// A whole number below 2^63 that is written without a fraction or an exponent.
        static let written = ScalarKinds(rawValue: 32)
    }

    static let text = Shape.scalar(.string)
    static let flag = Shape.scalar([.boolean, .string])
    static let integer = Shape.scalar([.integer, .string])
    static let number = Shape.scalar([.number, .string])
    static let nothing = Shape.scalar(.null)
    static let texts = Shape.sequence(.text, unique: true)
    static let textOrTexts = Shape.either([.text, .texts])
    static let command = Shape.either([.scalar([.null, .string]), .sequence(.text, unique: false)])
    static let keyValues = Shape.either([
        .mapping(.scalar([.string, .number, .boolean, .null]), keys: .any), .texts,
    ])
    static let extraHosts = Shape.either([
        .mapping(.either([.text, .sequence(.text, unique: false)]), keys: .any), .texts,
    ])
    static let options = Shape.mapping(.scalar([.string, .number, .null]), keys: .any)
}

extension Shape {
    /// The mapping with known attributes that a value of the shape may be.
    var record: Record? {
        switch self {
        case .record(let record): record
        case .either(let shapes): shapes.lazy.compactMap(\.record).first
        default: nil
        }
    }

    /// What the keys of a mapping of the shape, which are free, lead to.
    var entryShape: Shape? {
        if case .mapping(let value, _) = self { value } else { nil }
    }

    /// Whether a value of the shape may be a text.
    var allowsText: Bool {
        switch self {
        case .anything, .choice: true
        case .scalar(let kinds): kinds.contains(.string)
        case .ranged(let shape, _): shape.allowsText
        case .either(let shapes): shapes.contains(where: \.allowsText)
        case .sequence, .mapping, .record: false
        }
    }

    /// What a value of the shape is called in a message, such as `a string` or `a list`.
    var noun: String {
        switch self {
        case .anything: "anything"
        case .scalar(let kinds): kinds.noun
        case .ranged(let shape, _): shape.noun
        case .choice: "a string"
        case .sequence: "a list"
        case .mapping, .record: "a mapping"
        case .either(let shapes):
            shapes.map(\.noun).reduce(into: []) { nouns, noun in
                if !nouns.contains(noun) { nouns.append(noun) }
            }.joined(separator: " or ")
        }
    }
}

extension Shape.ScalarKinds {
    fileprivate var noun: String {
        var nouns: [String] = []
        if contains(.string) { nouns.append("a string") }
        if contains(.number) {
            nouns.append("a number")
        } else if contains(.integer) || contains(.written) {
            nouns.append("a whole number")
        }
        if contains(.boolean) { nouns.append("true or false") }
        if nouns.isEmpty { nouns.append("nothing") }
        return nouns.joined(separator: " or ")
    }
}
