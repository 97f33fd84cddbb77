@_exported public import CLibrary

// What the toolchain's own module `Glibc` adds to the C library's headers, as far as the receiver
// uses it: macros that are no constants, and functions with a changing number of arguments.

package var errno: Int32 {
  get { __errno_location().pointee }
  set { __errno_location().pointee = newValue }
}

package var S_IFMT: mode_t { 0o170000 }
package var S_IFREG: mode_t { 0o100000 }
package var S_IFDIR: mode_t { 0o040000 }
package var S_IFLNK: mode_t { 0o120000 }

@_extern(c, "openat")
private func openat4(
  _ folder: Int32, _ path: UnsafePointer<CChar>, _ flags: Int32, _ mode: mode_t
) -> Int32

@_extern(c, "fcntl")
private func fcntl3(_ file: Int32, _ command: Int32, _ argument: Int) -> Int32

/// Through `openat`: musl's `open` sets close-on-exec by a second call, for kernels before 2.6.23.
package func open(_ path: UnsafePointer<CChar>, _ flags: Int32, _ mode: mode_t) -> Int32 {
  openat4(AT_FDCWD, path, flags, mode)
}

package func fcntl(_ file: Int32, _ command: Int32, _ argument: Int32) -> Int32 {
  fcntl3(file, command, Int(argument))
}
