import ComposeModel
import DependencyGraphs
import EngineAPI
import OrderedCollections

extension ImageReconciler {
    /// What has to be pulled and built so far, and in which order.
    struct Requirements {
        let producers: ImageProducers
        let observed: ObservedState
        /// The services that are to be built and whose sources have not been looked at yet.
        var unvisited: [Service] = []
        private var pulls: OrderedDictionary<ServiceName, (service: Service, cause: String)> = [:]
        private var builds: OrderedDictionary<ServiceName, Build> = [:]
        private var further: OrderedDictionary<String, ServiceName> = [:]
        private var graph = DependencyGraph<ServiceName>()
        /// The services whose image another one builds for both, with that one.
        private var sharers: [ServiceName: ServiceName] = [:]

        private struct Build {
            var service: Service
            var cause: String
            var bases: RegistryBases?
        }

        init(producers: ImageProducers, observed: ObservedState) {
            self.producers = producers
            self.observed = observed
        }

        func isThere(_ image: String) -> Bool { observed.images[image] != nil }

        mutating func pull(_ service: Service, because cause: String) {
            guard !pulls.values.contains(where: { $0.service.image == service.image }) else { return }
            pulls[service.name] = (service, cause)
            graph.insert(service.name)
        }

        mutating func pullFurther(_ image: String, for service: Service) {
            if further[image] == nil { further[image] = service.name }
        }

        /// Services that build the same image from the same build it once.
        mutating func build(_ service: Service, because cause: String, from bases: RegistryBases?) {
            guard builds[service.name] == nil, sharers[service.name] == nil else { return }
            if let other = builds.values.first(where: { $0.service.buildsSameImage(as: service) }) {
                sharers[service.name] = other.service.name
                return
            }
            builds[service.name] = Build(service: service, cause: cause, bases: bases)
            unvisited.append(service)
            graph.insert(service.name)
        }

        /// Says that one build needs another's image; that other need not be built now.
        mutating func order(_ service: ServiceName, after source: ServiceName) {
            let source = sharers[source] ?? source
            if source != service { graph.insert(service, dependingOn: source) }
        }

        func plan(_ translation: BuildTranslation) throws(ReconciliationError) -> Plan {
            let order: [ServiceName]
            do {
                order = try graph.order()
            } catch {
                throw .buildCycle(error.nodes)
            }
            var plan = Plan()
            var errors: [ReconciliationError] = []
            var steps: [ServiceName: Int] = [:]
            var basePulls: [String: Int] = [:]
            for name in order {
                if let build = builds[name] {
                    guard let definition = build.service.build else { continue }
                    var operation: Operation.BuildImage
                    do {
                        operation = try translation.operation(
                            definition,
                            of: build.service,
                            basesArePulled: build.bases?.arePulledInstead ?? false
                        )
                    } catch {
                        errors.append(error)
                        continue
                    }
                    operation.sharers = sharers.filter { $0.value == name }.keys.sorted { $0.rawValue < $1.rawValue }
                    let bases = build.bases?.pulls ?? []
                    for image in bases where basePulls[image.reference] == nil {
                        basePulls[image.reference] = plan.add(
                            Self.pull(image, for: build.service, operation.request.platform),
                            because: image.cause(name)
                        )
                    }
                    steps[name] = plan.add(
                        .buildImage(operation),
                        because: build.cause,
                        after: bases.compactMap { basePulls[$0.reference] }
                            + graph.dependencies(of: name).compactMap { steps[$0] }
                    )
                } else if let (service, cause) = pulls[name], basePulls[service.image] == nil {
                    _ = plan.add(
                        .pullImage(
                            .init(
                                service: name,
                                image: service.image,
                                platform: service.platform ?? translation.project.defaultPlatform,
                                isOptional: isThere(service.image)
                            )
                        ),
                        because: cause
                    )
                }
            }
            let platform = translation.project.defaultPlatform
            let made = plan.madeImages.union(basePulls.keys)
            for (image, service) in further where !made.contains(image) {
                _ = plan.add(
                    .pullImage(.init(service: service, image: image, platform: platform, isOptional: false)),
                    because: "'\(service)' needs it, and it does not exist"
                )
            }
            if let error = ReconciliationError.all(of: errors) { throw error }
            return plan
        }

        private static func pull(
            _ image: RegistryBases.Image,
            for service: Service,
            _ platform: String?
        ) -> Operation {
            .pullImage(
                .init(
                    service: service.name,
                    image: image.reference,
                    platform: platform,
                    isOptional: image.isThere,
                    isBase: true
                )
            )
        }
    }
}

extension Service {
    /// Whether another service builds the same image in the same way.
    fileprivate func buildsSameImage(as other: Service) -> Bool {
        image == other.image && build == other.build && platform == other.platform
    }
}

extension RegistryBases.Image {
    fileprivate func cause(_ service: ServiceName) -> String {
        isThere
            ? "'\(service)' is built from it, and the newest one was asked for"
            : "'\(service)' is built from it, and builders are not given credentials"
    }
}
