import EngardeCommands
import Testing

@Suite struct ExplainTests {
    @Test func aPageSaysWhyAndWhatToDo() async throws {
        let run = try await ProgramRun("engarde", "explain", "eg0508")
        #expect(run.status == .success)
        #expect(
            run.output == """
                EG0508: a port of the host is in use

                A process or another container listens on the port.

                For example:

                    ports: ['5432:5432']

                What to do: Stop what uses the port, or publish another one.

                """
        )
        let json = try await ProgramRun("engarde", "explain", "--json", "EG0508")
        #expect(
            json.output
                == #"{"code":"EG0508","example":"ports: ['5432:5432']","reason":"A process or another container listens on the port.","remedy":"Stop what uses the port, or publish another one.","title":"a port of the host is in use"}"#
                + "\n"
        )
    }

    @Test func withoutACodeAllAreListed() async throws {
        let run = try await ProgramRun("engarde", "explain")
        #expect(run.output.hasPrefix("EG0001  an error that has no code of its own\nEG0201  "))
        let json = try await ProgramRun("engarde", "explain", "--json")
        #expect(json.output.hasPrefix(#"[{"code":"EG0001","#))
    }

    @Test func aCodeThatIsNotThere() async throws {
        let near = try await ProgramRun("engarde", "explain", "EG0598")
        #expect(near.status == .failure)
        #expect(near.errors == "error: there is no code 'EG0598'\n\nhint: did you mean 'EG0508'? (EG0803)\n")
        let far = try await ProgramRun("engarde", "explain", "nonsense")
        #expect(
            far.errors == "error: there is no code 'nonsense'\n\nhint: list the codes with 'engarde explain' (EG0803)\n"
        )
    }
}
