import Common
import Foundation
import Testing

@testable import spool_runner

struct SignalDeskTests {
  @Test func aSignalWaitsUntilItIsTaken() throws {
    var before = sigset_t()
    pthread_sigmask(SIG_BLOCK, nil, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    let desk = try SignalDesk()
    defer { desk.close() }
    // A child of another test may send its SIGCHLD to this thread.
    #expect(taken(desk) == [])
    for signal in [SIGTERM, SIGINT, SIGHUP] { pthread_kill(pthread_self(), signal) }
    let set = PollSet([desk.descriptor])
    #expect(set.wait(milliseconds: nil) == [desk.descriptor])
    #expect(taken(desk) == [.terminate, .interrupt, .hangUp])
    #expect(taken(desk) == [])
    pthread_kill(pthread_self(), SIGCHLD)
    #expect(desk.take().contains(.childEnded))
  }

  @Test func writingToAConnectionThatIsGoneIsAnError() throws {
    var before = sigset_t()
    pthread_sigmask(SIG_BLOCK, nil, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    signal(SIGPIPE, SIG_DFL)
    try SignalDesk().close()
    let pipe = try ChildPipe()
    defer { close(pipe.writer.number) }
    close(pipe.reader.number)
    #expect(write(pipe.writer.number, "x", 1) == -1)
    #expect(errno == EPIPE)
  }

  private func taken(_ desk: SignalDesk) -> Set<DeskSignal> {
    Set(desk.take()).subtracting([.childEnded])
  }
}
