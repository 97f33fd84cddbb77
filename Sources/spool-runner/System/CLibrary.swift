internal import Glibc

/// Functions of the C library that the Glibc module does not show, because their headers hide them
/// or are not part of it.
///
/// Each takes only whole numbers and pointers, which Swift and C pass alike on x86_64 and arm64.
/// `fork` is shown, and safe here: the runner has one thread, so the child finds every lock of the
/// C library and of Swift free. `posix_spawn` cannot let the child write a line before it executes.
enum CLibrary {
  static func openPipe(_ ends: UnsafeMutablePointer<Int32>, _ flags: Int32) -> Int32 {
    pipe2(ends, flags)
  }

  static func openSignalDescriptor(_ signals: UnsafePointer<sigset_t>) -> Int32 {
    signalfd(-1, signals, O_CLOEXEC | O_NONBLOCK)
  }

  /// Sets close-on-exec on every descriptor from `first` upwards (Linux 5.11).
  static func closeAtExecute(from first: UInt32) -> Int32 {
    close_range(first, .max, 1 << 2)
  }

  /// A descriptor of a process (`pidfd_open(2)`, Linux 5.3); -1 when there is none of this number.
  static func openProcess(_ number: Int32) -> Int32 {
    Int32(truncatingIfNeeded: system(434, Int(number), 0, 0, 0))
  }

  /// Sends a signal to the process a descriptor stands for (`pidfd_send_signal(2)`).
  static func signal(process: Int32, _ number: Int32) -> Int32 {
    Int32(truncatingIfNeeded: system(424, Int(process), Int(number), 0, 0))
  }
}

@_silgen_name("pipe2")
private func pipe2(_ ends: UnsafeMutablePointer<Int32>, _ flags: Int32) -> Int32

@_silgen_name("signalfd")
private func signalfd(_ number: Int32, _ signals: UnsafePointer<sigset_t>, _ flags: Int32) -> Int32

@_silgen_name("close_range")
private func close_range(_ first: UInt32, _ last: UInt32, _ flags: Int32) -> Int32

/// Older C libraries have no functions for these calls.
///
/// The numbers are the same on all machines.
@_silgen_name("syscall")
private func system(_ call: Int, _ first: Int, _ second: Int, _ third: Int, _ fourth: Int) -> Int
