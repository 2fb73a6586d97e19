/// The conformance cases in which EnGarde means to differ from docker compose 2.40.3, each with its reason.
enum KnownDifferences {
    static let reasons: [String: String] = [:]
}
