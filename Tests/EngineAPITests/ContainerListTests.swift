import EngineAPI
import Testing

/// Lists of containers are read the same by a ``JSONReader`` and by `JSONDecoder`.
@Suite struct ContainerListTests {
    private static let whole = #"""
        [{"Id":"c1","Names":["/p-web-1","/other/web"],"Image":"web","ImageID":"sha256:1","Command":"sh -c \"a\u0026b\"",
        "Created":1764380000,"Ports":[{"IP":"0.0.0.0","PrivatePort":80,"PublicPort":8080,"Type":"tcp"},
        {"PrivatePort":53,"Type":"udp"}],"Labels":{"com.example.a":"1","b":"","ü":"\ud83d\udc08"},"State":"running",
        "Status":"Up 3 minutes (healthy)","HostConfig":{"NetworkMode":"p_default","Annotations":{"a":[1,{"b":null}]}},
        "NetworkSettings":{"Ports":{"80/tcp":[{"HostIp":"","HostPort":"8080"}],"443/tcp":null},"Networks":{"p_default":
        {"IPAMConfig":{"IPv4Address":"10.0.0.2","IPv6Address":"::2","LinkLocalIPs":["169.254.0.1"]},"Links":null,
        "Aliases":["web"],"MacAddress":"02:42","DriverOpts":{"a":"b"},"GwPriority":-3,"NetworkID":"n","EndpointID":"e",
        "Gateway":"10.0.0.1","IPAddress":"10.0.0.2","IPPrefixLen":24,"IPv6Gateway":"::1","GlobalIPv6Address":"::2",
        "GlobalIPv6PrefixLen":64,"DNSNames":["web","c1"]}}},"Mounts":[{"Type":"volume","Name":"v","Source":"/s",
        "Destination":"/d","Driver":"local","Mode":"z","RW":true,"Propagation":"rslave"}]},
        {"State":"exited","Id":"c2"}]
        """#

    private static func read(_ json: String) throws -> [ContainerSummary] {
        try JSONReader.read([ContainerSummary].self, from: Array(json.utf8))
    }

    @Test(arguments: [
        whole, "[]", " [ ] ", #"[{"Id":"","State":""}]"#, #"[{"Id":"a","State":"hibernating","Later":[{"x":[]}]}]"#,
        #"[{"\u0049d":"a","St\u0061te":"stopped","Created":1e3}]"#,
        #"[{"Id":"a","State":"dead","Names":null,"Image":null,"ImageID":null,"Command":null,"Created":null}]"#,
        #"[{"Id":"a","State":"dead","Status":null,"Ports":null,"Labels":null,"Mounts":null,"NetworkSettings":null}]"#,
        #"[{"Id":"a","State":"dead","NetworkSettings":{"Ports":null,"Networks":null}}]"#,
        #"[{"Id":"a","State":"dead","NetworkSettings":{"Networks":{"n":{"IPAMConfig":null,"IPPrefixLen":null}}}}]"#,
        #"[{"Id":"a","State":"dead","NetworkSettings":{"Networks":{"n":{"IPAMConfig":{}}}}}]"#,
        #"[{"Id":"a","State":"dead","Mounts":[{"Type":"odd","Destination":"/x","RW":null,"Mode":null}]}]"#,
        #"[{"Id":"a","State":"dead","Ports":[{"IP":null,"PrivatePort":1.0,"PublicPort":null,"Type":"sctp"}]}]"#,
    ]) func listsAreReadAlike(json: String) throws {
        #expect(try Self.read(json) == decoded([ContainerSummary].self, json))
    }

    @Test func everyFieldIsRead() throws {
        let containers = try Self.read(Self.whole)
        let first = try #require(containers.first)
        #expect(first.name == "p-web-1")
        #expect(first.command == #"sh -c "a&b""#)
        #expect(first.labels == ["com.example.a": "1", "b": "", "ü": "🐈"])
        #expect(first.networkSettings.networks["p_default"]?.gatewayPriority == -3)
        #expect(first.mounts.map(\.propagation) == ["rslave"])
        #expect(containers.map(\.state) == [.running, .exited])
    }

    @Test(arguments: [
        #"[{"State":"dead"}]"#, #"[{"Id":"a"}]"#, #"[{"Id":null,"State":"dead"}]"#, #"[{"Id":"a","State":null}]"#,
        #"[{"Id":1,"State":"dead"}]"#, #"[{"Id":"a","State":"dead","Created":1.5}]"#, "[null]", "{}", "null",
        #"[{"Id":"a","State":"dead","Names":[null]}]"#, #"[{"Id":"a","State":"dead","Labels":{"a":null}}]"#,
        #"[{"Id":"a","State":"dead","Ports":[{"PrivatePort":70000,"Type":"tcp"}]}]"#,
        #"[{"Id":"a","State":"dead","Ports":[{"PrivatePort":80,"Type":"icmp"}]}]"#,
        #"[{"Id":"a","State":"dead","Ports":[{"Type":"tcp"}]}]"#,
        #"[{"Id":"a","State":"dead","Ports":[{"PrivatePort":1}]}]"#,
        #"[{"Id":"a","State":"dead","Mounts":[{"Type":"bind"}]}]"#,
        #"[{"Id":"a","State":"dead","Mounts":[{"RW":"yes"}]}]"#,
        #"[{"Id":"a","State":"dead","NetworkSettings":{"Ports":{"http":null}}}]"#,
        #"[{"Id":"a","State":"dead","NetworkSettings":{"Networks":{"n":null}}}]"#,
    ]) func otherValuesAreRefusedAlike(json: String) {
        _ = #expect(throws: JSONReader.Malformed.self) { try Self.read(json) }
        _ = #expect(throws: DecodingError.self) { try decoded([ContainerSummary].self, json) }
    }

    @Test func noBeginningOfAListIsAList() {
        let bytes = Array(Self.whole.utf8)
        for length in bytes.indices {
            _ = #expect(throws: JSONReader.Malformed.self) {
                try JSONReader.read([ContainerSummary].self, from: Array(bytes.prefix(length)))
            }
        }
    }

    @Test func noChangeOfAByteIsReadDifferently() {
        let bytes = Array(Self.whole.utf8)
        for index in bytes.indices {
            for byte in [0, 0x22, 0x2C, 0x5C] as [UInt8] {
                var changed = bytes
                changed[index] = byte
                guard let read = try? JSONReader.read([ContainerSummary].self, from: changed) else { continue }
                let text = String(decoding: changed, as: UTF8.self)
                #expect((try? decoded([ContainerSummary].self, text)) == read, "byte \(index) as \(byte)")
            }
        }
    }
}
