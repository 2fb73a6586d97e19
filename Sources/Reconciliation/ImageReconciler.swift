package import ComposeModel
import EngineAPI
import OrderedCollections

/// Decides which images have to be pulled or built before containers can be planned: pure, no I/O.
package struct ImageReconciler: Sendable {
    /// When images are built.
    package enum Building: Sendable, Hashable {
        /// When they are missing.
        case whenMissing
        /// Always.
        case always
        /// Never.
        case never
    }

    /// When images are pulled, overriding each service's `pull_policy`.
    package enum Pulling: String, Sendable, Hashable, CaseIterable {
        /// Always, even when they are there.
        case always
        /// When they are missing.
        case missing
        /// Never.
        case never
    }

    private let building: Building
    private let pulling: Pulling?

    /// Creates a reconciler.
    package init(building: Building = .whenMissing, pulling: Pulling? = nil) {
        self.building = building
        self.pulling = pulling
    }

    /// The plan that makes the images of the services available.
    ///
    /// - Throws: ``ReconciliationError/imageMissing(service:image:)``,
    ///   ``ReconciliationError/imageNameInvalid(service:image:)``.
    package func plan(for services: [Service], observed: ObservedState) throws(ReconciliationError) -> Plan {
        var plan = Plan()
        var pulled: Set<String> = []
        var built: [ServiceName: Int] = [:]
        for service in services where service.provider == nil {
            guard ImageReference(service.image).isWellFormed else {
                throw .imageNameInvalid(service: service.name, image: service.image)
            }
            let isThere = observed.images[service.image] != nil
            if let build = service.build, let cause = buildCause(of: service, isThere: isThere) {
                let contexts = build.additionalContexts.values.compactMap { context -> Int? in
                    context.hasPrefix("service:") ? built[ServiceName(String(context.dropFirst(8)))] : nil
                }
                built[service.name] = plan.add(
                    .buildImage(.init(service: service.name, image: service.image)),
                    because: cause,
                    after: contexts
                )
            } else if service.build == nil, !pulled.contains(service.image) {
                guard let cause = try pullCause(of: service, isThere: isThere) else { continue }
                pulled.insert(service.image)
                _ = plan.add(
                    .pullImage(
                        .init(
                            service: service.name,
                            image: service.image,
                            platform: service.platform,
                            isOptional: isThere
                        )
                    ),
                    because: cause
                )
            }
        }
        return plan
    }

    private func buildCause(of service: Service, isThere: Bool) -> String? {
        switch building {
        case .always: return "building was asked for"
        case .never: return nil
        case .whenMissing:
            if service.pullPolicy == .build { return "its pull policy is 'build'" }
            return isThere ? nil : "it does not exist"
        }
    }

    private func pullCause(of service: Service, isThere: Bool) throws(ReconciliationError) -> String? {
        let policy: PullPolicy =
            switch pulling {
            case .always: .always
            case .missing: .missing
            case .never: .never
            case nil: service.pullPolicy ?? .missing
            }
        switch policy {
        case .always: return "its pull policy is 'always'"
        case .never:
            guard isThere else { throw .imageMissing(service: service.name, image: service.image) }
            return nil
        case .missing, .build, .refresh: return isThere ? nil : "it does not exist"
        }
    }
}
