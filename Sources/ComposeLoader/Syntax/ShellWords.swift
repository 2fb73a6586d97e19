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
        var quote: Character?
        var isEscaped = false
        var parentheses = 0
        scan: for character in text {
            if isEscaped {
                word.append(character)
                hasWord = true
                isEscaped = false
                continue
            }
            switch character {
            case "\\" where quote != "'":
                isEscaped = true
            case "'", "\"", "`":
                let isOpening = quote == nil
                if isOpening || quote == character {
                    quote = isOpening ? character : nil
                    hasWord = true
                    if character == "`" { word.append(character) }
                } else {
                    word.append(character)
                }
            case _ where quote != nil:
                word.append(character)
            case " ", "\t", "\n", "\r", "\r\n":
                if parentheses > 0 {
                    word.append(character)
                } else if hasWord {
                    words.append(word)
                    word = ""
                    hasWord = false
                }
            case "(":
                guard word.hasSuffix("$") else { throw .parenthesis }
                parentheses += 1
                word.append(character)
            case ")":
                guard parentheses > 0 else { throw .parenthesis }
                parentheses -= 1
                word.append(character)
            case ";", "&", "|", "<", ">":
                guard parentheses == 0 else {
                    word.append(character)
                    continue
                }
                cutOffAt = character
                if character == ">", let first = word.first, first.isASCII, first.isNumber { hasWord = false }
                break scan
            default:
                word.append(character)
                hasWord = true
            }
        }
        guard quote == nil, parentheses == 0 else { throw .unterminatedQuote }
        guard !isEscaped else { throw .danglingBackslash }
        if hasWord { words.append(word) }
    }
}
