extension ConformanceScript {
  static let files: [ConformanceScript] = [
    ConformanceScript(
      "a file is made, written and read back",
      [
        .create("/a", 0o640, file: "a"), .write("one ", file: "a"), .write("two", file: "a"),
        .write("", file: "a"), .read(file: "a", offset: 0, limit: 100),
        .read(file: "a", offset: 4, limit: 2), .read(file: "a", offset: 7, limit: 5),
        .read(file: "a", offset: 70, limit: 5), .fileStatus(file: "a"), .sync(file: "a"),
        .status("/a"), .room("/"), .room("/a"), .room("/b"),
      ]),
    ConformanceScript(
      "a name that is there is not made again",
      [
        .create("/a", 0o600, file: "a"), .create("/a", 0o600, file: "b"),
        .makeFolder("/a", 0o700), .makeLink("/a", "x"), .makeLink("/l", "gone"),
        .create("/l", 0o600, file: "l"), .makeFolder("/l", 0o700), .makeLink("/l", "y"),
        .makeFolder("/f", 0o700), .makeFolder("/f", 0o700), .create("/f", 0o600, file: "f"),
      ]),
    ConformanceScript(
      "what is opened for reading cannot be written",
      [
        .open("/a", file: "a"), .create("/a", 0o644, file: "new"), .write("text", file: "new"),
        .close(file: "new"), .open("/a", file: "a"), .read(file: "a", offset: 0, limit: 9),
        .write("x", file: "a"), .sync(file: "a"), .close(file: "a"),
        .read(file: "a", offset: 0, limit: 9), .write("x", file: "a"), .sync(file: "a"),
        .fileStatus(file: "a"), .lock(file: "a"),
      ]),
    ConformanceScript(
      "appending goes to the end, whoever wrote before",
      [
        .append("/log", 0o660, file: "a"), .append("/log", 0o600, file: "b"),
        .write("one\n", file: "a"), .write("two\n", file: "b"), .write("three\n", file: "a"),
        .read(file: "a", offset: 0, limit: 9), .status("/log"), .makeFolder("/f", 0o755),
        .append("/f", 0o600, file: "f"), .append("/gone/x", 0o600, file: "x"),
        .append("/log/x", 0o600, file: "y"), .makeLink("/l", "log"),
        .append("/l", 0o600, file: "l"),
      ]),
    ConformanceScript(
      "a file opened for updating is written anywhere and read back",
      [
        .update("/a", 0o660, file: "a"), .writeAt(0, "one two", file: "a"),
        .writeAt(4, "TWO three", file: "a"), .writeAt(1, "N", file: "a"),
        .writeAt(3, "", file: "a"), .writeAt(30, "", file: "a"), .writeAt(16, "far", file: "a"),
        .read(file: "a", offset: 0, limit: 50), .fileStatus(file: "a"), .sync(file: "a"),
        .update("/a", 0o600, file: "b"), .writeAt(0, "O", file: "b"), .writeAt(-1, "x", file: "b"),
        .read(file: "a", offset: 0, limit: 3), .lock(file: "a"), .lock(file: "b"), .status("/a"),
        .open("/a", file: "c"), .writeAt(0, "x", file: "c"), .close(file: "b"),
        .writeAt(0, "x", file: "b"), .makeFolder("/f", 0o755), .update("/f", 0o600, file: "f"),
        .makeLink("/l", "a"), .update("/l", 0o600, file: "l"), .update("/gone/x", 0o600, file: "x"),
      ]),
    ConformanceScript(
      "a folder can be opened, and neither read nor written",
      [
        .makeFolder("/f", 0o755), .open("/f", file: "f"), .read(file: "f", offset: 0, limit: 4),
        .write("x", file: "f"), .sync(file: "f"), .fileStatus(file: "f"), .lock(file: "f"),
      ]),
    ConformanceScript(
      "a file outlives its last name while it is open",
      [
        .create("/a", 0o600, file: "a"), .write("here", file: "a"), .remove("/a"),
        .write(" still", file: "a"), .read(file: "a", offset: 0, limit: 20),
        .fileStatus(file: "a"), .sync(file: "a"), .create("/a", 0o600, file: "b"),
        .write("new", file: "b"),
      ]),
    ConformanceScript(
      "a lock belongs to the descriptor",
      [
        .create("/a", 0o600, file: "a"), .open("/a", file: "b"), .lock(file: "a"),
        .lock(file: "a"), .lock(file: "b"), .rename("/a", "/c"), .lock(file: "b"),
        .open("/c", file: "c"), .lock(file: "c"), .close(file: "a"), .lock(file: "b"),
        .lock(file: "c"), .remove("/c"), .lock(file: "c"), .close(file: "b"), .lock(file: "c"),
      ]),
  ]

  static let names: [ConformanceScript] = [
    ConformanceScript(
      "a rename replaces a file, and what is open stays as it was",
      [
        .create("/a", 0o600, file: "a"), .write("new", file: "a"), .create("/b", 0o644, file: "b"),
        .write("older", file: "b"), .rename("/a", "/b"), .status("/a"), .status("/b"),
        .read(file: "b", offset: 0, limit: 9), .fileStatus(file: "b"), .rename("/b", "/b"),
        .rename("/a", "/c"), .rename("/b", "/gone/b"), .rename("/b", "/b/x"),
        .makeFolder("/f", 0o755), .rename("/b", "/f/b"), .list("/"), .list("/f"),
      ]),
    ConformanceScript(
      "a rename of two names of one file leaves both",
      [
        .makeFolder("/f", 0o755), .create("/a", 0o600, file: "a"), .write("x", file: "a"),
        .hardLink("/a", "/f/b"), .status("/a"), .rename("/a", "/f/b"), .status("/a"),
        .status("/f/b"), .rename("/f/b", "/a"), .list("/"), .remove("/a"), .status("/f/b"),
        .hardLink("/f/b", "/f/b"), .hardLink("/gone", "/c"), .hardLink("/f", "/g"),
      ]),
    ConformanceScript(
      "folders and files do not replace each other",
      [
        .makeFolder("/f", 0o755), .makeFolder("/g", 0o755), .create("/a", 0o600, file: "a"),
        .create("/g/x", 0o600, file: "x"), .rename("/a", "/f"), .rename("/f", "/a"),
        .rename("/f", "/g"), .rename("/g", "/f"), .rename("/f", "/f/inside"),
        .makeFolder("/f/deep", 0o755), .rename("/f", "/f/deep/er"), .rename("/f/deep", "/f"),
        .rename("/f/x", "/f"), .list("/f"), .list("/g"),
      ]),
    ConformanceScript(
      "removing is for files and links, removing a folder for empty ones",
      [
        .remove("/a"), .removeFolder("/a"), .create("/a", 0o600, file: "a"), .removeFolder("/a"),
        .makeFolder("/f", 0o755), .remove("/f"), .create("/f/x", 0o600, file: "x"),
        .removeFolder("/f"), .remove("/f/x"), .removeFolder("/f"), .makeLink("/l", "a"),
        .removeFolder("/l"), .remove("/l"), .remove("/a/x"), .remove("/gone/x"),
        .removeFolder("/gone/x"),
      ]),
    ConformanceScript(
      "a missing folder and a file in place of one are told apart",
      [
        .create("/a", 0o600, file: "a"), .open("/gone/x", file: "x"), .open("/a/x", file: "x"),
        .create("/gone/x", 0o600, file: "x"), .create("/a/x", 0o600, file: "x"),
        .makeFolder("/gone/x", 0o755), .makeFolder("/a/x", 0o755), .makeLink("/a/x", "y"),
        .status("/gone/x"), .status("/a/x"), .list("/gone"), .list("/a"), .syncFolder("/gone"),
        .syncFolder("/a"), .rename("/a/x", "/b"), .rename("/a", "/a/b"), .linkText("/a"),
        .linkText("/gone"), .room("/a/x"),
      ]),
    ConformanceScript(
      "links are followed on the way and to a folder that is listed, never at the end",
      [
        .makeFolder("/f", 0o755), .makeFolder("/f/g", 0o755), .create("/f/x", 0o600, file: "x"),
        .write("text", file: "x"), .makeLink("/l", "f"), .makeLink("/m", "f/x"),
        .makeLink("/f/g/up", "../x"), .makeLink("/f/g/whole", "/f"),
        .list("/f/g/whole"), .status("/f/g/whole/x"), .makeLink("/loop", "loop"),
        .open("/m", file: "m"),
        .open("/l", file: "l"), .open("/l/x", file: "lx"), .read(file: "lx", offset: 0, limit: 9),
        .list("/l"), .list("/m"), .syncFolder("/l"), .syncFolder("/m"), .list("/loop"),
        .status("/loop/x"), .status("/loop"), .status("/l"), .status("/l/g/.."),
        .status("/l/g/../x"), .status("/./f/./x"), .open("/f/g/up", file: "up"),
        .linkText("/f/g/up"), .linkText("/l"), .create("/l/new", 0o600, file: "new"),
        .rename("/l", "/n"), .rename("/m", "/f/x"), .remove("/n"), .list("/f"), .room("/loop"),
      ]),
    ConformanceScript(
      "names and texts have their limits",
      [
        .create("/" + String(repeating: "n", count: 255), 0o600, file: "a"),
        .create("/" + String(repeating: "n", count: 256), 0o600, file: "b"),
        .status("/" + String(repeating: "n", count: 256)),
        .makeLink("/long", String(repeating: "t", count: 600)), .linkText("/long"),
        .makeLink("/empty", ""), .makeFolder("/\u{e9}", 0o755), .status("/e\u{301}"),
        .makeFolder("/e\u{301}", 0o755),
      ]),
  ]

  /// Root may give folders away; others skip this one.
  static let groups = ConformanceScript(
    "what is made in a set-group-id folder has its group",
    [
      .makeFolder("/f", 0o3770), .makeFolder("/plain", 0o770), .changeGroup("/f", 4242),
      .changeGroup("/plain", 4242), .create("/f/a", 0o660, file: "a"),
      .create("/plain/a", 0o660, file: "b"), .append("/f/log", 0o660, file: "c"),
      .makeFolder("/f/sub", 0o2770), .makeFolder("/f/sub/sub", 0o750), .makeLink("/f/l", "a"),
      .create("/f/sub/a", 0o600, file: "d"), .create("/f/sub/sub/a", 0o600, file: "e"),
      .rename("/plain/a", "/f/moved"), .give(file: "a", user: 4243, group: 4244),
      .fileStatus(file: "a"), .close(file: "a"), .give(file: "a", user: 0, group: 0),
    ])
}
