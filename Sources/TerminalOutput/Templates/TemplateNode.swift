/// The structure of a template.
indirect enum TemplateNode: Sendable, Hashable {
    /// Text that is shown as it is.
    case text(String)
    /// A value that is shown, unless a variable takes it.
    case value(TemplatePipeline)
    /// `if … else … end`.
    case condition(TemplatePipeline, then: [TemplateNode], otherwise: [TemplateNode])
    /// `range … else … end`.
    case range(TemplatePipeline, body: [TemplateNode], otherwise: [TemplateNode])
    /// `with … else … end`.
    case with(TemplatePipeline, body: [TemplateNode], otherwise: [TemplateNode])

    /// The parts of all commands in it.
    var operands: [TemplateOperand] {
        switch self {
        case .text: []
        case .value(let pipeline): pipeline.operands
        case .condition(let pipeline, let body, let otherwise), .range(let pipeline, let body, let otherwise),
            .with(let pipeline, let body, let otherwise):
            pipeline.operands + (body + otherwise).flatMap(\.operands)
        }
    }
}

/// Commands, each of which gets the value of the one before it as its last argument.
struct TemplatePipeline: Sendable, Hashable {
    /// The variables that take the value, without `$`; `range` knows two of them.
    var variables: [String] = []
    /// Whether these are new.
    var isDeclaration = true
    /// The commands; at least one.
    var commands: [[TemplateTerm]]
    /// Where it stands.
    var place: TemplatePlace

    /// The parts of its commands, and of the pipelines in these.
    var operands: [TemplateOperand] {
        commands.joined().flatMap { term in
            guard case .pipeline(let inner, _) = term.operand else { return [term.operand] }
            return inner.operands
        }
    }
}

/// A part of a command, and where it stands.
struct TemplateTerm: Sendable, Hashable {
    /// What it is.
    var operand: TemplateOperand
    /// Where it stands.
    var place: TemplatePlace
}

/// What a part of a command is.
indirect enum TemplateOperand: Sendable, Hashable {
    /// A field of the value in question.
    case field([String])
    /// A variable, or the outermost value where the name is empty, and fields of it.
    case variable(String, [String])
    /// A function.
    case function(String)
    /// A text.
    case text(String)
    /// A number.
    case number(Int)
    /// `true` or `false`.
    case truth(Bool)
    /// `nil`.
    case null
    /// A pipeline in parentheses, and fields of its value.
    case pipeline(TemplatePipeline, fields: [String])
}
