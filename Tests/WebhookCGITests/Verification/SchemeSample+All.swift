import Common

/// Every scheme that signs, each code made with Python's `hmac`: ours is not its own judge.
extension SchemeSample {
  static let all: [SchemeSample] = [
    SchemeSample(
      "github", .github,
      headers: [["X-Hub-Signature-256", "sha256={code}"]]),
    SchemeSample(
      "gitea", .gitea,
      headers: [["X-Gitea-Signature", "{code}"]]),
    SchemeSample(
      "forgejo", .gitea,
      headers: [["X-Forgejo-Signature", "{code}"]]),
    SchemeSample(
      "gogs", .gitea,
      headers: [["X-Gogs-Signature", "{code}"]]),
    SchemeSample(
      "gitea, GitHub's header", .gitea,
      headers: [["X-Hub-Signature-256", "sha256={code}"]]),
    SchemeSample(
      "gitlab, signing token", .gitlab, secret: .marked,
      headers: [
        ["webhook-id", "msg_1"],
        ["webhook-timestamp", "{time}"],
        ["webhook-signature", "v1,{code}"],
      ],
      time: "1700000000",
      code: "PW4RsPVK9Cc2hd/85UPTuZbD6r1ZauJKfQTFBRSX+xE=",
      codeOfRawBytes: "aaNb9HcO9A+FG2D2IsrFD9A4G44/3t0wQE6Tt8D9w60="),
    SchemeSample(
      "bitbucket", .bitbucket,
      headers: [["X-Hub-Signature", "sha256={code}"]]),
    SchemeSample(
      "jira", .jira,
      headers: [["X-Hub-Signature", "sha256={code}"]]),
    SchemeSample(
      "stripe", .stripe,
      headers: [["Stripe-Signature", "t={time},v1={code}"]],
      time: "1700000000",
      code: "8db52e52bee1dffdadecd48c434f14fa9cf7232f27b096ed8cec0fd67c5eaf6a",
      codeOfRawBytes: "bc728bab3877a0bf9b1d87929ff368b883411f9b58b79a3cd7df14942f98ea3e"),
    SchemeSample(
      "slack", .slack,
      headers: [["X-Slack-Request-Timestamp", "{time}"], ["X-Slack-Signature", "v0={code}"]],
      time: "1700000000",
      code: "1bfa5e0d7e129b91de63f7a2eb02340bc0a20e5047b5e8677ea4231341ae75c0",
      codeOfRawBytes: "7767e302a4978ae28cde24e4d814435091321f6bcc2eb386f0f6c651875ce8a0"),
    SchemeSample(
      "shopify", .shopify,
      headers: [["X-Shopify-Hmac-SHA256", "{code}"]],
      code: "vOdwSkfSSGaMeJ/t6VJv0dC9EajCscMofFhz6fVRNKQ=",
      codeOfRawBytes: "8P5xzwAypJSha7Zo/pVZYUpJ+6fR9qqb2BNv9rpBeeU="),
    SchemeSample(
      "standard-webhooks", .standardWebhooks, secret: .marked,
      headers: [
        ["webhook-id", "msg_1"],
        ["webhook-timestamp", "{time}"],
        ["webhook-signature", "v1,{code}"],
      ],
      time: "1700000000",
      code: "PW4RsPVK9Cc2hd/85UPTuZbD6r1ZauJKfQTFBRSX+xE=",
      codeOfRawBytes: "aaNb9HcO9A+FG2D2IsrFD9A4G44/3t0wQE6Tt8D9w60="),
    SchemeSample(
      "svix", .standardWebhooks, secret: .marked,
      headers: [
        ["svix-id", "msg_1"],
        ["svix-timestamp", "{time}"],
        ["svix-signature", "v1,{code}"],
      ],
      time: "1700000000",
      code: "PW4RsPVK9Cc2hd/85UPTuZbD6r1ZauJKfQTFBRSX+xE=",
      codeOfRawBytes: "aaNb9HcO9A+FG2D2IsrFD9A4G44/3t0wQE6Tt8D9w60="),
    SchemeSample(
      "hmac", .hmac,
      keys: #""hmac":{"header":"X-Sig"},"#,
      headers: [["X-Sig", "{code}"]]),
    SchemeSample(
      "hmac, SHA-1", .hmac,
      keys: #""hmac":{"header":"X-Sig","algorithm":"sha1"},"#,
      headers: [["X-Sig", "{code}"]],
      code: "86f3dd6292de98bd0398f5440cc3aaf9bb0ed362",
      codeOfRawBytes: "6d2ac27b5b59552c29946df670984a16b3b9c4a3"),
    SchemeSample(
      "hmac, SHA-512 in base 64", .hmac,
      keys: #""hmac":{"header":"X-Sig","algorithm":"sha512","encoding":"base64"},"#,
      headers: [["X-Sig", "{code}"]],
      code:
        "4tOsvB16Ro4xw+fFviuUyPoEQ9JQYrzY6RH28ns9cuz/F/K/JMisJcznwTOrAk7HO3MEOQBcq+5ziIRN8NVe9w==",
      codeOfRawBytes:
        "XSntOWwJYqWlouAkE3AXlmOiL+6ItIhEN/MvfNkXFuhZPVz46A7E3H00pw87F6XqyHmSyPFVc/+JMLq9PdHiGw=="),
    SchemeSample(
      "hmac, SHA-256 in base 64", .hmac,
      keys: #""hmac":{"header":"X-Sig","prefix":"sha256=","encoding":"base64"},"#,
      headers: [["X-Sig", "sha256={code}"]],
      code: "vOdwSkfSSGaMeJ/t6VJv0dC9EajCscMofFhz6fVRNKQ=",
      codeOfRawBytes: "8P5xzwAypJSha7Zo/pVZYUpJ+6fR9qqb2BNv9rpBeeU="),
    SchemeSample(
      "hmac, a key in base 64", .hmac, secret: .base64,
      keys: #""hmac":{"header":"X-Sig","key":"base64"},"#,
      headers: [["X-Sig", "{code}"]],
      code: "9e2aee14704ac1d0a1d6563da9a227189a766cf31b8203cde68c2cfa396560b8",
      codeOfRawBytes: "78e2068e78a548089ac67aa9ad79284b9f1553736d4fa58f51d5e593d6813357"),
    SchemeSample(
      "hmac, a template", .hmac,
      keys: #"""
        "hmac":{"header":"X-Sig","prefix":"v1=",
        "signed":"{header:X-Time}.{body}","time":{"header":"X-Time"}},
        """#,
      headers: [["X-Time", "{time}"], ["X-Sig", "v1={code}"]],
      time: "1700000000",
      code: "8db52e52bee1dffdadecd48c434f14fa9cf7232f27b096ed8cec0fd67c5eaf6a",
      codeOfRawBytes: "bc728bab3877a0bf9b1d87929ff368b883411f9b58b79a3cd7df14942f98ea3e"),
    SchemeSample(
      "hmac, text behind the body", .hmac,
      keys: #"""
        "hmac":{"header":"X-Sig",
        "signed":"<{body}>{header:X-Time}","time":{"header":"X-Time"}},
        """#,
      headers: [["X-Time", "{time}"], ["X-Sig", "{code}"]],
      time: "1700000000",
      code: "638945d24f7ed778322f946d145458181a027eb4f6ec4fd752c91b12f6cccf9c",
      codeOfRawBytes: "c455cd00e350016bd408151fd6822f6a8ca001e47ab355e2dd0a581babf1f6c5"),
    SchemeSample(
      "hmac, fields as Paddle has them", .hmac,
      keys: #"""
        "hmac":{"header":"Paddle-Signature","prefix":"h1=",
        "separator":";",
        "signed":"{field:ts}:{body}","time":{"field":"ts"}},
        """#,
      headers: [["Paddle-Signature", "ts={time};h1={code}"]],
      time: "1700000000",
      code: "6eacaf28443f133a6cfb0cd1b4cea06308f470c627eff1e3c86e54a9e925eb9a",
      codeOfRawBytes: "dac31ef41b3239ab85aa3b1ad8486c162682eb3eb6819d245cbf04607ef999ab"),
    SchemeSample(
      "hmac, milliseconds as Webflow has them", .hmac,
      keys: #"""
        "hmac":{"header":"X-Webflow-Signature",
        "signed":"{header:X-Webflow-Timestamp}:{body}","time":{"header":"X-Webflow-Timestamp","unit":"ms"}},
        """#,
      headers: [["X-Webflow-Timestamp", "{time}"], ["X-Webflow-Signature", "{code}"]],
      time: "1700000000123", unit: .milliseconds,
      code: "974e7ea1ba641305ebbbdb5e9d71ea86cfb160ef6f9f29fc55383b3f741a6d11",
      codeOfRawBytes: "d332bc360b6b894b40468ee6283936a4b634d160099643a9b070cbdb4b373fa3"),
  ]
}
