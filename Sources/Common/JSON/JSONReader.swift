/// Reads a JSON document token by token, whatever its size, in the memory of one buffer.
///
/// All of the document is checked, captured or not: strict grammar (RFC 8259), valid UTF-8, at
/// most 256 levels. Numbers are text, so none is too large. Repeated names are the caller's
/// concern. After an error nothing more is to be asked of a reader.
package struct JSONReader<Input>: ~Copyable {
  private let box: JSONInputBox<Input>
  var tokenizer: JSONTokenizer

  /// Starts at the beginning of a document; nothing is read yet.
  ///
  /// - Parameters:
  ///   - input: where the bytes come from.
  ///   - dialect: how much of the grammar is taken.
  ///   - bufferSize: how many bytes are asked for at a time.
  package init(_ input: Input, dialect: JSONDialect = .strict, bufferSize: Int = 65_536)
  where Input: JSONInput {
    let box = JSONInputBox(input)
    self.box = box
    tokenizer = JSONTokenizer(
      dialect: dialect, window: JSONWindow(size: bufferSize) { box.input.read(into: $0) })
  }

  /// The input as it is now: it knows why a document was unreadable.
  package var input: Input { box.input }

  /// The last token's decoded name or string, or its number as written; empty if not captured.
  package var text: [UInt8] { tokenizer.text }

  /// The offset in bytes at which the last token begins.
  package var start: Int { tokenizer.start }

  /// The offset in bytes at which the last token ends: how much has been consumed.
  package var offset: Int { tokenizer.offset }

  /// How many objects and arrays are open after the last token.
  package var depth: Int { tokenizer.depth }

  /// Reads the next token; after the document's end that is `end`, again and again.
  ///
  /// `capturing` says whether `text` is wanted; without it nothing is allocated.
  package mutating func next(capturing: Bool = true) throws(JSONError) -> JSONToken {
    try tokenizer.next(capturing: capturing)
  }
}
