public import ComposeModel
internal import OrderedCollections

extension LoadedProject {
    /// The project in which services have other images.
    ///
    /// - Parameter images: the references, by service; of services that are not enabled nothing becomes of them.
    public func settingImages(_ images: [ServiceName: String]) -> LoadedProject {
        var result = self
        for (name, image) in images {
            result.project.services[name]?.image = image
            result.tree.updateMapping { top in
                top["services"]?.updateMapping { services in
                    services[name.rawValue]?.updateMapping { $0["image"]?.value = .string(image) }
                }
            }
        }
        return result
    }

    /// The images that the files name, by service.
    public var namedImages: [ServiceName: String] {
        (tree["services"]?.mapping ?? [:]).reduce(into: [:]) { images, entry in
            guard let image = entry.value["image"]?.string, !image.isEmpty else { return }
            images[ServiceName(entry.key)] = image
        }
    }

    /// The project with nothing but the images of its services, to be laid over its files.
    public var onlyImages: LoadedProject {
        var result = self
        result.tree.updateMapping { top in
            top.removeAll { $0.key != "services" }
            top["services"]?.updateMapping { services in
                for index in services.values.indices {
                    services.values[index].updateMapping { $0.removeAll { $0.key != "image" } }
                }
            }
        }
        return result
    }
}
