#if MUSL
  // What Embedded Swift and the receiver take from glibc and musl has not.

  /// Fills memory with random bytes of the kernel; Embedded Swift's random numbers come from here.
  @c(arc4random_buf)
  package func arc4random_buf(_ memory: UnsafeMutableRawPointer, _ count: Int) {
    var filled = 0
    while filled < count {
      let got = getrandom(memory + filled, count - filled, 0)
      if got > 0 {
        filled += got
      } else if errno != EINTR {
        fatalError("the kernel has no random bytes")
      }
    }
  }

  /// An enumeration in glibc's headers, a plain number in musl's.
  package struct SocketType {
    package let rawValue: Int32
  }

  package var SOCK_STREAM: SocketType { SocketType(rawValue: CLibrary.SOCK_STREAM) }
  package var SOCK_CLOEXEC: SocketType { SocketType(rawValue: CLibrary.SOCK_CLOEXEC) }
#endif
