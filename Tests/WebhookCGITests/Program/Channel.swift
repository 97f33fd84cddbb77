import Foundation
import Glibc
import TestSupport
import Testing

/// An end of a pipe or a connection, or an open file; closed when the value goes.
///
/// A class, because only its end closes it. None is inherited by a program it is not given to.
final class Channel {
  let number: Int32
  private var isOpen = true

  init(number: Int32) throws {
    try #require(number >= 0, "\(String(cString: strerror(errno)))")
    self.number = number
  }

  deinit { close() }

  /// A pipe, made by name: so each end is closed for other programs from its first moment.
  static func pipe() throws -> (reading: Channel, writing: Channel) {
    let folder = try TemporaryFolder()
    try #require(mkfifo(folder.path("pipe"), 0o600) == 0)
    let reading = try file(folder.path("pipe"), O_RDONLY | O_NONBLOCK)
    let writing = try file(folder.path("pipe"), O_WRONLY)
    try #require(fcntl(reading.number, F_SETFL, O_RDONLY) == 0)
    return (reading, writing)
  }

  /// Both ends of a new terminal; the requests are those of Linux's `ioctl_tty(2)`.
  static func terminal() throws -> (ours: Channel, theirs: Channel) {
    let ours = try file("/dev/ptmx", O_RDWR | O_NOCTTY)
    var isLocked: Int32 = 0
    var number: UInt32 = 0
    try #require(ioctl(ours.number, 0x4004_5431, &isLocked) == 0)
    try #require(ioctl(ours.number, 0x8004_5430, &number) == 0)
    return (ours, try file("/dev/pts/\(number)", O_RDWR | O_NOCTTY))
  }

  static func socketPair() throws -> (Channel, Channel) {
    var ends: [Int32] = [-1, -1]
    let type = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
    try #require(socketpair(AF_UNIX, type, 0, &ends) == 0)
    return (try Channel(number: ends[0]), try Channel(number: ends[1]))
  }

  static func file(_ path: String, _ flags: Int32) throws -> Channel {
    try Channel(number: open(path, flags | O_CLOEXEC, 0o600))
  }

  /// A connection to a port of this machine.
  static func connection(port: UInt16) throws -> Channel {
    let type = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
    let channel = try Channel(number: socket(AF_INET, type, 0))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    let result = withUnsafePointer(to: address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(channel.number, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    try #require(result == 0)
    return channel
  }

  func close() {
    guard isOpen else { return }
    isOpen = false
    Glibc.close(number)
  }

  /// Says that nothing more will be sent.
  func finishSending() { shutdown(number, Int32(SHUT_WR)) }

  /// Sends all of the bytes to a socket; false when nobody reads them any more.
  @discardableResult
  func send(_ bytes: [UInt8]) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes {
        Glibc.send(number, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      if count < 0 { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }

  /// Writes all of the bytes to a pipe or file.
  func write(_ bytes: [UInt8]) throws {
    try FileHandle(fileDescriptor: number, closeOnDealloc: false).write(contentsOf: Data(bytes))
  }

  /// Everything up to the end.
  func readAll() throws -> [UInt8] {
    var all: [UInt8] = []
    while let some = try readSome() { all += some }
    return all
  }

  /// What is there, waiting for the first byte; nil at the end.
  func readSome() throws -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: 65536)
    let count = Glibc.read(number, &bytes, bytes.count)
    try #require(count >= 0, "\(String(cString: strerror(errno)))")
    return count == 0 ? nil : Array(bytes[..<count])
  }

  /// Everything up to and with a text, byte by byte.
  func read(through end: String) throws -> String {
    var bytes: [UInt8] = []
    var byte: UInt8 = 0
    while !bytes.suffix(end.utf8.count).elementsEqual(end.utf8) {
      guard Glibc.read(number, &byte, 1) == 1 else { break }
      bytes.append(byte)
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
