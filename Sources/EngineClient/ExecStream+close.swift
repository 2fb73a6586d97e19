extension ExecStream {
    /// Closes the connection: whoever reads or writes gets ``EngineError/connectionClosed(request:)`` or the end. May be
    /// called from any task.
    package func close() { connection.close() }
}
