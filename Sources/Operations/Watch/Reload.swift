import DevelopmentLoop
import SessionEvents

/// A project as its files say now, and what brings it to what runs.
struct Reload: Sendable {
    /// The files that changed, as they are shown.
    var paths: [String]
    /// What is watched from now on.
    var watch: Watch
    /// What brings the change to what runs; `nil` where nothing is to be done.
    var up: Up?
    /// The steps of its plans.
    var plans: [[PlannedStep]]
}
