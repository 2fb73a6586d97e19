import ComposeModel
import EngineAPI

/// One row of the ``AttributeTable``: an attribute of a Compose file and what becomes of it.
///
/// A row speaks for all that is below its path, too, unless that has a row of its own.
package struct AttributeRow: Sendable {
    /// What is to be refused of a service.
    typealias Refusals = @Sendable (Project, Service) -> [ReconciliationError]

    /// The attribute, such as `services.*.build.args`; `*` stands for a name, and lists have no place in it.
    package let path: String
    /// What becomes of it.
    package let effect: AttributeEffect
    /// The forms of an applied attribute that are refused, and why; `nil` where none is.
    package private(set) var exception: String?
    /// Why it is not looked at in a container that another tool made; `nil` where it is.
    package private(set) var uncompared: String?
    /// The name under which a plan says that it changed.
    ///
    /// - Default: the attribute of the service that it is, or is within.
    package private(set) var nameOfChange: String
    /// How it gets into what a container is made from; `nil` where the row of ``nameOfChange`` says so, or it does not.
    private(set) var container: ContainerAttribute?
    /// What is to be refused of a service, which is nothing of one that does not use it; `nil` where nothing ever is.
    private(set) var refusals: Refusals?

    init(_ path: String, _ effect: AttributeEffect) {
        self.path = path
        self.effect = effect
        let parts = path.split(separator: ".")
        nameOfChange = parts.count > 2 ? String(parts[2]) : path
    }
}

extension AttributeRow {
    /// An attribute of a service that goes into its containers.
    static func container(_ name: String, _ container: ContainerAttribute) -> AttributeRow {
        var row = AttributeRow("services.*.\(name)", .applied(.container))
        row.container = container
        return row
    }

    /// An attribute of a service that is one value of what a container is made from.
    ///
    /// - Parameters:
    ///   - engineName: the engine's name for it.
    ///   - isShown: whether plans show its values.
    ///   - isSame: whether a container that another tool made has what is wanted: what is wanted, then what it has.
    static func setting<Value: Equatable & Sendable>(
        _ name: String,
        _ engineName: String,
        _ place: any WritableKeyPath<ContainerCreateRequest, Value> & Sendable,
        isShown: Bool = false,
        isSame: @escaping @Sendable (Value, Value) -> Bool = { $0 == $1 },
        _ value: @escaping @Sendable (Service) -> Value
    ) -> AttributeRow {
        container(
            name,
            ContainerAttribute(
                names: [engineName: name],
                isShown: isShown,
                translate: { translation, request in request[keyPath: place] = value(translation.service) },
                isSame: { isSame($0.wanted[keyPath: place], $0.actual[keyPath: place]) }
            )
        )
    }

    /// A part of a service that goes into its containers with another attribute.
    static func part(_ path: String, of name: String? = nil, uncompared: String? = nil) -> AttributeRow {
        var row = AttributeRow("services.*.\(path)", .applied(.container))
        if let name { row.nameOfChange = name }
        row.uncompared = uncompared
        return row
    }

    /// An attribute that decides something else than what a container is made from.
    static func applied(_ path: String, to scope: AttributeEffect.Scope) -> AttributeRow {
        AttributeRow(path, .applied(scope))
    }

    /// An attribute that decides nothing.
    static func withoutEffect(_ path: String, because reason: String) -> AttributeRow {
        AttributeRow(path, .none(because: reason))
    }

    /// An attribute of a service that is refused.
    static func refused(
        _ path: String,
        because reason: String,
        when isUsed: @escaping @Sendable (Service) -> Bool
    ) -> AttributeRow {
        let attribute = path.split(separator: ".").dropFirst(2).map(String.init)
        return refused(path, because: reason) { _, service in
            isUsed(service) ? [.unsupported(service: service.name, attribute: attribute, because: reason)] : []
        }
    }

    /// An attribute that is refused.
    static func refused(
        _ path: String,
        because reason: String,
        _ refusals: @escaping @Sendable (Project, Service) -> [ReconciliationError]
    ) -> AttributeRow {
        var row = AttributeRow(path, .refused(because: reason))
        row.refusals = refusals
        return row
    }

    /// The row of an attribute of which some forms are refused.
    ///
    /// - Parameter exception: the forms and the reason, such as `not several: the engine keeps one`.
    func except(
        _ exception: String,
        when isUsed: @escaping @Sendable (Service) -> Bool
    ) -> AttributeRow {
        let attribute = path.split(separator: ".").dropFirst(2).map(String.init)
        var row = self
        row.exception = exception
        row.refusals = { _, service in
            isUsed(service) ? [.unsupported(service: service.name, attribute: attribute, because: exception)] : []
        }
        return row
    }

    /// The row of an attribute of which some forms are refused in words of their own.
    ///
    /// - Parameter exception: the forms and the reason.
    func except(
        _ exception: String,
        refusing refusals: @escaping @Sendable (Project, Service) -> [ReconciliationError]
    ) -> AttributeRow {
        var row = refusing(refusals)
        row.exception = exception
        return row
    }

    /// The row of an attribute that refers to what other rows refuse.
    ///
    /// - Parameter refusals: what is to be refused of a service.
    func refusing(_ refusals: @escaping @Sendable (Project, Service) -> [ReconciliationError]) -> AttributeRow {
        var row = self
        row.refusals = refusals
        return row
    }

    /// The row of an attribute that is not looked at in a container that another tool made.
    func uncompared(because reason: String) -> AttributeRow {
        var row = self
        row.uncompared = reason
        return row
    }

    /// The row of an attribute whose changes bear the name of another one.
    func changing(_ name: String) -> AttributeRow {
        var row = self
        row.nameOfChange = name
        return row
    }
}
