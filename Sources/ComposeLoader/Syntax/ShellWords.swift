/// Splits a command line into words as docker compose does.
///
/// - Shape: blanks separate; quotes and backslashes keep together; variables, globs and backquotes mean nothing. An unquoted
///   `;`, `&`, `|`, `<` or `>` ends the command: what follows is not part of it.
struct ShellWords: Hashable {
    /// The words.
    private(set) var words: [String] = []
    /// The operator at which the command ended, if it did.
    private(set) var cutOffAt: Character?

    /// Why a text is no command line.
    enum Failure: Error, Hashable {
        case unterminatedQuote
        case danglingBackslash
        case parenthesis
    }

    init(parsing text: String) throws(Failure) {
        var word = ""
        var hasWord = false
        var open: Set<Character> = []
        var isEscaped = false
        scan: for character in text {
            if isEscaped {
                word.append(character)
                hasWord = true
                isEscaped = false
                continue
            }
            switch character {
            case "\\" where !open.contains("'"):
                isEscaped = true
            case " ", "\t", "\n", "\r", "\r\n":
                if !open.isEmpty {
                    word.append(character)
                } else if hasWord {
                    words.append(word)
                    word = ""
                    hasWord = false
                }
            case "'" where open.isDisjoint(with: ["\"", "("]), "\"" where open.isDisjoint(with: ["'", "("]):
                if open.remove(character) != nil { hasWord = true } else { open.insert(character) }
            case _ where open.isEmpty && ";&|<>".contains(character):
                cutOffAt = character
                if character == ">", let first = word.first, first.isASCII, first.isNumber { hasWord = false }
                break scan
            default:
                switch character {
                case "`" where open.isDisjoint(with: ["'", "\"", "("]): open.formSymmetricDifference(["`"])
                case "(" where open.isDisjoint(with: ["'", "\"", "`"]):
                    guard open.isEmpty, word.hasSuffix("$") else { throw .parenthesis }
                    open.insert("(")
                // One that closes nothing opens what the next one closes: docker compose takes it so.
                case ")" where open.isDisjoint(with: ["'", "\"", "`"]): open.formSymmetricDifference(["("])
                default: break
                }
                word.append(character)
                hasWord = true
            }
        }
        guard !isEscaped else { throw .danglingBackslash }
        guard open.isEmpty else { throw open == ["("] ? .parenthesis : .unterminatedQuote }
        if hasWord { words.append(word) }
    }
}
