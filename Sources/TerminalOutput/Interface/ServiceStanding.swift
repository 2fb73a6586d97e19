import SessionEvents

/// How a service stands, in words and a colour, made from what the engine says of its containers.
struct ServiceStanding: Hashable {
    let text: String
    let style: TextStyle

    /// Sums up containers.
    ///
    /// - Parameter healthy: those that passed their health check, which the engine may not have noticed yet.
    init(_ containers: [SessionSnapshot.ContainerState], healthy: Set<String>) {
        let standings = containers.map { Self.standing(of: $0.report, isHealthy: healthy.contains($0.subject.name)) }
        guard let first = standings.first else {
            (text, style) = ("not there", .faint)
            return
        }
        guard standings.contains(where: { $0.text != first.text }) else {
            (text, style) = (standings.count > 1 ? "\(standings.count) × \(first.text)" : first.text, first.style)
            return
        }
        let running = containers.filter { $0.report.state == .running }.count
        let worst: TextStyle = standings.contains { $0.style == .red } ? .red : .yellow
        (text, style) = ("\(running) of \(containers.count) running", worst)
    }

    private static func standing(of report: ContainerReport, isHealthy: Bool) -> (text: String, style: TextStyle) {
        switch report.state {
        case .running:
            switch isHealthy && report.health == .starting ? .healthy : report.health {
            case .starting: ("running, health starting", .yellow)
            case .healthy: ("running, healthy", .green)
            case .unhealthy: ("running, unhealthy", .red)
            case nil: ("running", .green)
            }
        case .exited: ("exited (\(report.exitCode ?? 0))", report.exitCode ?? 0 == 0 ? .faint : .red)
        case .created: ("created", .faint)
        case .dead: ("dead", .red)
        case .paused, .restarting, .removing, .unknown: (report.state.rawValue, .yellow)
        }
    }
}
