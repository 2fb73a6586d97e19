import SessionEvents

extension InterfaceState {
    private static let frames = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"]

    /// Whether something is shown that moves by itself.
    package var moves: Bool { !activities.isEmpty || !requests.isEmpty }

    /// The block as it is written, from above; at most a third of the terminal, but for help.
    ///
    /// - Parameters:
    ///   - now: the time on the clock of whoever draws.
    ///   - isColoured: whether colours are used.
    package func lines(at now: Duration, isColoured: Bool) -> [String] {
        // One column is left free: a line that fills the last one makes some terminals begin another.
        let width = columns.map { max(1, $0 - 1) }
        guard services != nil else {
            let limit = rows.map { max(1, $0 - 1) } ?? .max
            return Self.cut(activities.map { line(of: $0, at: now) }, to: limit)
                .map { $0.text(width: width, isColoured: isColoured) }
        }
        let height = rows ?? 24
        let limit = min(max(2, height / 3), height - 1)
        guard limit > 0 else { return [] }
        if mode == .help {
            return (Self.cut(helpLines, to: height - 2) + [StyledLine(" any key closes this help", .faint)])
                .map { $0.text(width: width, isColoured: isColoured) }
        }
        var footer = [footer]
        if let notice, limit > 2 { footer.insert(StyledLine(" \(notice)", .yellow), at: 0) }
        let header = limit > 4 ? [rule(width ?? 79)] : []
        let body = body(at: now, limit: limit - footer.count - header.count)
        return (header + body + footer).map { $0.text(width: width, isColoured: isColoured) }
    }

    /// So many lines, the last of which says how many more there are.
    private static func cut(_ lines: [StyledLine], to limit: Int) -> [StyledLine] {
        guard lines.count > limit else { return lines }
        guard limit > 0 else { return [] }
        return lines.prefix(limit - 1) + [more(than: lines.count - limit + 1)]
    }

    private static func more(than count: Int) -> StyledLine { StyledLine("   and \(count) more", .faint) }

    /// The line between what scrolls and the block.
    private func rule(_ width: Int) -> StyledLine {
        var line = StyledLine("── ", .faint).appending(session.project ?? "", .bold)
        var length = 3 + (session.project ?? "").columns
        if session.isEngineLost {
            line.append(", the engine does not answer", .red)
            length += 28
        } else if !session.watched.isEmpty {
            let text = ", watching \(session.watched.joined(separator: ", "))"
            line.append(text, .faint)
            length += text.columns
        }
        return line.appending(" " + String(repeating: "─", count: max(0, width - length - 1)), .faint)
    }

    /// What is going on with no service's containers, then the services or what can be chosen.
    private func body(at now: Duration, limit: Int) -> [StyledLine] {
        var services = Array((services ?? []).enumerated())
        var others: [Activity] = []
        switch mode {
        case .choosing(.open, let typed):
            let addresses = matches(typed, for: .open)
            return Self.cut(
                addresses.map { StyledLine(" \($0.number) ", .bold).appending(" \($0.service)  \($0.target ?? "")") },
                to: limit
            )
        case .choosing(let choice, let typed):
            let chosen = Set(matches(typed, for: choice).map(\.service))
            services = services.filter { chosen.contains($0.element.name) }
        case .commands, .filtering, .help, .asking:
            let names = Set(services.map(\.element.name))
            others = activities.filter { !names.contains($0.service ?? "") }
        }
        let count = others.count + services.count
        guard count > limit else { return others.map { line(of: $0, at: now) } + lines(of: services, at: now) }
        guard limit > 0 else { return [] }
        // What is going on elsewhere leaves at least half of the lines to the services.
        others = Array(others.prefix(max((limit - 1) / 2, limit - 1 - services.count)))
        let shown = services.prefix(limit - 1 - others.count)
        return others.map { line(of: $0, at: now) } + lines(of: Array(shown), at: now)
            + [Self.more(than: count - others.count - shown.count)]
    }

    /// The lines of services, given with their places.
    private func lines(of shown: [(offset: Int, element: Service)], at now: Duration) -> [StyledLine] {
        let numberWidth = "\(services?.count ?? 0)".count
        let nameWidth = min(24, shown.map(\.element.name.columns).max() ?? 0)
        let standings = shown.map { ServiceStanding(containers(of: $0.element.name), healthy: healthy) }
        let ports = shown.map { self.ports(of: $0.element.name) }
        let (stateWidth, portWidth) = (standings.map(\.text.columns).max() ?? 0, ports.map(\.columns).max() ?? 0)
        return shown.indices.map { index in
            let (offset, service) = shown[index]
            let number = String(repeating: " ", count: numberWidth - "\(offset + 1)".count) + "\(offset + 1)"
            var line = StyledLine(" \(number) ", .faint).appending(" \(service.name.padded(to: nameWidth))  ", .bold)
            if let activity = activities.last(where: { $0.service == service.name }) {
                line.append("\(frame(at: now)) \(activity.text)", .yellow)
                line.append(elapsed(since: activity.began, at: now), .faint)
            } else if let request = requests[service.name] {
                line.append("\(frame(at: now)) \(request == .restart ? "Restarting" : "Rebuilding")", .yellow)
            } else {
                let edit = lastEdit(of: service.name)
                let isLast = (state: edit == nil && ports[index].isEmpty, port: edit == nil)
                line.append(
                    "● \(standings[index].text.padded(to: isLast.state ? 0 : stateWidth))",
                    standings[index].style
                )
                if !isLast.state, portWidth > 0 {
                    line.append("  \(ports[index].padded(to: isLast.port ? 0 : portWidth))")
                }
                if let edit { line.append("  \(edit)", .faint) }
            }
            return line
        }
    }

    /// What was last brought into a service's containers, and at what time of day.
    private func lastEdit(of service: String) -> String? {
        guard let event = session.changes[service], case .applied(let change) = event.action else { return nil }
        let seconds = (Int(event.time.components.seconds) + secondsFromUTC) % 86_400
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let time = [seconds / 3_600, seconds / 60 % 60, seconds % 60].map(two).joined(separator: ":")
        return "\(time)  \(EventWriter.summary(of: change))  \(change.elapsed.duration.text)"
    }

    /// The published ports of a service, each once: `8080→80, 5432`.
    private func ports(of service: String) -> String {
        var texts: [String] = []
        for port in containers(of: service).flatMap(\.report.ports) {
            let text =
                (port.port == port.target ? "\(port.port)" : "\(port.port)→\(port.target)")
                + (port.transport == "tcp" ? "" : "/\(port.transport)")
            if !texts.contains(text) { texts.append(text) }
        }
        return texts.joined(separator: ", ")
    }

    /// The containers of a service, in the order of their numbers.
    func containers(of service: String) -> [SessionSnapshot.ContainerState] {
        session.containers.values.filter { $0.subject.service == service }
            .sorted { ($0.subject.number ?? 0, $0.subject.name) < ($1.subject.number ?? 0, $1.subject.name) }
    }

    private func line(of activity: Activity, at now: Duration) -> StyledLine {
        StyledLine(" \(frame(at: now)) \(activity.title)  \(activity.text)\(elapsed(since: activity.began, at: now))")
    }

    private func frame(at now: Duration) -> String { Self.frames[Int(now.milliseconds / 100) % Self.frames.count] }

    private func elapsed(since began: Duration, at now: Duration) -> String {
        now - began < .seconds(1) ? "" : "  \((now - began).text)"
    }
}
