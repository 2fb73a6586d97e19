@testable import EngardeCommands
import Testing

@Suite struct CommandLineSplitTests {
    @Test(
        arguments: [
            ("-f a.yml -p x up -d", "-f a.yml -p x", "up -d"),
            ("logs -f --tail 3 web", "", "logs -f --tail 3 web"),
            ("--project-name=x --ansi never exec -T web ls -p", "--project-name=x --ansi never", "exec -T web ls -p"),
            ("--help", "--help", ""),
            ("-f", "-f", ""),
            ("", "", ""),
        ]
    )
    func optionsEndAtTheVerb(line: String, options: String, verb: String) {
        let split = CommandLineSplit(line.split(separator: " ").map(String.init))
        #expect(split.options.joined(separator: " ") == options)
        #expect(split.verb.joined(separator: " ") == verb)
    }
}
