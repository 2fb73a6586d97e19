import Operations

extension DatabaseProject {
    /// Asks whether data may be lost.
    ///
    /// - Parameters:
    ///   - question: a sentence that ends with a question mark.
    ///   - loss: what could not be asked, behind 'whether'.
    /// - Returns: how the workflow ends without it; `nil` where it was agreed to.
    /// - Throws: ``DatabaseError/unconfirmed(loss:)`` where there is nobody to ask.
    func agreement(to question: String, losing loss: String) async throws -> OperationEnd? {
        guard let confirmation = context.confirmation else { throw DatabaseError.unconfirmed(loss: loss) }
        guard case .finished(let agrees) = try await context.interrupts.race({ await confirmation.confirm(question) })
        else { return .interrupted }
        return agrees ? nil : .exited(code: 1)
    }
}
