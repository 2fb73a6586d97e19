extension Name where Subject == Service {
    /// The service that is named where something else could stand, such as the host or a directory.
    ///
    /// - Shape: `service:NAME`; `nil` for other texts.
    package init?(reference text: String) {
        guard text.hasPrefix("service:") else { return nil }
        self.init(String(text.dropFirst("service:".count)))
    }
}
