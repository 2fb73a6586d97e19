import ComposeModel

/// How many containers a service is to have, as the command line says it: `web=3`.
struct ServiceScale: Hashable {
    var service: ServiceName
    var number: Int

    /// Reads it; `nil` for what is no service and a number from 0.
    init?(_ text: String) {
        let parts = text.split(separator: "=", maxSplits: 1)
        guard parts.count == 2, let number = Int(parts[1]), number >= 0 else { return nil }
        service = ServiceName(String(parts[0]))
        self.number = number
    }
}
