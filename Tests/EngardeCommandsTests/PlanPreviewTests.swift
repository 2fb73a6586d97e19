import ComposeModel
import Reconciliation
import TerminalOutput
import Testing

@testable import EngardeCommands

@Suite struct PlanPreviewTests {
    @Test func aVolumeThatWouldBeAskedAboutIsSomethingToDo() throws {
        #expect(try PlanPreview(plans: [Plan(), Plan()]).text(in: .auto) == "nothing to do\n")
        let volume = DivergedVolume(key: "data", name: "shop_data", cause: "its definition changed: labels")
        let forecast =
            "volume 'shop_data' is not as the files say: its definition changed: labels; 'up' asks at a terminal whether to "
            + "make it anew, and keeps it where nobody can be asked; 'up --yes' makes it anew\n"
        #expect(try PlanPreview(plans: [Plan()], divergedVolumes: [volume]).text(in: .auto) == forecast)
        #expect(try PlanPreview(plans: [Plan()], divergedVolumes: [volume]).text(in: .json) == "")
        var plan = Plan()
        _ = plan.add(.removeVolume(name: "x"), because: "it goes")
        #expect(
            try PlanPreview(plans: [plan], divergedVolumes: [volume]).text(in: .plain)
                == "1. remove volume x  # it goes\n\n\(forecast)"
        )
    }
}
