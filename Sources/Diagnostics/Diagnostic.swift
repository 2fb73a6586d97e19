/// One thing that is wrong, as a value: what, how serious, where, and what to do about it.
///
/// - Shape: the text form is that of ``rendered()``; the JSON form is this type's `Codable` form.
public struct Diagnostic: Sendable, Hashable, Codable {
    /// What kind of mistake or failure it is; `nil` for a warning that has no page of its own.
    public var code: DiagnosticCode?
    /// How serious it is.
    public var severity: Severity
    /// What is wrong, in one lower-case sentence without a final stop.
    public var message: String
    /// The attribute that it is about, if it is about one: whoever holds the project finds the place by it.
    public var path: ProjectPath?
    /// Where it is, if it is anywhere in a file.
    public var position: SourcePosition?
    /// The source text to show under the message; `nil` when the text is not at hand.
    public var excerpt: SourceExcerpt?
    /// What led to it, such as the reason of the system or the file that another one includes; each may have causes itself.
    public var causes: [Diagnostic]
    /// Whether ``message`` or ``notes`` say the causes already, so that text does not say them again.
    public var saysCauses: Bool
    /// Further lines of evidence, such as the last log lines of a container, in order.
    public var notes: [Note]
    /// What to do, in the imperative; at most one.
    public var hint: String?
    /// The arguments of the command that the hint ends with, without the program's name; empty when it ends with none.
    ///
    /// Whoever shows the diagnostic knows how the program was called, and repeats the options that matter.
    public var command: [String]

    /// A titled block of evidence below a diagnostic.
    public struct Note: Sendable, Hashable, Codable {
        /// What the lines are, such as `last log lines of 'db'`.
        public var title: String
        /// The lines, without line breaks.
        public var lines: [String]

        /// Creates a note.
        public init(title: String, lines: [String] = []) {
            self.title = title
            self.lines = lines
        }
    }

    /// Creates a diagnostic; the position defaults to that of the excerpt.
    public init(
        code: DiagnosticCode? = nil,
        severity: Severity = .error,
        message: String,
        path: ProjectPath? = nil,
        position: SourcePosition? = nil,
        excerpt: SourceExcerpt? = nil,
        causes: [Diagnostic] = [],
        saysCauses: Bool = false,
        notes: [Note] = [],
        hint: String? = nil,
        command: [String] = []
    ) {
        self.code = code
        self.severity = severity
        self.message = message
        self.path = path
        self.position = position ?? excerpt?.position
        self.excerpt = excerpt
        self.causes = causes
        self.saysCauses = saysCauses
        self.notes = notes
        self.hint = hint
        self.command = command
    }
}
