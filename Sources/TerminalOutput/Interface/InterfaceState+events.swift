package import SessionEvents

extension InterfaceState {
    /// Takes what happened.
    ///
    /// - Parameter now: the time on the clock of whoever draws.
    /// - Returns: what is to be done because of it.
    package mutating func take(_ event: StampedEvent, at now: Duration) -> [Action] {
        session.apply(event)
        if case .logged = event.action { return [] }
        note(event, at: now)
        switch event.action {
        case .stopping:
            isStopping = true
            mode = .commands
            notice = nil
        case .healthy: healthy.insert(event.subject.name)
        case .stepBegan(.startContainer), .stepBegan(.stopContainer): healthy.remove(event.subject.name)
        case .containerObserved(let report):
            if report.state != .running || report.health != .starting { healthy.remove(event.subject.name) }
        case .applied(let change) where change.action == .restart || change.action == .rebuild:
            return finish(event.subject.name)
        case .applyFailed: return finish(event.subject.name)
        default: break
        }
        return []
    }

    /// A request came to its end.
    private mutating func finish(_ service: String) -> [Action] {
        guard requests.removeValue(forKey: service) != nil, requests.isEmpty, leavesWhenDone else { return [] }
        return [.leave]
    }

    private mutating func note(_ event: StampedEvent, at now: Duration) {
        let (subject, build) = (EventText.name(of: event.subject), EventText.nameOfBuild(event.subject))
        let service = event.subject.service
        func show(_ title: String, _ text: String) {
            if let index = activities.firstIndex(where: { $0.title == title }) {
                activities[index].text = text
            } else {
                activities.append(Activity(title: title, service: service, text: text, began: now))
            }
        }
        func hide(_ title: String) { activities.removeAll { $0.title == title } }
        switch event.action {
        case .stepBegan(let action): if let words = EventText.words(for: action) { show(subject, words.doing) }
        case .stepDone, .stepFailed, .healthy, .completed, .unready, .pullDone, .pullFailed, .pushDone, .pushFailed:
            hide(subject)
        case .probing: show(subject, "Waiting until it is ready")
        case .waiting(let goal, _, let probe): show(subject, EventText.waiting(for: goal, probe))
        case .buildBegan: show(build, "Sending the build context")
        case .buildStepBegan(let step): show(build, step)
        case .buildOutput(let step, let line): show(build, "\(step): \(line)")
        case .buildDone, .buildFailed: hide(build)
        case .pullBegan: show(subject, "Pulling")
        case .pullProgressed(let layer, let status): show(subject, "Pulling \(layer) \(status)")
        case .pushBegan: show(subject, "Pushing")
        case .pushProgressed(let layer, let status): show(subject, "Pushing \(layer) \(status)")
        case .providerSaid(let text, false): show(subject, String(text.prefix { !$0.isNewline }))
        default: break
        }
    }
}
