import ComposeModel

/// How many containers a service is to have, as the command line says it: `web=3`.
struct ServiceScale: Hashable {
    var service: ServiceName
    var number: Int

    /// Reads it; `nil` for what is no service and a number from 0.
    init?(_ text: String) {
        let given = NamedValue(text)
        guard !given.name.isEmpty, let number = given.value.flatMap({ Int($0) }), number >= 0 else { return nil }
        service = ServiceName(given.name)
        self.number = number
    }
}
