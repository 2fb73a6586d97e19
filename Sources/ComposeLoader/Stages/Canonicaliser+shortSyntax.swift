internal import ComposeYAML
internal import Diagnostics
internal import OrderedCollections

extension Canonicaliser {
    /// Whether a text cannot be read because its variables are not replaced.
    private func isUnread(_ text: String) -> Bool {
        keepsVariables && Template.isNeeded(for: text)
    }

    func ports(_ node: inout Node, _ path: NodePath) {
        guard case .sequence(let items) = node.value else { return }
        node.value = .sequence(
            items.flatMap { item -> [Node] in
                guard item.directive != .reset else { return [] }
                guard let text = item.scalarText else { return [item] }
                // The attribute table allows no fraction.
                if case .float = item.value { return [] }
                do throws(PortSyntax.Failure) {
                    let syntax = try PortSyntax(parsing: text)
                    guard budget.ports.spend(syntax.count) else {
                        diagnostics.error(
                            .limitExceeded,
                            "the port ranges of the project stand for more than \(budget.ports.limit) ports",
                            at: item.location
                        )
                        return []
                    }
                    return syntax.ports.map { port in item.with(.mapping(entries(of: port, item))) }
                } catch {
                    if isUnread(text) { return [item] }
                    diagnostics.error(
                        .malformedPort,
                        "'\(text)' is not a port: \(error.reason)",
                        at: item.location,
                        hint: "write '[HOST_IP:][HOST_PORT:]CONTAINER_PORT[/PROTOCOL]'"
                    )
                    return []
                }
            }
        )
    }

    private func entries(of port: PortSyntax.Port, _ item: Node) -> OrderedDictionary<String, Node> {
        var entries: OrderedDictionary<String, Node> = ["mode": item.implying(.string("ingress"))]
        if let address = port.hostIP { entries["host_ip"] = item.implying(.string(address)) }
        entries["target"] = item.implying(.int(port.target))
        if let published = port.published { entries["published"] = item.implying(.string(published)) }
        entries["protocol"] = item.implying(.string(port.transport))
        return entries
    }

    func mounts(_ node: inout Node, _ path: NodePath) {
        node.updateSequence { items in
            items = items.compactMap { item -> Node? in
                guard item.directive != .reset else { return nil }
                guard let text = item.string else { return item }
                do throws(VolumeSyntax.Failure) {
                    return item.with(.mapping(entries(of: try VolumeSyntax(parsing: text), item)))
                } catch {
                    if isUnread(text) { return item }
                    diagnostics.error(
                        .malformedMount,
                        "'\(text)' is not a volume: \(error.reason)",
                        at: item.location,
                        hint: "write '[SOURCE:]TARGET[:OPTIONS]'"
                    )
                    return nil
                }
            }
        }
    }

    private func entries(of mount: VolumeSyntax, _ item: Node) -> OrderedDictionary<String, Node> {
        for option in mount.unknownOptions {
            diagnostics.warning("volume option '\(option)' is unknown and has no effect", at: item.location)
        }
        let fields = (item.string ?? "").split(separator: ":")
        if let letter = fields.first, letter.count == 1, letter.first?.isLetter == true,
            fields.count == 2 || fields.last?.hasPrefix("/") == false,
            fields.dropFirst().first?.hasPrefix("/") == true
        {
            diagnostics.warning(
                "'\(letter):' is read as a Windows drive, not as the volume '\(letter)'",
                at: item.location,
                hint: "give the volume a longer name, or write the mount as a mapping"
            )
        }
        var entries: OrderedDictionary<String, Node> = [
            "type": item.implying(.string(mount.isBind ? "bind" : "volume"))
        ]
        if let source = mount.source { entries["source"] = item.implying(.string(source)) }
        entries["target"] = item.implying(.string(LexicalPath.clean(mount.target)))
        if mount.isReadOnly { entries["read_only"] = item.implying(.bool(true)) }
        var bind = OrderedDictionary<String, Node>()
        if let selinux = mount.selinux { bind["selinux"] = item.implying(.string(selinux)) }
        if let propagation = mount.propagation { bind["propagation"] = item.implying(.string(propagation)) }
        if mount.isBind { bind["create_host_path"] = item.implying(.bool(true)) }
        if !bind.isEmpty { entries["bind"] = item.implying(.mapping(bind)) }
        if !mount.isBind, !mount.isBareTarget {
            entries["volume"] = item.implying(.mapping(mount.noCopy ? ["nocopy": item.implying(.bool(true))] : [:]))
        }
        return entries
    }

    func devices(_ node: inout Node, _ path: NodePath) {
        node.updateSequence { items in
            items = items.compactMap { item -> Node? in
                guard item.directive != .reset else { return nil }
                guard let text = item.string else { return item }
                let fields = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
                guard fields.count <= 3 else {
                    if isUnread(text) { return item }
                    diagnostics.error(
                        .malformedDevice,
                        "'\(text)' is not a device: it has more than three fields",
                        at: item.location,
                        hint: "write it as a mapping with 'source', 'target' and 'permissions'"
                    )
                    return nil
                }
                let target = fields.count > 1 && !fields[1].isEmpty ? fields[1] : fields[0]
                return item.with(
                    .mapping([
                        "source": item.implying(.string(fields[0])),
                        "target": item.implying(.string(target)),
                        "permissions": item.implying(.string(fields.count > 2 ? fields[2] : "rwm")),
                    ])
                )
            }
        }
    }

    func hosts(_ node: inout Node, _ path: NodePath) {
        var hosts = OrderedDictionary<String, Node>()
        switch node.value {
        case .mapping(let entries):
            for (name, entry) in entries where entry.directive != .reset {
                if entry.isNull {
                    diagnostics.error(.malformedAddress, "host '\(name)' has no address", at: entry.place)
                }
                let addresses = entry.sequence ?? [entry]
                hosts[name] = entry.with(.sequence(addresses.map { $0.with(.string(bare($0.scalarText ?? ""))) }))
            }
        case .sequence(let items):
            for item in items where item.directive != .reset {
                let text = item.scalarText ?? ""
                let separator: Character = text.contains("=") ? "=" : ":"
                guard let index = text.firstIndex(of: separator) else {
                    if isUnread(text) { continue }
                    diagnostics.error(
                        .malformedAddress,
                        "'\(text)' has no address",
                        at: item.location,
                        hint: "write 'HOST=ADDRESS'"
                    )
                    continue
                }
                let addresses = text[text.index(after: index)...].split(
                    separator: ",",
                    omittingEmptySubsequences: false
                )
                let nodes = addresses.map { item.with(.string(bare(String($0)))) }
                var known = hosts[String(text[..<index])] ?? item.with(.sequence([]))
                known.updateSequence { $0 += nodes }
                hosts[String(text[..<index])] = known
            }
        default:
            return
        }
        for (name, entry) in hosts where name.isEmpty || name.contains(":") || name.contains("=") {
            diagnostics.error(.malformedName, "'\(name)' is not a host name", at: entry.place)
        }
        node.value = .mapping(hosts)
    }

    private func bare(_ address: String) -> String {
        address.count > 2 && address.hasPrefix("[") && address.hasSuffix("]")
            ? String(address.dropFirst().dropLast()) : address
    }

    func sshKeys(_ node: inout Node, _ path: NodePath) {
        guard case .sequence(let items) = node.value else { return }
        var keys = OrderedDictionary<String, Node>()
        for item in items where item.directive != .reset {
            let text = item.scalarText ?? ""
            let id = String(text.prefix { $0 != "=" })
            if id.utf8.count == text.utf8.count {
                if id != "default" {
                    diagnostics.error(
                        .malformedAssignment,
                        "SSH key '\(text)' has no path",
                        at: item.location,
                        hint: "write 'ID=PATH'"
                    )
                }
                keys[id] = item.with(.null)
            } else {
                keys[id] = item.with(.string(String(text.dropFirst(id.count + 1))))
            }
        }
        node.value = .mapping(keys)
    }

    func external(_ node: inout Node, _ path: NodePath) {
        guard let external = node["external"], case .mapping(let entries) = external.value else { return }
        if let name = entries["name"] {
            diagnostics.warning(
                "'\(path).external.name' is obsolete",
                at: name.place,
                hint: "use 'name' and 'external: true'"
            )
            if let other = node["name"], other.string != name.string {
                diagnostics.error(
                    .valuesDiffer,
                    "'\(path)' has two different names",
                    at: name.place,
                    hint: "keep only 'name'"
                )
            }
        }
        node.updateMapping { resource in
            resource["external"] = external.with(.bool(true))
            if let name = entries["name"] { resource["name"] = name }
        }
    }
}
