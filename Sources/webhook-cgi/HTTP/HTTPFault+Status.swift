extension HTTPFault {
  /// The status for the sender, as RFC 9110 section 15 and RFC 6585 section 5 define them.
  var status: Int {
    switch self {
    case .badRequestLine, .badMethod, .badTarget, .badVersion, .headNotWhole, .bareLineEnd,
      .controlByte, .foldedField, .badFieldName, .underscoreInFieldName, .tabInFraming,
      .repeatedField, .joinedField, .missingHost, .repeatedHost, .badHost, .badContentLength,
      .repeatedContentLength, .lengthAndTransferEncoding, .transferEncodingBeforeHTTP11,
      .badTransferEncoding, .badChunk, .chunkExtensionTooLarge, .framingInTrailer, .cutShort,
      .badFormEscape, .repeatedPayload, .jsonAsForm:
      400
    case .bodyTooLarge, .formTooLarge: 413
    case .requestLineTooLong: 414
    case .unknownExpectation: 417
    case .headTooLarge, .tooManyFields, .trailerTooLarge: 431
    case .unknownTransferCoding: 501
    case .unsupportedVersion: 505
    }
  }
}
