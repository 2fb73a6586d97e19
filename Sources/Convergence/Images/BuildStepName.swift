/// What BuildKit calls a step of a Dockerfile: `[linux/amd64 backend 2/5] RUN make`.
struct BuildStepName: Hashable {
    /// The stage, `stage-N` for one without a name; `nil` in a Dockerfile of one stage.
    let stage: String?
    /// Which of the stage's steps it is, from 1.
    let number: Int
    /// How many steps the stage has.
    let count: Int
    /// The keyword of the instruction in capitals.
    let keyword: String

    /// Takes a name apart; `nil` for one of another form.
    init?(_ name: String) {
        guard name.first == "[", let end = name.firstIndex(of: "]") else { return nil }
        let words = name[..<end].dropFirst().split(separator: " ")
        let numbers = (words.last ?? "").split(separator: "/").map { Int($0) }
        let rest = name[name.index(after: end)...].split(separator: " ")
        guard numbers.count == 2, let number = numbers[0], let count = numbers[1], let keyword = rest.first else {
            return nil
        }
        self.number = number
        self.count = count
        self.keyword = keyword.uppercased()
        // Platforms have a slash, stages have none.
        stage = words.dropLast().last { !$0.contains("/") }.map(String.init)
    }
}
