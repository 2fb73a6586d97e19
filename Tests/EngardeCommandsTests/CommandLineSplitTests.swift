@testable import EngardeCommands
import Testing

@Suite struct CommandLineSplitTests {
    @Test(
        arguments: [
            ("-f a.yml -p x up -d", "--file=a.yml --project-name=x", "up", "-d"),
            ("-fa.yml -p=x up -dw", "--file=a.yml --project-name=x", "up", "-dw"),
            ("--file=a.yml --ansi never ps", "--file=a.yml --ansi=never", "ps", ""),
            ("logs -f --tail 3 web", "", "logs", "-f --tail 3 web"),
            ("--project-name=x exec -T web ls -p", "--project-name=x", "exec", "-T web ls -p"),
            ("--dry-run up", "--dry-run", "up", ""),
            ("--dry-run=false up", "", "up", ""),
            ("-- up", "", "up", ""),
        ]
    )
    func optionsEndAtTheVerb(line: String, options: String, verb: String, arguments: String) throws {
        let split = try CommandLineSplit(line.split(separator: " ").map(String.init))
        #expect(split.options.joined(separator: " ") == options)
        #expect(split.verb == verb)
        #expect(split.arguments.joined(separator: " ") == arguments)
    }
}
