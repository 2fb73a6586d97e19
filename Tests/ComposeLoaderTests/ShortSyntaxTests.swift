import Testing

@testable import ComposeLoader

@Suite struct ShortSyntaxTests {
    private func ports(_ text: String) -> [String] {
        do throws(PortSyntax.Failure) {
            return try PortSyntax(parsing: text).ports.map { port in
                "\(port.hostIP ?? "*") \(port.published ?? "-") \(port.target)/\(port.transport)"
            }
        } catch {
            return ["error: \(error.reason)"]
        }
    }

    @Test(arguments: [
        ("80", ["* - 80/tcp"]), ("8080:80", ["* 8080 80/tcp"]), ("8080:80/udp", ["* 8080 80/udp"]),
        ("8080:80/TCP", ["* 8080 80/tcp"]), ("127.0.0.1:8080:80", ["127.0.0.1 8080 80/tcp"]),
        ("127.0.0.1::80", ["127.0.0.1 - 80/tcp"]), ("[::1]:80:80", ["::1 80 80/tcp"]),
        ("[::1]:80:80", ["::1 80 80/tcp"]), ("::1:80:80", ["error: an address with colons must stand in brackets"]),
        ("3000-3002", ["* - 3000/tcp", "* - 3001/tcp", "* - 3002/tcp"]),
        ("9-10:99-100", ["* 10 100/tcp", "* 9 99/tcp"]),
        ("3000-3005:80", ["* 3000-3005 80/tcp"]), (":80", ["* - 80/tcp"]),
        ("80-81:1-3", ["error: the ranges '80-81' and '1-3' differ in length"]),
        ("8080:", ["error: the container port is missing"]), ("0", ["error: the container port is 0"]),
        ("80:99999", ["error: '99999' is not a port number from 0 to 65535"]),
        ("1.2.3:1:1", ["error: '1.2.3' is not an IP address"]),
        ("90-80", ["error: the range '90-80' ends before it begins"]),
        ("80/icmp", ["error: protocol 'icmp' is none of tcp, udp and sctp"]),
    ])
    func portsRead(_ text: String, _ expected: [String]) {
        #expect(ports(text) == expected)
    }

    private func volume(_ text: String) -> String {
        do throws(VolumeSyntax.Failure) {
            let volume = try VolumeSyntax(parsing: text)
            let options =
                [
                    volume.isReadOnly ? "ro" : nil, volume.noCopy ? "nocopy" : nil, volume.propagation, volume.selinux,
                ].compactMap { $0 } + volume.unknownOptions.map { "?" + $0 }
            return
                "\(volume.isBind ? "bind" : "volume") \(volume.source ?? "-") \(volume.target) \(options.joined(separator: ","))"
        } catch {
            return "error: \(error.reason)"
        }
    }

    @Test(arguments: [
        ("/data", "volume - /data "), ("data:/data", "volume data /data "), ("./a:/a:ro", "bind ./a /a ro"),
        ("~/a:/a", "bind ~/a /a "), ("/h:/c:rw,z,rshared", "bind /h /c rshared,z"),
        ("v1:/c:nocopy", "volume v1 /c nocopy"),
        ("C:\\x:/c", "bind C:\\x /c "), ("c:/x:/y:ro", "bind c:/x /y ro"),
        ("\\\\host\\share:/c", "bind \\\\host\\share /c "),
        ("vol:C:\\data", "volume vol C:\\data "), ("ab:/b:delegated", "volume ab /b ?delegated"),
        ("a:/b:/c", "bind a:/b /c "),
        ("${X:-./a}:/a", "volume ${X:-./a} /a "), ("/a", "volume - /a "), ("", "error: it is empty"),
        (":/a:ro", "error: there is nothing between two colons"),
        ("/a:/b:ro:x", "error: it has more than three fields"),
    ])
    func volumesRead(_ text: String, _ expected: String) {
        #expect(volume(text) == expected)
    }

    @Test(
        arguments: [
            ("30s", 30_000_000_000, "30s"), ("1m30s", 90_000_000_000, "1m30s"), ("1.5h", 5_400_000_000_000, "1h30m0s"),
            ("500ms", 500_000_000, "500ms"), ("1d2h", 93_600_000_000_000, "26h0m0s"),
            ("1w", 604_800_000_000_000, "168h0m0s"),
            ("0", 0, "0s"), ("1.5s", 1_500_000_000, "1.5s"), ("10us", 10_000, "10µs"), ("3ns", 3, "3ns"),
            ("-5s", -5_000_000_000, "-5s"),
            ("60s", 60_000_000_000, "1m0s"), ("1m1.25s", 61_250_000_000, "1m1.25s"),
        ] as [(String, Int64, String)]
    )
    func durationsReadAndPrint(_ text: String, _ nanoseconds: Int64, _ printed: String) {
        #expect(DurationSyntax.nanoseconds(text) == nanoseconds)
        #expect(DurationSyntax.text(nanoseconds: nanoseconds) == printed)
    }

    @Test(arguments: ["", "5", "s", "1 s", "1x", "1m-", ".", "h1"])
    func otherTextsAreNoDurations(_ text: String) {
        #expect(DurationSyntax.nanoseconds(text) == nil)
    }

    @Test(
        arguments: [
            ("512", 512), ("1k", 1024), ("1K", 1024), ("1kb", 1024), ("1KiB", 1024), ("2m", 2_097_152),
            ("1.5g", 1_610_612_736),
            ("64 MB", 67_108_864), ("10b", 10), ("1t", 1_099_511_627_776), ("-1", -1), (".5k", 512),
        ] as [(String, Int64)]
    )
    func sizesRead(_ text: String, _ bytes: Int64) {
        #expect(ByteCountSyntax.bytes(text) == bytes)
    }

    @Test(arguments: ["", "k", "1x", "1bb", "-2", "1kbb", "1 0", "1  k"])
    func otherTextsAreNoSizes(_ text: String) {
        #expect(ByteCountSyntax.bytes(text) == nil)
    }

    @Test(
        arguments: [
            ("a b", ["a", "b"], nil), ("a 'b c' \"d e\"", ["a", "b c", "d e"], nil), ("a\\ b c", ["a b", "c"], nil),
            ("a\"b c\"d", ["ab cd"], nil), ("", [], nil), ("a \"\" b", ["a", "", "b"], nil), ("'a\\b'", ["a\\b"], nil),
            ("echo `date`", ["echo", "`date`"], nil), ("echo $(date +%s) x", ["echo", "$(date +%s)", "x"], nil),
            ("a && b", ["a"], "&"), ("a; b", ["a"], ";"), ("a > f", ["a"], ">"), ("a 2>f", ["a"], ">"),
            ("sh -c \"a && b\"", ["sh", "-c", "a && b"], nil), ("a #b", ["a", "#b"], nil),
            ("a\tb\nc", ["a", "b", "c"], nil), ("$(a \"b c\")", ["$(a \"b c\")"], nil),
            ("a )b c) d", ["a", ")b c)", "d"], nil),
            ("`a 'b`c' d`", ["`a b`c d`"], nil), ("\"(`\"", ["(`"], nil),
        ] as [(String, [String], Character?)]
    )
    func commandLinesSplit(_ text: String, _ words: [String], _ cut: Character?) throws {
        let line = try ShellWords(parsing: text)
        #expect(line.words == words)
        #expect(line.cutOffAt == cut)
    }

    @Test(arguments: [
        ("a 'b", ShellWords.Failure.unterminatedQuote), ("a \"b", .unterminatedQuote), ("a `b", .unterminatedQuote),
        ("a (b)", .parenthesis), ("a b)", .parenthesis), ("$(a $(b))", .parenthesis), ("a\\", .danglingBackslash),
    ])
    func brokenCommandLinesAreRefused(_ text: String, _ failure: ShellWords.Failure) {
        #expect(throws: failure) { try ShellWords(parsing: text) }
    }

    @Test(arguments: [
        ("1.2.3.4", true), ("255.255.255.255", true), ("256.1.1.1", false), ("01.1.1.1", false), ("1.2.3", false),
        ("::", true),
        ("::1", true), ("fe80::1", true), ("1:2:3:4:5:6:7:8", true), ("1:2:3:4:5:6:7", false), ("::ffff:1.2.3.4", true),
        ("1::2::3", false), ("g::1", false), ("localhost", false), ("", false),
    ])
    func addressesAreTold(_ text: String, _ isAddress: Bool) {
        #expect(IPAddressSyntax.isAddress(text) == isAddress)
    }
}
