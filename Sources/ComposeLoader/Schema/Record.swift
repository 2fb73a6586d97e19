/// A mapping with known attributes; further ones may only begin with `x-`.
final class Record: Sendable {
    /// What the record describes, such as `service`.
    let name: String
    /// The attributes, in the order in which `config` prints them.
    let attributes: [Attribute]
    /// Attributes that must be there in the merged project.
    let required: [String]
    /// Whether the value may be null.
    let allowsNull: Bool
    /// The places of the attributes that JSON prints even when they are not set.
    let printedAlways: [Int]
    /// The places of the attributes that every format prints even when they are not set.
    let printedAsZero: [Int]
    private let index: [String: Int]

    init(_ name: String, required: [String] = [], allowsNull: Bool = false, _ attributes: [Attribute]) {
        self.name = name
        self.attributes = attributes
        self.required = required
        self.allowsNull = allowsNull
        index = Dictionary(uniqueKeysWithValues: attributes.enumerated().map { ($1.name, $0) })
        printedAlways = attributes.indices.filter { index in
            switch attributes[index].output {
            case .command, .inlineRecord: true
            default: false
            }
        }
        printedAsZero = attributes.indices.filter { index in
            if case .always = attributes[index].output { true } else { false }
        }
    }

    /// The place of an attribute among ``attributes``.
    func place(of name: String) -> Int? {
        index[name]
    }

    subscript(name: String) -> Attribute? {
        index[name].map { attributes[$0] }
    }
}

/// One row of the attribute table.
struct Attribute: Sendable {
    /// The attribute's name in a file.
    let name: String
    /// The forms it may have in a file.
    let shape: Shape
    /// How `config` prints it.
    let output: Output
    /// The name under which docker compose prints it in JSON.
    ///
    /// - Default: ``name``.
    let jsonName: String

    /// Whether it is printed as true or false.
    let isFlag: Bool

    init(_ name: String, _ shape: Shape, _ output: Output, jsonName: String? = nil) {
        self.name = name
        isFlag = output.isFlag
        self.shape = shape
        self.output = output
        self.jsonName = jsonName ?? name
    }
}

/// How `config` prints a value, and when it leaves it out.
indirect enum Output: Sendable {
    /// As text; left out when empty.
    case text
    /// As true; left out when false.
    case flag
    /// As true or false; left out when not set.
    case optionalFlag
    /// As a whole number; left out when zero.
    case integer
    /// As a whole number; left out when not set.
    case optionalInteger
    /// As a number in single precision; left out when zero.
    case number
    /// As a number; left out when zero.
    case doubleNumber
    /// As a number of bytes in quotes; left out when zero.
    case bytes
    /// As a duration such as `1m30s`; left out when zero.
    case duration
    /// As a duration; left out when not set.
    case optionalDuration
    /// As file permissions such as `"0444"`; left out when not set.
    case fileMode
    /// As an argument vector; JSON prints null when it is not set.
    case command
    /// As the argument vector of a health check.
    case healthcheckTest
    /// As a count of devices; `all` is -1.
    case deviceCount
    /// As a list; left out when empty.
    case list(Output)
    /// As a mapping sorted by key; left out when empty.
    case map(Output)
    /// As a mapping to texts, where null stays null.
    case environment
    /// As a list of `host=address`, sorted.
    case hosts
    /// As a list of IDs, or of `ID: path`.
    case sshKeys
    /// As the soft and hard limit, or one number.
    case ulimit
    /// As a path, or, when it is not required, a mapping.
    case envFile
    /// As a mapping; left out when not set; `{}` when nothing in it is.
    case record(Record)
    /// As a mapping; YAML leaves it out when nothing in it is set, JSON never does.
    case inlineRecord(Record)
    /// As another output says; where that leaves it out, as a zero.
    case always(Output, zero: OutputValue)
    /// As it is.
    case verbatim
}

extension Output {
    var isFlag: Bool {
        switch self {
        case .flag, .optionalFlag: true
        default: false
        }
    }
}
