@testable import BuildSessions
import Testing

@Suite struct SyncPacketTests {
}
