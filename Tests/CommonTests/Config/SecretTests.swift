import TestSupport
import Testing

@testable import Common

struct SecretTests {
  private static let word = "correct horse"

  static let good: [(text: String, secret: String)] = [
    (word, word), (word + "\n", word), (word + "\n\n", word + "\n"), (word + "\r\n", word + "\r"),
    (" " + word + " ", " " + word + " "), ("\0\u{1}", "\0\u{1}"), ("\n\n", "\n"),
    (String(repeating: "x", count: 65_536), String(repeating: "x", count: 65_536)),
  ]

  static let missing: [(reference: SecretReference, reason: String)] = [
    (.file("/none"), "secret in /none: there is no such file"),
    (.file("/empty"), "secret in /empty: it is empty"),
    (.file("/newline"), "secret in /newline: it is empty"),
    (.file("/large"), "secret in /large: it is larger than 65536 bytes"),
    (.file("/"), "secret in /: is not a regular file"),
    (.file("/dangling"), "secret in /dangling: there is no such file"),
    (.file("/closed"), "secret in /closed: cannot be read: Permission denied"),
    (.credential("none"), "secret in credential none: there is no such file"),
    (.credential("empty"), "secret in credential empty: it is empty"),
    (.env("NONE"), "secret in environment variable NONE: it is not set"),
    (.env("EMPTY"), "secret in environment variable EMPTY: it is empty"),
    (.env("LARGE"), "secret in environment variable LARGE: it is larger than 65536 bytes"),
  ]

  @Test(arguments: good)
  func oneNewlineAtTheEndIsDropped(text: String, secret: String) throws {
    let files = try ConfigSample(nil, ["/secret": text]).files
    let environment = ["CREDENTIALS_DIRECTORY": "/", "SECRET": text]
    for reference in [SecretReference.file("/secret"), .credential("secret"), .env("SECRET")] {
      let found = try reference.resolve(files: files) { environment[$0] }
      #expect(found.bytes == Array(secret.utf8))
    }
  }

  @Test(arguments: missing)
  func aSecretThatCannotBeHadSaysWhy(reference: SecretReference, reason: String) throws {
    let large = String(repeating: "x", count: 65_537)
    let disk = SimulatedDisk(ignoring: nil)
    let root = disk.process("root")
    let texts = [("/empty", ""), ("/newline", "\n"), ("/large", large), ("/closed", "x")]
    for (path, text) in texts {
      let file = try root.create(path, permissions: path == "/closed" ? 0o600 : 0o644)
      try root.write(Array(text.utf8), to: file)
    }
    try root.makeLink("/dangling", text: "/nowhere")
    let environment = ["CREDENTIALS_DIRECTORY": "/", "EMPTY": "", "LARGE": large]
    let files = disk.process("other", user: SimulatedUser(id: 1000, group: 1000))
    let error = #expect(throws: SecretFault.self) {
      try reference.resolve(files: files) { environment[$0] }
    }
    #expect(error?.description == reason)
    #expect(error?.reference == reference)
  }

  @Test(arguments: [nil, ""])
  func withoutAFolderOfCredentialsThereIsNone(folder: String?) throws {
    let files = try ConfigSample(nil).files
    let error = #expect(throws: SecretFault.self) {
      try SecretReference.credential("api").resolve(files: files) { _ in folder }
    }
    #expect(error?.reason == .noCredentials)
    #expect(error?.description.contains("CREDENTIALS_DIRECTORY is not set") == true)
  }

  @Test func aSecretIsNeverPrinted() {
    let secret = Secret(Array(Self.word.utf8))
    var dumped = ""
    dump(["key": secret], to: &dumped)
    let texts = [
      "\(secret)", String(reflecting: secret), "\([secret])", "\([secret].first as Any)",
    ]
    for text in texts + [dumped] {
      #expect(text.contains("(secret)"))
      #expect(!text.contains("horse") && !text.contains("111"))
    }
  }
}
