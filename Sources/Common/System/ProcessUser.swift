internal import Glibc

/// Whom this process acts as.
package enum ProcessUser {
  package static var number: UInt32 { geteuid() }
}
