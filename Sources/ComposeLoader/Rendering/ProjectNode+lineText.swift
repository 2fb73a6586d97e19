internal import Diagnostics

extension ProjectNode {
    /// The value on one line: a scalar as it is, `null`, or a collection as JSON with its keys in order.
    public var lineText: String { outputValue.lineText }

    fileprivate var outputValue: OutputValue { OutputBuilder(format: .json).uninterpolatedProject(node) }
}

extension LoadedProject {
    /// A value of the project as ``ProjectNode/lineText`` has it, without what ``ConfigRenderer/hidesSecrets`` leaves out.
    public func redactedText(of node: ProjectNode) -> String {
        let keys = node.path.steps.compactMap { (step: ProjectPath.Step) -> String? in
            if case .key(let key) = step { key } else { nil }
        }
        return node.outputValue.redacted(below: keys, of: secretTexts).lineText
    }
}

extension OutputValue {
    fileprivate var lineText: String {
        switch self {
        case .text(let text): text
        default: JSONWriter.text(self, step: nil)
        }
    }
}
