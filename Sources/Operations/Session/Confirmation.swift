/// Puts questions to the person at the terminal.
package protocol Confirmation: Sendable {
    /// Asks something that is answered with yes or no.
    ///
    /// - Parameter question: a sentence that ends with a question mark.
    /// - Returns: whether the answer was yes; no when there was none.
    /// - Cancellation: returns no.
    func confirm(_ question: String) async -> Bool
}
