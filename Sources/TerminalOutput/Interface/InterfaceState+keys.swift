extension InterfaceState {
    /// Takes a key.
    ///
    /// - Returns: what is to be done because of it.
    package mutating func press(_ key: TerminalKey) -> [Action] {
        guard services != nil, !isStopping else { return [] }
        notice = nil
        switch mode {
        case .commands: return command(key)
        case .choosing(let choice, let typed): return choose(choice, typed, key)
        case .filtering(let text):
            filter(text, key)
            return []
        case .help:
            mode = .commands
            return []
        case .asking: return answer(key)
        }
    }

    private mutating func command(_ key: TerminalKey) -> [Action] {
        switch key {
        case .character("r"): return begin(.restart)
        case .character("b"): return begin(.rebuild)
        case .character("o"): return begin(.open)
        case .character("f"), .character("/"): mode = .filtering(filter)
        case .character("h"), .character("?"): mode = .help
        case .character("q"), .character("d"): return leave()
        case .escape: showEverything()
        case .enter: return [.part]
        case .character, .backspace, .other: break
        }
        return []
    }

    /// Leaves; what was asked for comes to its end first, unless it is pressed twice.
    private mutating func leave() -> [Action] {
        guard !requests.isEmpty, !leavesWhenDone else { return [.leave] }
        leavesWhenDone = true
        return []
    }

    private mutating func begin(_ choice: Choice) -> [Action] {
        let candidates = candidates(for: choice)
        if candidates.isEmpty {
            notice = choice == .open ? "no service publishes a port" : "no service has a 'build' section"
            return []
        }
        if choice == .open, candidates.count == 1 { return candidates[0].target.map { [.open($0)] } ?? [] }
        mode = .choosing(choice, typed: "")
        return []
    }

    private mutating func choose(_ choice: Choice, _ typed: String, _ key: TerminalKey) -> [Action] {
        switch key {
        case .character(let character):
            let typed = typed + String(character)
            let matches = matches(typed, for: choice)
            // A number that no longer one begins with needs no confirmation. A name does: its other letters are commands.
            if matches.count == 1, typed == String(matches[0].number) { return decide(choice, matches[0]) }
            mode = .choosing(choice, typed: typed)
        case .backspace: mode = typed.isEmpty ? .commands : .choosing(choice, typed: String(typed.dropLast()))
        case .enter:
            let matches = matches(typed, for: choice)
            if let candidate = matches.first(where: { $0.service == typed || "\($0.number)" == typed }) {
                return decide(choice, candidate)
            }
            if matches.count == 1 { return decide(choice, matches[0]) }
        case .escape: mode = .commands
        case .other: break
        }
        return []
    }

    private mutating func decide(_ choice: Choice, _ candidate: Candidate) -> [Action] {
        mode = .commands
        if choice == .open { return candidate.target.map { [.open($0)] } ?? [] }
        guard requests[candidate.service] == nil else {
            notice =
                "'\(candidate.service)' is being \(requests[candidate.service] == .restart ? "restarted" : "rebuilt")"
            return []
        }
        requests[candidate.service] = choice
        return [choice == .restart ? .restart(candidate.service) : .rebuild(candidate.service)]
    }

    private mutating func filter(_ text: String, _ key: TerminalKey) {
        switch key {
        case .character(let character): mode = .filtering(text + String(character))
        case .backspace: mode = .filtering(String(text.dropLast()))
        case .enter:
            if text != filter { hiddenLines = 0 }
            filter = text
            mode = .commands
        case .escape:
            showEverything()
            mode = .commands
        case .other: break
        }
    }

    private mutating func showEverything() {
        filter = ""
        hiddenLines = 0
    }

    private mutating func answer(_ key: TerminalKey) -> [Action] {
        switch key {
        case .character("y"), .character("Y"):
            mode = .commands
            return [.answer(true)]
        case .character("n"), .character("N"), .enter, .escape:
            mode = .commands
            return [.answer(false)]
        case .character, .backspace, .other: return []
        }
    }
}
