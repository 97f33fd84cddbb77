// A server that tells how Node's parser (llhttp, strict) reads a request.
import http from 'node:http'
import { buffer } from 'node:stream/consumers'

const server = http.createServer({ insecureHTTPParser: false }, async (request, response) => {
  const body = await buffer(request).catch(() => null)
  if (body === null) return
  const { method, url } = request
  response.setHeader('Connection', 'close')
  response.setHeader('X-Reference', 'yes')
  response.end(JSON.stringify({ method, target: url, body: body.toString('base64') }))
})
// An expectation it does not know is no matter of reading.
server.on('checkExpectation', (request, response) => server.emit('request', request, response))
server.listen(0, '127.0.0.1', () => console.log(server.address().port))
