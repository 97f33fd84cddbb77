internal import Glibc

// `malloc` and its kin. The receiver is linked with musl so that the C library's names lead to these
// (`scripts/build-receiver.sh`).

/// The memory of the process.
///
/// A global, because C's functions have no argument for it.
private nonisolated(unsafe) var memory = RequestMemory()

@c(request_malloc)
package func allocate(_ count: Int) -> UnsafeMutableRawPointer? {
  pointer(memory.allocate(UInt(bitPattern: count)))
}

@c(request_free)
package func release(_ pointer: UnsafeMutableRawPointer?) {
  if let pointer { memory.free(UInt(bitPattern: pointer)) }
}

@c(request_calloc)
package func allocateZeroed(_ count: Int, _ size: Int) -> UnsafeMutableRawPointer? {
  let (whole, isTooLarge) = count.multipliedReportingOverflow(by: size)
  guard !isTooLarge, let pointer = allocate(whole) else { return fail() }
  return memset(pointer, 0, whole)
}

@c(request_realloc)
package func reallocate(_ old: UnsafeMutableRawPointer?, _ count: Int) -> UnsafeMutableRawPointer? {
  guard let old else { return allocate(count) }
  let size = usableSize(old)
  if count >= 0, count <= size { return old }
  guard let new = allocate(count) else { return nil }
  memcpy(new, old, size)
  release(old)
  return new
}

/// POSIX: the result is an error number, and `errno` stays as it is.
@c(request_posix_memalign)
package func allocateAligned(
  _ out: UnsafeMutablePointer<UnsafeMutableRawPointer?>, _ alignment: Int, _ count: Int
) -> Int32 {
  guard isAlignment(alignment) else { return EINVAL }
  guard let address = memory.allocate(UInt(bitPattern: count), alignment: UInt(alignment)) else {
    return ENOMEM
  }
  out.pointee = UnsafeMutableRawPointer(bitPattern: address)
  return 0
}

@c(request_aligned_alloc)
package func allocateAligned(_ alignment: Int, _ count: Int) -> UnsafeMutableRawPointer? {
  guard isAlignment(alignment) else { return fail() }
  return pointer(memory.allocate(UInt(bitPattern: count), alignment: UInt(alignment)))
}

@c(request_malloc_usable_size)
package func usableSize(_ pointer: UnsafeMutableRawPointer?) -> Int {
  guard let pointer else { return 0 }
  return Int(bitPattern: memory.size(at: UInt(bitPattern: pointer)))
}

private func isAlignment(_ count: Int) -> Bool { count > 0 && count & (count &- 1) == 0 }

private func pointer(_ address: UInt?) -> UnsafeMutableRawPointer? {
  guard let address else { return fail() }
  return UnsafeMutableRawPointer(bitPattern: address)
}

private func fail() -> UnsafeMutableRawPointer? {
  errno = ENOMEM
  return nil
}
