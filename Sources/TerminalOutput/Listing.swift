/// Rows in the form that `--format` asks for: a table, JSON, or a template.
///
/// - Source: docker's `formatter.Context`, and docker compose's `formatter.Print`.
package struct Listing<Row: Sendable>: Sendable {
    /// What can be shown of a row.
    package struct Field: Sendable {
        /// Its name in templates, and its key in JSON.
        package var name: String
        /// What stands above its column.
        package var heading: TemplateValue
        /// Its value in a row.
        package var value: @Sendable (Row) -> TemplateValue

        /// Describes a field; without a heading, its name in capitals is one.
        package init(
            _ name: String,
            heading: String? = nil,
            value: @escaping @Sendable (Row) -> TemplateValue
        ) {
            self.name = name
            self.heading = .text(heading ?? name.uppercased())
            self.value = value
        }

        /// A field that JSON does not have, because it says what others say in another form.
        package static func shown(
            _ name: String,
            heading: String? = nil,
            value: @escaping @Sendable (Row) -> String
        ) -> Field {
            Field(name, heading: heading) { row in .function { _ in .text(value(row)) } }
        }

        /// The labels of a row, which a template asks for one by one: `{{.Label "tier"}}`.
        package static func label(_ labels: @escaping @Sendable (Row) -> [String: String]) -> Field {
            var field = Field("Label") { row in
                .function { arguments in
                    guard arguments.count == 1, case .text(let name) = arguments[0] else {
                        throw TemplateError("'Label' takes the name of a label", hint: "write '{{.Label \"name\"}}'")
                    }
                    return .text(labels(row)[name] ?? "")
                }
            }
            field.heading = .function { arguments in
                guard case .text(let name)? = arguments.first else { return .text("LABEL") }
                let last = name.split(separator: ".").last.map(String.init) ?? name
                return .text(last.replacing("-", with: " ").replacing("_", with: " "))
            }
            return field
        }

        /// All labels of a row in one text: `tier=front,zone=a`.
        package static func labels(_ labels: @escaping @Sendable (Row) -> [String: String]) -> Field {
            Field("Labels") { row in
                .text(labels(row).sorted { $0.key < $1.key }.map { "\($0)=\($1)" }.joined(separator: ","))
            }
        }
    }

    /// How rows become JSON.
    package enum JSONForm: Sendable {
        /// An object a line.
        case lines
        /// One array of all.
        case array
    }

    /// What can be shown, in the order in which JSON has it.
    package var fields: [Field]
    /// The template of the table that is printed when nothing else is asked for.
    package var table: String
    /// What `--format raw` stands for; `nil` where it is no word of its own.
    package var raw: String?
    /// How rows become JSON.
    package var json: JSONForm
    /// How wide a column is at least, with the blanks behind it.
    package var minimumWidth: Int

    /// Describes a listing as docker's own commands have it: an object a line, columns of ten characters at least.
    package init(
        fields: [Field],
        table: String,
        raw: String? = nil,
        json: JSONForm = .lines,
        minimumWidth: Int = 10
    ) {
        self.fields = fields
        self.table = table
        self.raw = raw
        self.json = json
        self.minimumWidth = minimumWidth
    }

    /// Rows as text, with the line break at the end.
    ///
    /// - Parameter format: `table`, `json`, `raw`, a template, or `table` and a template.
    /// - Throws: ``TemplateError``.
    package func text(of rows: [Row], format: String) throws -> String {
        switch format {
        case "", "table": return try table(Template(format: table), rows)
        case "pretty" where json == .array: return try table(Template(format: table), rows)
        case "json":
            let objects = rows.map { record(of: $0, with: fields).json }
            switch json {
            case .lines: return objects.map { $0 + "\n" }.joined()
            case .array: return "[\(objects.joined(separator: ","))]\n"
            }
        case _ where format == "raw" && raw != nil: return try lines(Template(raw ?? ""), rows)
        case _ where format.hasPrefix("table"): return try table(Template(format: format, after: "table"), rows)
        default: return try lines(Template(format: format), rows)
        }
    }

    private func table(_ template: Template, _ rows: [Row]) throws -> String {
        func cells(_ text: String) -> [String] {
            text.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        }
        let headings = try template.headings(for: .record(fields.map { ($0.name, $0.heading) }))
        return Table(
            headings: cells(headings),
            rows: try texts(template, rows).map(cells),
            minimumWidth: minimumWidth
        )
        .text
    }

    private func lines(_ template: Template, _ rows: [Row]) throws -> String {
        try texts(template, rows).map { $0 + "\n" }.joined()
    }

    /// The template's text for each row, made of the fields that it asks for; of all if one of these is not there, so that
    /// the error can name them.
    private func texts(_ template: Template, _ rows: [Row]) throws -> [String] {
        var shown = fields
        if let names = template.fields, names.isSubset(of: fields.map(\.name)) {
            shown.removeAll { !names.contains($0.name) }
        }
        return try rows.map { try template.text(for: record(of: $0, with: shown)) }
    }

    private func record(of row: Row, with fields: [Field]) -> TemplateValue {
        .record(fields.map { ($0.name, $0.value(row)) })
    }
}
