import Diagnostics
import SessionEvents
import TestSupport

/// A change that was applied, and the service that it was applied to.
@dynamicMemberLookup
struct Application {
    var service: String
    var change: AppliedChange

    subscript<Value>(dynamicMember member: KeyPath<AppliedChange, Value>) -> Value { change[keyPath: member] }
}

extension RecordedEvents {
    var applications: [Application] {
        all.compactMap { event in
            guard case .applied(let change) = event.action else { return nil }
            return Application(service: event.subject?.name ?? "", change: change)
        }
    }

    var failures: [String] {
        all.compactMap { event in
            guard case .applyFailed(let path, let diagnostic, let isRetried) = event.action else { return nil }
            return "\(event.subject?.name ?? "") \(path ?? "-") \(diagnostic.message) \(isRetried)"
        }
    }

    var isEnabled: Bool { all.contains { if case .watchBegan = $0.action { true } else { false } } }
}
