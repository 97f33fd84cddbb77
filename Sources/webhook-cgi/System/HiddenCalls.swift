internal import Glibc

/// Functions of the C library that its module does not show, as they are no part of POSIX.
///
/// Each takes only whole numbers and pointers, which Swift and C pass alike on x86_64 and arm64.
enum HiddenCalls {
  /// `O_CLOEXEC` and `O_NONBLOCK`, which `accept4(2)` and `signalfd(2)` take under other names.
  static let flags = O_CLOEXEC | O_NONBLOCK

  static func accept(
    _ socket: Int32, _ address: UnsafeMutablePointer<sockaddr>?,
    _ length: UnsafeMutablePointer<socklen_t>?
  ) -> Int32 {
    accept4(socket, address, length, flags)
  }

  static func openSignalDescriptor(_ signals: UnsafePointer<sigset_t>) -> Int32 {
    signalfd(-1, signals, flags)
  }
}

@_silgen_name("accept4")
private func accept4(
  _ socket: Int32, _ address: UnsafeMutablePointer<sockaddr>?,
  _ length: UnsafeMutablePointer<socklen_t>?, _ flags: Int32
) -> Int32

@_silgen_name("signalfd")
private func signalfd(_ number: Int32, _ signals: UnsafePointer<sigset_t>, _ flags: Int32) -> Int32
