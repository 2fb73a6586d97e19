/// Names a target among those that a receiver was opened for.
struct TargetID: Hashable, Sendable, ExpressibleByIntegerLiteral {
    /// The place of the target in that list, from 0.
    let position: Int

    init(_ position: Int) { self.position = position }

    init(integerLiteral value: Int) { position = value }
}

extension Array {
    /// The elements, each with the name of the target that it stands for.
    var targets: [(target: TargetID, element: Element)] { enumerated().map { (TargetID($0), $1) } }

    /// What stands for a target.
    subscript(_ target: TargetID) -> Element { self[target.position] }
}
