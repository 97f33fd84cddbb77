/// How a program ends (`sysexits.h` numbers).
package enum ExitStatus: Int32, Sendable {
  case done = 0
  /// The work was refused or failed, and the output says why.
  case failed = 1
  /// The command line is wrong.
  case usage = 64
  /// The spool is unavailable or of a higher format; trying again later may help.
  case tryLater = 75
  /// The configuration is wrong.
  case configuration = 78
}
