public import ComposeModel

extension LoadedProject {
    /// An enabled service as `config --format json` prints it, on one line; `nil` where there is none of the name.
    public func serviceText(_ name: ServiceName) -> String? {
        guard let node = tree["services"]?[name.rawValue] else { return nil }
        return JSONWriter.text(OutputBuilder(format: .json).service(node), step: nil)
    }
}
