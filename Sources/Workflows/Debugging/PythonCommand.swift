/// A command line that starts Python, and the same under debugpy, with whatever it has of reloading.
struct PythonCommand: Sendable, Hashable {
    /// The index of the program among the words.
    let program: Int
    /// What becomes of the words.
    private let change: Change

    private enum Change: Sendable, Hashable {
        /// Words are replaced.
        case words(Range<Int>, [String])
        /// The line that a shell gets as a word is replaced.
        case line(word: Int, String)
        /// It runs under debugpy by itself, which listens at the port.
        case none(port: UInt16)

        /// The same change, of another word.
        func at(word: Int) -> Change {
            if case .line(_, let text) = self { .line(word: word, text) } else { self }
        }
    }

    /// Finds the program that is debugged.
    ///
    /// - Parameters:
    ///   - words: the program and its arguments.
    ///   - debugger: what debugpy is called with, behind the interpreter: `-m debugpy --listen 0.0.0.0:5678`.
    init?(_ words: [String], under debugger: [String]) {
        guard let found = Self.find(in: words, debugger) else { return nil }
        program = found.program
        change = found.change
    }

    private static func find(in words: [String], _ debugger: [String]) -> (program: Int, change: Change)? {
        if let index = Self.shellCommand(words) {
            guard let change = Self.lineChange(words[index], debugger) else { return nil }
            return (program: 0, change: change.at(word: index))
        }
        guard let found = Self.program(in: words) else { return nil }
        let word = words[found.index]
        if let port = Self.port(in: Array(words[found.index...])) {
            return (program: found.index, change: .none(port: port))
        }
        if Self.isInterpreter(word.lastComponent) {
            guard let index = Self.behindFlags(found.index + 1, of: words) else { return nil }
            return (program: found.index, change: .words(index..<index, debugger))
        }
        if let module = Self.modules[word.lastComponent] {
            let python = found.isInRunner ? "python" : Self.interpreter(beside: word)
            let replacement = [python] + debugger + ["-m", module]
            return (program: found.index, change: .words(found.index..<found.index + 1, replacement))
        }
        let python = found.isInRunner ? "python" : "python3"
        return (program: found.index, change: .words(found.index..<found.index, [python] + debugger))
    }

    /// The change of a line for a shell; what the line ends with is what goes on.
    private static func lineChange(_ line: String, _ debugger: [String]) -> Change? {
        let shell = ShellLine(line)
        for segment in shell.segments.reversed() {
            guard let inner = PythonCommand(segment.words, under: debugger) else { continue }
            guard case .words(let range, let replacement) = inner.change else { return inner.change }
            let text = replacement.map(ShellLine.quoted).joined(separator: " ")
            let start = segment.ranges[range.lowerBound].lowerBound
            if range.isEmpty { return .line(word: 0, shell.replacing(start..<start, with: "\(text) ")) }
            let end = segment.ranges[range.upperBound - 1].upperBound
            return .line(word: 0, shell.replacing(start..<end, with: text))
        }
        return nil
    }

    /// The port at which it listens for a debugger by itself; `nil` where it has to be changed.
    var ownPort: UInt16? {
        if case .none(let port) = change { port } else { nil }
    }

    /// The words under the debugger.
    func applied(to words: [String]) -> [String] {
        var words = words
        switch change {
        case .none: break
        case .words(let range, let replacement): words.replaceSubrange(range, with: replacement)
        case .line(let index, let text): words[index] = text
        }
        return words
    }

    /// The index of the line that a shell is called with; `nil` for other programs.
    private static func shellCommand(_ words: [String]) -> Int? {
        guard let shell = words.first?.lastComponent, ["sh", "bash", "ash", "dash", "zsh"].contains(shell) else {
            return nil
        }
        let option = words.firstIndex { $0.hasPrefix("-") && !$0.hasPrefix("--") && $0.hasSuffix("c") }
        guard let option, option + 1 < words.count, words[1..<option].allSatisfy({ $0.hasPrefix("-") }) else {
            return nil
        }
        return option + 1
    }

    /// The program behind what only starts it.
    private static func program(in words: [String]) -> (index: Int, isInRunner: Bool)? {
        var index = 0
        var isInRunner = false
        while index < words.count {
            let name = words[index].lastComponent
            if isInterpreter(name) || modules[name] != nil || name.hasSuffix(".py") { return (index, isInRunner) }
            if ["exec", "env", "command"].contains(name) || isAssignment(words[index]) {
                index += 1
            } else if runners.contains(name), words[safe: index + 1] == "run" {
                isInRunner = true
                index += 2
                while words[safe: index]?.hasPrefix("--") ?? false { index += 1 }
            } else if ["tini", "dumb-init", "docker-init"].contains(name) {
                index += 1
                while words[safe: index]?.hasPrefix("-") ?? false { index += 1 }
            } else if name.hasSuffix(".sh") || name.contains("entrypoint") {
                index += 1
            } else {
                return nil
            }
        }
        return nil
    }

    /// The index behind the interpreter's own options; `nil` where there is nothing to run, or where it does not heed
    /// `PYTHONPATH`.
    private static func behindFlags(_ first: Int, of words: [String]) -> Int? {
        var index = first
        while let word = words[safe: index] {
            if word == "-m" || word == "-c" || !word.hasPrefix("-") { return index }
            if ["-W", "-X", "--check-hash-based-pycs"].contains(word) {
                index += 2
            } else if word.hasPrefix("-W") || word.hasPrefix("-X")
                || word.dropFirst().allSatisfy({ "BbdOPqsSuvx".contains($0) }),
                word.count > 1
            {
                index += 1
            } else {
                return nil
            }
        }
        return nil
    }

    /// The port at which words let debugpy listen; `nil` where they do not.
    private static func port(in words: [String]) -> UInt16? {
        guard let debugger = words.indices.first(where: { words[$0] == "-m" && words[safe: $0 + 1] == "debugpy" }),
            let listening = words[debugger...].firstIndex(of: "--listen"), let address = words[safe: listening + 1]
        else { return nil }
        return address.split(separator: ":").last.flatMap { UInt16($0) }
    }

    /// The interpreter that belongs to a program: that of its virtual environment.
    private static func interpreter(beside program: String) -> String {
        guard let slash = program.lastIndex(of: "/") else { return "python3" }
        let directory = String(program[..<slash])
        return ["/bin", "/usr/bin", "/usr/local/bin"].contains(directory) ? "python3" : "\(directory)/python3"
    }

    private static func isInterpreter(_ name: String) -> Bool {
        guard name.hasPrefix("python") else { return false }
        return name.dropFirst("python".count).allSatisfy { $0.isNumber || $0 == "." }
    }

    private static func isAssignment(_ word: String) -> Bool {
        guard let sign = word.firstIndex(of: "="), sign != word.startIndex else { return false }
        return word[..<sign].allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
    }

    private static let runners: Set<String> = ["hatch", "pdm", "pipenv", "poetry", "rye", "uv"]
    /// The modules of programs that only call them.
    private static let modules = [
        "celery": "celery", "daphne": "daphne", "django-admin": "django", "fastapi": "fastapi", "flask": "flask",
        "granian": "granian", "gunicorn": "gunicorn", "hypercorn": "hypercorn", "pytest": "pytest",
        "streamlit": "streamlit", "uvicorn": "uvicorn", "waitress-serve": "waitress",
    ]
}

extension String {
    /// What stands behind the last slash.
    fileprivate var lastComponent: String { split(separator: "/").last.map(String.init) ?? self }
}

extension [String] {
    /// The word at an index; `nil` where there is none.
    fileprivate subscript(safe index: Int) -> String? { indices.contains(index) ? self[index] : nil }
}
