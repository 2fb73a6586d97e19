extension Sequence where Element: Sendable {
    /// What becomes of the elements, all at once and in no order; those of which nothing becomes are left out.
    ///
    /// - Throws: what is thrown for one of them; the others are cancelled then.
    func mappedConcurrently<Mapped: Sendable>(
        _ transform: @escaping @Sendable (Element) async throws -> Mapped?
    ) async throws -> [Mapped] {
        try await withThrowingTaskGroup(of: Mapped?.self) { group in
            for element in self { group.addTask { try await transform(element) } }
            var results: [Mapped] = []
            for try await result in group {
                if let result { results.append(result) }
            }
            return results
        }
    }
}
