/// Why a request is not well formed, and the status its sender is told.
///
/// The reason is for the log. It holds nothing of what the sender wrote.
enum HTTPFault: Error, Equatable, Sendable, CaseIterable {
  case badRequestLine
  case badMethod
  case badTarget
  case badVersion
  case unsupportedVersion
  case requestLineTooLong
  case headTooLarge
  case tooManyFields
  case headNotWhole
  case bareLineEnd
  case controlByte
  case foldedField
  case badFieldName
  case underscoreInFieldName
  case tabInFraming
  case repeatedField
  case joinedField
  case missingHost
  case repeatedHost
  case badHost
  case badContentLength
  case repeatedContentLength
  case bodyTooLarge
  case lengthAndTransferEncoding
  case transferEncodingBeforeHTTP11
  case badTransferEncoding
  case unknownTransferCoding
  case unknownExpectation
  case badChunk
  case chunkExtensionTooLarge
  case trailerTooLarge
  case framingInTrailer
  /// The bytes end before the head or the body does; only the reader of the connection sees it.
  case cutShort
  case badFormEscape
  case repeatedPayload
  /// The same bytes would say something else under another, unsigned content type.
  case jsonAsForm
  case formTooLarge
}
