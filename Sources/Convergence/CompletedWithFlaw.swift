/// A step that was carried out although something about it failed: the steps after it go on, the whole has failed.
struct CompletedWithFlaw: Error {
    /// What failed.
    var error: ConvergenceError
}
