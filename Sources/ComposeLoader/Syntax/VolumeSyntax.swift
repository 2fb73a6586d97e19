/// Reads the short form of a mount.
///
/// - Shape: `[source:]target[:options]`, where a source that begins with `.`, `/`, `~`, `\\` or a drive letter is a path of
///   the host, and the options are separated by commas.
/// - Source: Compose Specification, "volumes", short syntax.
struct VolumeSyntax: Hashable {
    var source: String?
    var target: String
    var isReadOnly = false
    var isBind = false
    var noCopy = false
    var propagation: String?
    var selinux: String?
    /// Whether the text is so short that docker compose takes it as a target without looking at it.
    var isBareTarget = false
    /// Options that mean nothing to docker compose.
    var unknownOptions: [String] = []

    /// Why a text is not a mount.
    struct Failure: Error, Hashable {
        var reason: String
    }

    private static let propagations: Set<String> = ["rprivate", "private", "rshared", "shared", "rslave", "slave"]

    init(parsing text: String) throws(Failure) {
        guard !text.isEmpty else { throw Failure(reason: "it is empty") }
        guard text.utf8.count > 2 else {
            target = text
            isBareTarget = true
            return
        }
        let fields = Self.fields(of: text)
        guard !fields.contains("") else { throw Failure(reason: "there is nothing between two colons") }
        guard fields.count <= 3 else { throw Failure(reason: "it has more than three fields") }
        target = fields.count == 1 ? fields[0] : fields[1]
        source = fields.count > 1 ? fields[0] : nil
        if fields.count == 3 { readOptions(fields[2]) }
        isBind = source.map(Self.isHostPath) ?? false
    }

    private mutating func readOptions(_ text: String) {
        for option in text.split(separator: ",", omittingEmptySubsequences: false).map(String.init) {
            switch option {
            case "ro": isReadOnly = true
            case "rw": isReadOnly = false
            case "nocopy": noCopy = true
            case "z", "Z": selinux = option
            case _ where Self.propagations.contains(option): propagation = option
            default: unknownOptions.append(option)
            }
        }
    }

    /// The fields between colons; the colon of a drive letter and those inside `${…}` separate nothing.
    private static func fields(of text: String) -> [String] {
        var fields: [String] = []
        var field = ""
        var depth = 0
        var previous: Character?
        for character in text {
            if character == "{", previous == "$" {
                depth += 1
            } else if character == "}", depth > 0 {
                depth -= 1
            } else if character == ":", depth == 0, !isDriveLetter(field) {
                fields.append(field)
                field = ""
                previous = character
                continue
            }
            field.append(character)
            previous = character
        }
        return fields + [field]
    }

    private static func isDriveLetter(_ field: String) -> Bool {
        field.count == 1 && field.first?.isLetter == true
    }

    /// Whether a source is a path of the host and not the name of a volume.
    static func isHostPath(_ source: String) -> Bool {
        guard let first = source.first else { return false }
        if first == "." || first == "/" || first == "~" || source.hasPrefix("\\\\") { return true }
        return first.isLetter && source.dropFirst().first == ":"
    }
}
