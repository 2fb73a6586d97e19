internal import OrderedCollections

/// Writes out what the specification says about attributes that are not set.
enum Defaults {
    static func apply(to project: inout Node) {
        project.updateMapping { top in
            guard let services = top.index(forKey: "services") else { return }
            top.values[services].updateMapping { services in
                for index in services.values.indices {
                    applyToService(&services.values[index])
                }
            }
        }
    }

    private static func applyToService(_ service: inout Node) {
        service.updateMapping { attributes in
            set(&attributes, "build") { build, node in
                imply(&build, "context", .string("."), node)
            }
            setItems(&attributes, "secrets") { secret, node in
                if let source = secret["source"]?.string {
                    imply(&secret, "target", .string("/run/secrets/\(source)"), node)
                }
            }
            setItems(&attributes, "ports") { port, node in
                imply(&port, "protocol", .string("tcp"), node)
                imply(&port, "mode", .string("ingress"), node)
            }
            setItems(&attributes, "gpus", countDevices)
            set(&attributes, "deploy") { deploy, _ in
                set(&deploy, "resources") { resources, _ in
                    set(&resources, "reservations") { reservations, _ in
                        setItems(&reservations, "devices", countDevices)
                    }
                }
            }
            set(&attributes, "depends_on") { dependencies, _ in
                for index in dependencies.values.indices {
                    let origin = dependencies.values[index]
                    dependencies.values[index].updateMapping { imply(&$0, "required", .bool(true), origin) }
                }
            }
        }
    }

    private static func countDevices(_ request: inout OrderedDictionary<String, Node>, _ node: Node) {
        if request["device_ids"] == nil {
            imply(&request, "count", .string("all"), node)
        }
    }

    private static func imply(
        _ entries: inout OrderedDictionary<String, Node>,
        _ key: String,
        _ value: Node.Value,
        _ origin: Node
    ) {
        if entries[key] == nil { entries[key] = origin.implying(value) }
    }

    private static func set(
        _ entries: inout OrderedDictionary<String, Node>,
        _ key: String,
        _ change: (inout OrderedDictionary<String, Node>, Node) -> Void
    ) {
        guard let index = entries.index(forKey: key) else { return }
        let origin = Node(value: .null, location: entries.values[index].location)
        entries.values[index].updateMapping { change(&$0, origin) }
    }

    private static func setItems(
        _ entries: inout OrderedDictionary<String, Node>,
        _ key: String,
        _ change: (inout OrderedDictionary<String, Node>, Node) -> Void
    ) {
        guard let index = entries.index(forKey: key) else { return }
        entries.values[index].updateSequence { items in
            for index in items.indices {
                let origin = Node(value: .null, location: items[index].location)
                items[index].updateMapping { change(&$0, origin) }
            }
        }
    }
}
