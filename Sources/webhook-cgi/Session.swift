internal import Common

/// One life of the program: from the configuration to the answer.
struct Session {
  /// Until the configuration says otherwise, and when it cannot be read.
  private static let defaultDeadline: Int64 = 30_000

  private let clock: Time = KernelClock()
  private let files: Files = KernelFileSystem()
  private let id: EventID
  private let configuration: LoadedConfiguration
  private let environment: ProcessEnvironment

  init(environment: ProcessEnvironment, config: String?) {
    var random = SystemRandomNumberGenerator()
    id = EventID(at: clock.now(), random: random.next())
    self.environment = environment
    let loader = ConfigurationLoader(files: files, environment: environment.value)
    do throws(ConfigFault) {
      configuration = .good(try loader.load(config))
    } catch {
      configuration = .faulty(error)
    }
  }

  /// Serves a request that a web server hands over in variables and on standard input.
  func serveCGI() {
    let stream = stream(.standardInput, .standardOutput)
    do throws(HTTPFault) {
      let request = try CGIRequest.read(environment)
      var conversation = Conversation(.cgi, stream, request)
      conversation.reply(answer(request, &conversation))
    } catch {
      let isHead = environment.value("REQUEST_METHOD") == "HEAD"
      var conversation = Conversation(.cgi, unreadableOn: stream, isHead: isHead)
      conversation.reply(refuse(error))
    }
  }

  /// Serves a request that stands on standard input; the answer goes to standard output.
  func serveHTTP() {
    let peer = environment.value("REMOTE_ADDR") ?? Peer.address(of: .standardInput)
    serveHTTP(stream(.standardInput, .standardOutput), from: peer)
  }

  /// Serves the one request of a connection.
  func serveHTTP(on connection: Descriptor, from peer: String?) {
    serveHTTP(stream(connection, connection), from: peer)
  }

  private func serveHTTP(_ stream: DeadlineStream, from peer: String?) {
    do throws(HeadFault) {
      let request = try HTTPRequest.read(from: stream, peer: peer)
      var conversation = Conversation(.http, stream, request)
      conversation.reply(answer(request, &conversation))
    } catch {
      // A connection that was opened and closed without a word gets no answer.
      guard let answer = refuse(error) else { return }
      var conversation = Conversation(.http, unreadableOn: stream, isHead: error.isToHead)
      conversation.reply(answer)
    }
  }

  private func answer(_ request: Request, _ conversation: inout Conversation) -> Answer {
    switch configuration {
    case .good(let configuration):
      let reception = Reception(
        configuration: configuration, files: files, clock: clock, id: id,
        environment: environment.value)
      return reception.answer(request, &conversation)
    case .faulty(let fault):
      StandardStreams.complain("webhook-cgi: \(fault)")
      return refusal(.misconfigured("\(fault)"))
    }
  }

  private func stream(_ input: Descriptor, _ output: Descriptor) -> DeadlineStream {
    var allowed = Self.defaultDeadline
    if case .good(let configuration) = configuration { allowed = configuration.deadline }
    return DeadlineStream(
      input: input, output: output, clock: clock, deadline: clock.uptime() + allowed)
  }

  private func refuse(_ fault: HTTPFault) -> Answer { refusal(.malformed(fault)) }

  private func refuse(_ fault: HeadFault) -> Answer? {
    switch fault {
    case .malformed(let fault, _): refusal(.malformed(fault))
    case .tooSlow: refusal(.tooSlow)
    case .nothing: nil
    }
  }

  private func refusal(_ refusal: Refusal) -> Answer {
    Answer(refusal, answers: SourceAnswers(), pattern: nil, correlation: nil)
  }
}

/// What loading the configuration gave.
///
/// No `Result`: that it demands an `Error` would be looked up at run time, in every request.
private enum LoadedConfiguration {
  case good(Configuration)
  case faulty(ConfigFault)
}
