import Synchronization
import Testing

@testable import Operations

@Suite struct OnceValueTests {
    @Test func aValueIsMadeOnceAndOnlyWhenAskedFor() async {
        let count = Atomic(0)
        let once = OnceValue { count.add(1, ordering: .relaxed).newValue }
        #expect(count.load(ordering: .relaxed) == 0)
        await withTaskGroup(of: Int.self) { group in
            for _ in 0..<20 { group.addTask { once.value } }
            for await value in group { #expect(value == 1) }
        }
        #expect(count.load(ordering: .relaxed) == 1)
    }
}
