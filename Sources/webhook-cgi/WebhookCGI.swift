/// Takes one request, verifies it and spools it.
@main
struct WebhookCGI {
  static func main() {}
}
