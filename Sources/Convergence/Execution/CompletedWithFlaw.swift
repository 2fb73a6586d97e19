/// A step that was carried out although something about it failed, or whose failure concerns no other step: the steps after
/// it go on, the whole has failed.
struct CompletedWithFlaw: Error {
    /// What failed.
    var error: ConvergenceError
    /// Whether the step itself was carried out.
    var isDone = true
}
