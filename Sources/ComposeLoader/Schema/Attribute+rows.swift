/// Short forms for the rows of the attribute table.
extension Attribute {
    static func text(_ name: String) -> Attribute { Attribute(name, .text, .text) }
    static func choice(_ name: String, _ choices: [String]) -> Attribute { Attribute(name, .choice(choices), .text) }
    static func flag(_ name: String) -> Attribute { Attribute(name, .flag, .flag) }
    static func optionalFlag(_ name: String) -> Attribute { Attribute(name, .flag, .optionalFlag) }
    static func integer(_ name: String) -> Attribute { Attribute(name, .scalar([.number, .string]), .integer) }
    static func optionalInteger(_ name: String) -> Attribute { Attribute(name, .integer, .optionalInteger) }
    static func number(_ name: String) -> Attribute { Attribute(name, .number, .number) }
    static func bytes(_ name: String) -> Attribute { Attribute(name, .number, .bytes) }
    static func duration(_ name: String) -> Attribute { Attribute(name, .text, .duration) }
    static func optionalDuration(_ name: String) -> Attribute { Attribute(name, .text, .optionalDuration) }
    static func texts(_ name: String, unique: Bool = true) -> Attribute {
        Attribute(name, .sequence(.text, unique: unique), .list(.text))
    }
    static func textOrTexts(_ name: String) -> Attribute { Attribute(name, .textOrTexts, .list(.text)) }
    static func keyValues(_ name: String) -> Attribute { Attribute(name, .keyValues, .map(.text)) }
    static func environment(_ name: String) -> Attribute { Attribute(name, .keyValues, .environment) }
    static func options(_ name: String) -> Attribute { Attribute(name, .options, .map(.text)) }
    static func command(_ name: String) -> Attribute { Attribute(name, .command, .command) }
    static func extraHosts(_ name: String) -> Attribute { Attribute(name, .extraHosts, .hosts) }
    static func ulimits(_ name: String) -> Attribute {
        Attribute(name, .mapping(.either([.integer, .record(.ulimit)]), keys: .any), .map(.ulimit))
    }
    static func record(_ name: String, _ record: Record) -> Attribute {
        Attribute(name, .record(record), .record(record))
    }
    static func records(_ name: String, _ record: Record) -> Attribute {
        Attribute(name, .sequence(.record(record), unique: false), .list(.record(record)))
    }
    static func fileMounts(_ name: String) -> Attribute {
        let shape = Shape.sequence(.either([.text, .record(.fileMount)]), unique: false)
        return Attribute(name, shape, .list(.record(.fileMount)))
    }
}
