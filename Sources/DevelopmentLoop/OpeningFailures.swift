/// How often in a row a receiver could not be opened in a container that runs, as far as the engine knows.
///
/// The processes of a container that is about to end are gone before the engine hears of it: meanwhile nothing can be run in it,
/// as if the image had no shell. So what seems to be wrong is believed when it is found again and again.
struct OpeningFailures: Equatable, Sendable {
    private var count = 0

    /// How many in a row are believed.
    static let believed = 3

    /// Notes one.
    ///
    /// - Returns: whether it is believed.
    mutating func note() -> Bool {
        count += 1
        return count >= Self.believed
    }
}
