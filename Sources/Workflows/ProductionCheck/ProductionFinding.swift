package import Diagnostics

/// What a production check found of one thing of one service.
///
/// - Shape: as JSON an object with `check`, `service`, `wanted`, `found` and `verdict`, where they are known `place` (`file`, `line`,
///   `column`), `code` and `hint`, and `lines`, a list of texts.
package struct ProductionFinding: Sendable, Hashable, Encodable {
    /// What is looked at.
    package enum Check: String, Sendable, Hashable, Encodable, CaseIterable {
        /// Whether the service becomes ready.
        case health
        /// Whether it sees files of the working tree.
        case mounts = "source mounts"
        /// Whether edits may show.
        case edits
        /// How much of the processors it may use.
        case processors = "cpu limit"
        /// How much memory it may use.
        case memory = "memory limit"
        /// How much memory is reserved for it.
        case reservation = "memory reservation"
        /// How many processes it may have.
        case processes = "process limit"
        /// When the engine starts it again.
        case restart = "restart policy"
        /// Where its output goes.
        case log
        /// As whom it runs.
        case user
        /// Whether its image is smaller than that for development.
        case size = "image size"
        /// What the check does otherwise than production would.
        case setup
    }

    /// What the finding means.
    package enum Verdict: String, Sendable, Hashable, Encodable {
        /// It is as it should be.
        case ok
        /// It is worth knowing.
        case note
        /// It is probably not meant.
        case warning
        /// It is not as it should be.
        case failed
    }

    /// What was looked at.
    package var check: Check
    /// The service; `nil` for the whole project.
    package var service: String?
    /// What the files ask for, or what is good practice.
    package var wanted: String
    /// What is there.
    package var found: String
    /// What that means.
    package var verdict: Verdict
    /// The code that explains it; of a failure or a warning.
    package var code: DiagnosticCode?
    /// What to do about it.
    package var hint: String?
    /// Evidence, such as the last lines of a log.
    package var lines: [String] = []
    /// What the files say of it.
    package var excerpt: SourceExcerpt?

    init(
        _ check: Check,
        of service: String?,
        wanted: String,
        found: String,
        _ verdict: Verdict,
        at excerpt: SourceExcerpt? = nil
    ) {
        self.check = check
        self.service = service
        self.wanted = wanted
        self.found = found
        self.verdict = verdict
        self.excerpt = excerpt
    }

    /// The same with what explains it.
    func explained(by code: DiagnosticCode, hint: String? = nil, lines: [String] = []) -> ProductionFinding {
        var finding = self
        finding.code = code
        finding.hint = hint
        finding.lines = lines
        return finding
    }

    /// Where the files say it; `nil` where nothing does.
    package var place: SourcePosition? { excerpt?.position }

    /// The finding as a diagnostic; `nil` where nothing is to be done about it.
    package var diagnostic: Diagnostic? {
        guard verdict == .failed || verdict == .warning else { return nil }
        let subject = service.map { "\(check.rawValue) of service '\($0)'" } ?? check.rawValue
        return Diagnostic(
            code: code,
            severity: verdict == .failed ? .error : .warning,
            message: "\(subject): wanted \(wanted), found \(found)",
            excerpt: excerpt,
            notes: lines.isEmpty ? [] : [Diagnostic.Note(title: "what it wrote last", lines: lines)],
            hint: hint
        )
    }

    private enum CodingKeys: String, CodingKey {
        case check, service, wanted, found, verdict, place, code, hint, lines
    }

    /// Writes the object.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(check, forKey: .check)
        try container.encodeIfPresent(service, forKey: .service)
        try container.encode(wanted, forKey: .wanted)
        try container.encode(found, forKey: .found)
        try container.encode(verdict, forKey: .verdict)
        try container.encodeIfPresent(place, forKey: .place)
        try container.encodeIfPresent(code, forKey: .code)
        try container.encodeIfPresent(hint, forKey: .hint)
        try container.encode(lines, forKey: .lines)
    }
}
