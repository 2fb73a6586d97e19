// The one place that knows what the platform calls its C library: whoever imports this module sees all of that library.
// Re-exporting has no spelling without an underscore yet; Swift's own packages do it in this way, too.
#if canImport(Glibc)
@_exported public import Glibc
#elseif canImport(Musl)
@_exported public import Musl
#else
@_exported public import Darwin
#endif
