extension CallConnection.State {
    /// Sends the first head of an answer, unless that has been sent.
    mutating func answer(_ number: UInt32) {
        guard http.role == .server, calls[number]?.hasAnswered == false else { return }
        calls[number]?.hasAnswered = true
        http.answer([HeaderField(":status", "200"), HeaderField("content-type", "application/grpc")], on: number)
    }

    /// Takes what the other side did.
    mutating func take(_ event: HTTP2Connection.Event) {
        switch event {
        case .head(let number, let fields, let isLast):
            if calls[number] == nil {
                guard http.role == .server else { return }
                calls[number] = CallConnection.Call(head: fields)
                unanswered.append(number)
            } else if http.role == .client, !isLast {
                calls[number]?.head = fields
            } else {
                calls[number]?.trailers = fields
            }
            if isLast { calls[number]?.isReceivedWhole = true }
        case .data(let number, let bytes, let isLast):
            guard calls[number] != nil else { return }
            take(bytes, of: number)
            if isLast { calls[number]?.isReceivedWhole = true }
        case .reset(let number, let code):
            // A server that has answered gives up what the client might still send.
            guard http.role == .server || calls[number]?.isReceivedWhole == false else { return }
            calls[number]?.failure = CallStatus(.cancelled, "the call was given up (\(code))")
        case .goAway(let last):
            guard http.role == .client else { return }
            for number in calls.keys where number > last { calls[number]?.failure = .connectionClosed }
        }
    }

    private mutating func take(_ bytes: [UInt8], of number: UInt32) {
        guard var call = calls[number] else { return }
        do throws(CallStatus) {
            call.messages += try call.decoder.decode(bytes)
        } catch {
            call.failure = error
        }
        calls[number] = call
        // A message may be longer than the window: the rest of it must be let come.
        if call.messages.isEmpty { http.credit(number) }
    }

    /// Takes the next message that has come; `nil` where none is there, nothing in it where none will come.
    mutating func nextMessage(of number: UInt32) throws(CallStatus) -> [UInt8]?? {
        guard let call = calls[number] else { throw .connectionClosed }
        if let message = call.messages.first {
            calls[number]?.messages.removeFirst()
            if call.messages.count == 1 { http.credit(number) }
            return .some(message)
        }
        if let failure = call.failure { throw failure }
        return call.isReceivedWhole ? .some(nil) : nil
    }
}
