package import ComposeModel

extension Plan {
    /// The plan with the start of the container that is made for one command, which is left to whoever connects to it.
    package func starting(_ oneOff: OneOff, in project: Project) -> Plan {
        var plan = self
        let start = Operation.StartContainer(
            service: oneOff.service.name,
            number: 0,
            name: oneOff.containerName(in: project),
            hooks: [],
            ownNetworks: OwnNetworks(of: project)
        )
        _ = plan.add(.startContainer(start), because: "a command is run in it", after: steps.map(\.id))
        return plan
    }
}
