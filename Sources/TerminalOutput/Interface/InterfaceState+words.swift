extension InterfaceState {
    /// The last line: what keys do, or what they write.
    var footer: StyledLine {
        switch mode {
        case .commands, .help: isStopping ? StyledLine(" Ctrl-C ", .bold).appending("kill") : commands
        case .choosing(let choice, let typed):
            StyledLine(" \(Self.question(of: choice)) number or name: ").appending("\(typed)_", .bold)
                .appending("   Enter chooses, Esc goes back", .faint)
        case .filtering(let text):
            StyledLine(" show lines with: ").appending("\(text)_", .bold)
                .appending("   Enter filters, Esc shows all", .faint)
        case .asking(let question): StyledLine(" \(question) [y/N]", .yellow)
        }
    }

    private static func question(of choice: Choice) -> String {
        switch choice {
        case .restart: "restart which service?"
        case .rebuild: "rebuild which service?"
        case .open: "open which address?"
        }
    }

    private var commands: StyledLine {
        var line = StyledLine()
        if leavesWhenDone {
            let names = requests.keys.sorted().map { "'\($0)'" }.joined(separator: ", ")
            line.append(" leaving when \(names) is ready", .yellow)
        }
        if !filter.isEmpty {
            line.append(" only '\(filter)', \(hiddenLines) \(hiddenLines == 1 ? "line" : "lines") hidden", .yellow)
        }
        for (key, word) in keys {
            line.append(line == StyledLine() ? " " : "  ")
            line.append(key, .bold)
            line.append(" \(word)", .faint)
        }
        return line
    }

    private var keys: [(key: String, word: String)] {
        var keys = [("r", "restart")]
        if !candidates(for: .rebuild).isEmpty { keys.append(("b", "rebuild")) }
        keys.append(("f", "filter"))
        if !candidates(for: .open).isEmpty { keys.append(("o", "open")) }
        keys.append(("h", "help"))
        switch departure {
        case .leavesRunning: keys += [("q", leavesWhenDone ? "leave now" : "leave running"), ("Ctrl-C", "stop")]
        case .ends: keys.append(("q", leavesWhenDone ? "quit now" : "quit"))
        }
        return keys
    }

    /// What each key does.
    var helpLines: [StyledLine] {
        let quitting: [(String, String)] =
            departure == .leavesRunning
            ? [("q, d", "quit and leave services running"), ("Ctrl-C", "quit and stop services; once more kills them")]
            : [("q, d, Ctrl-C", "quit; services run on")]
        let keys =
            [
                ("r", "restart a service"), ("b", "build a service's image and replace its containers"),
                ("f, /", "show only log lines that have a text; Esc shows all again"),
                ("o", "open a published port in the browser"), ("Enter", "write an empty line"),
            ] + quitting + [("Ctrl-Z", "suspend; 'fg' goes on"), ("h, ?", "this help")]
        return keys.map { StyledLine(" \($0.0.padded(to: 12)) ", .bold).appending($0.1) }
    }
}
