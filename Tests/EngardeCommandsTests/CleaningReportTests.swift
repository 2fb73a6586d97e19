import Testing
import Workflows

@testable import EngardeCommands

/// What is said of what is left over.
@Suite struct CleaningReportTests {
    private static var items: [CleaningItem] {
        var volume = CleaningItem(.volume, "shop_data", because: "no container mounts it", bytes: 2_000)
        volume.neededOption = "--volumes"
        return [
            CleaningItem(.container, "shop-job-1", service: "job", because: "exited", bytes: 12),
            CleaningItem(.image, "0123456789ab", service: "app", because: "a newer one has its name"), volume,
        ]
    }

    @Test func whatGoesIsATableAndWhatStaysALine() {
        let report = CleaningReport(Self.items)
        #expect(
            report.text == """
                KIND        NAME           SERVICE   WHY                        SIZE
                container   shop-job-1     job       exited                     12B
                image       0123456789ab   app       a newer one has its name   not known

                1 container, 1 image, at least 12B
                1 volume, 2kB: kept; '--volumes' removes them

                """
        )
        #expect(report.question == "remove 1 container, 1 image, at least 12B?")
        #expect(CleaningReport([]).text == "nothing is left over\n")
    }

    @Test func whatHasGoneIsSummedUp() {
        let removed = CleaningReport(removed: [Self.items[0]], of: Self.items)
        #expect(removed.text == "removed 1 container, 12B\n1 volume, 2kB: kept; '--volumes' removes them\n")
        #expect(CleaningReport(removed: [], of: []).text == "nothing was removed\n")
    }

    @Test func asJSONItIsOneObject() throws {
        #expect(
            try CleaningReport(Self.items).json() == """
                {"bytes":12,"items":[{"bytes":12,"kind":"container","name":"shop-job-1","reason":"exited","service":"job"},\
                {"kind":"image","name":"0123456789ab","reason":"a newer one has its name","service":"app"}],\
                "kept":[{"bytes":2000,"kind":"volume","name":"shop_data","option":"--volumes",\
                "reason":"no container mounts it"}]}

                """
        )
    }
}
