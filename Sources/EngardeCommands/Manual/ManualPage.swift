import ArgumentParser

/// A page of the manual, made from what a verb or the program declares.
///
/// - Source: mdoc(7).
struct ManualPage {
    /// The page's name without its section: `engarde-up`.
    let name: String
    /// The page, ended by a line break.
    let text: String

    /// The name of the file that the page is installed as.
    var fileName: String { "\(name).1" }

    /// The pages of the program and of each verb.
    static func all(at date: ManualDate) -> [ManualPage] {
        [ManualPage(at: date)] + EngardeProgram.verbs.map { ManualPage(of: $0, at: date) }
    }

    /// The page of a verb.
    init(of verb: any EngardeProgram.Verb.Type, at date: ManualDate) {
        name = Self.name(of: verb)
        var page = Self.head(name, verb.configuration.abstract, date)
        page.line(".Nm engarde")
        page.line(".Op Ar global options")
        page.line(".Cm \(verb.name)")
        page.operands(verb.operands)
        page.line(".Sh DESCRIPTION")
        page.prose(verb.configuration.abstract)
        if !verb.configuration.discussion.isEmpty {
            page.line(".Pp")
            page.prose(verb.configuration.discussion)
        }
        Self.options(CommandSyntax(of: verb), to: &page)
        page.line(".Pp")
        page.line("The global options, which stand before")
        page.line(".Cm \(verb.name) ,")
        page.line("are those of")
        page.line(".Xr engarde 1 .")
        Self.examples(verb.examples, to: &page)
        page.line(".Sh SEE ALSO")
        page.line(".Xr engarde 1")
        text = page.text
    }

    /// The page of the program.
    init(at date: ManualDate) {
        let configuration = EngardeCommand.configuration
        name = "engarde"
        var page = Self.head(name, configuration.abstract, date)
        page.line(".Nm engarde")
        page.operands("[global options] <command> [options] [argument...]")
        page.line(".Sh DESCRIPTION")
        page.prose(configuration.discussion)
        page.line(".Pp")
        page.line("These are the commands; each has a page of its own.")
        for group in EngardeProgram.groups {
            page.line(".Ss \(group.title)")
            page.line(".Bl -tag -width Ds")
            for verb in group.verbs {
                page.line(".It Xr \(Self.name(of: verb)) 1")
                page.prose(verb.configuration.abstract)
            }
            page.line(".El")
        }
        Self.options(CommandSyntax(of: EngardeCommand.self), to: &page)
        Self.list("ENVIRONMENT", ManualFacts.environment.map { (".It Ev \($0.name)", $0.meaning) }, to: &page)
        Self.list("FILES", ManualFacts.files.map { (".It Pa \($0.name)", $0.meaning) }, to: &page)
        Self.list("EXIT STATUS", ManualFacts.statuses.map { (".It \($0.name)", $0.meaning) }, to: &page)
        Self.examples(EngardeCommand.examples, to: &page)
        page.line(".Sh SEE ALSO")
        let others = EngardeProgram.verbs.map(Self.name).sorted()
        for other in others { page.line(".Xr \(other) 1\(other == others.last ? "" : " ,")") }
        text = page.text
    }

    private static func name(of verb: any EngardeProgram.Verb.Type) -> String { "engarde-\(verb.name)" }

    private static func head(_ name: String, _ abstract: String, _ date: ManualDate) -> ManualText {
        var page = ManualText()
        page.line(".Dd \(date.text)")
        page.line(".Dt \(name.uppercased()) 1")
        page.line(".Os EnGarde \(EngardeVersion.current)")
        page.line(".Sh NAME")
        page.line(".Nm \(name)")
        let sentence = abstract.hasSuffix(".") ? String(abstract.dropLast()) : abstract
        page.line(".Nd \(ManualText.escaped(sentence.prefix(1).lowercased() + sentence.dropFirst()))")
        page.line(".Sh SYNOPSIS")
        return page
    }

    private static func options(_ syntax: CommandSyntax, to page: inout ManualText) {
        let options = syntax.options.filter(\.shouldDisplay)
        guard !options.isEmpty else { return }
        page.line(".Sh OPTIONS")
        for (index, title) in syntax.sectionTitles.enumerated() {
            let own = options.filter { $0.sectionTitle == title }
            guard !own.isEmpty else { continue }
            if let title { page.line(".Ss \(title)") } else if index > 0 { page.line(".Ss Others") }
            page.line(".Bl -tag -width Ds")
            for option in own {
                page.line(".It \(option.manualNames)")
                page.prose(option.explanation)
            }
            page.line(".El")
        }
    }

    private static func examples(_ examples: [HelpExample], to page: inout ManualText) {
        guard !examples.isEmpty else { return }
        page.line(".Sh EXAMPLES")
        for (index, example) in examples.enumerated() {
            if index > 0 { page.line(".Pp") }
            page.prose(example.meaning)
            page.line(".Dl \(ManualText.escaped(example.line))")
        }
    }

    private static func list(_ title: String, _ items: [(tag: String, meaning: String)], to page: inout ManualText) {
        page.line(".Sh \(title)")
        page.line(".Bl -tag -width Ds")
        for item in items {
            page.line(item.tag)
            page.prose(item.meaning)
        }
        page.line(".El")
    }
}

extension CommandSyntax.Argument {
    /// The names as the macros for options and their values.
    fileprivate var manualNames: String {
        let value = takesValue ? " Ar \(ManualText.escaped(valueName ?? "value"))" : ""
        return names.map { "Fl \($0.isShort ? $0.name : "-\($0.name)")" + value }.joined(separator: " , ")
    }
}
