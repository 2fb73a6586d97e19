import ComposeModel
import Testing

@Suite struct NameTests {
    @Test func namesAreOrderedByTheirBytes() {
        let names: [ServiceName] = ["b", "a10", "a9", "B", "é"]
        #expect(names.sorted() == ["B", "a10", "a9", "b", "é"])
    }

    @Test func modesReadBackAsTheyAreWritten() {
        for text in ["host", "none", "bridge", "service:db", "container:abc", "my_network"] {
            #expect(NetworkMode(text).description == text)
        }
        for text in ["host", "private", "shareable", "service:db", "container:abc", "ns:other"] {
            #expect(NamespaceMode(text).description == text)
        }
        #expect(NetworkMode("service:db") == .service("db"))
        #expect(NamespaceMode("container:abc") == .container("abc"))
    }

    @Test func portRangesPrintOneOrTwoNumbers() {
        #expect(PortMapping.PortRange(80).description == "80")
        #expect(PortMapping.PortRange(80, through: 90).description == "80-90")
    }

    @Test func onlyTheTestNoneDisablesAHealthcheck() {
        #expect(Healthcheck(test: Healthcheck.Test.none).isDisabled)
        #expect(!Healthcheck().isDisabled)
        #expect(!Healthcheck(test: .shell("true")).isDisabled)
    }
}
