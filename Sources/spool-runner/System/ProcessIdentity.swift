internal import Common
internal import Glibc

/// One process among all that this machine ever ran: numbers come round again, these three do not.
struct ProcessIdentity: Equatable {
  let number: Int32
  /// When it began, in clock ticks since the machine's start.
  let ticks: UInt64
  /// Of which start of the machine, and seen from where.
  let place: ProcessPlace

  var boot: String { place.boot }

  /// The id the kernel drew when the machine was started (`random(4)`).
  static func bootID(_ files: some FileSystem = KernelFileSystem()) throws(SystemError) -> String {
    let path = "/proc/sys/kernel/random/boot_id"
    let bytes = try files.contents(path, limit: 256) ?? []
    return String(decoding: bytes.prefix { $0 > 0x20 }, as: UTF8.self)
  }

  /// The number of this process.
  static var ownNumber: Int32 { getpid() }
}
