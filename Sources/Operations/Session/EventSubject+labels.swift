import ComposeModel
import EngineAPI
import SessionEvents

extension EventSubject {
    /// A container, by what its labels say of it.
    static func container(_ name: String, _ labels: ComposeLabels) -> EventSubject {
        .container(name, of: labels.service?.rawValue, number: labels.containerNumber)
    }

    /// A container, as a list of the engine has it.
    static func container(_ summary: ContainerSummary) -> EventSubject {
        .container(summary.name, ComposeLabels(summary.labels))
    }
}
