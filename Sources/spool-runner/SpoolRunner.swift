/// Routes what was spooled and runs it.
@main
struct SpoolRunner {
  static func main() {}
}
