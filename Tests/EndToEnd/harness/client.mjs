// Sends the requests that stand on standard input with Node's own clients, and prints the answers.
//
//   {"url": "http://...", "requests": [{"way": "fetch", "headers": {}, "body": "..."}, ...]}
import http from 'node:http'
import { text } from 'node:stream/consumers'

const { url, requests } = JSON.parse(await text(process.stdin))
const agent = new http.Agent({ keepAlive: true, maxSockets: 1 })

async function* pieces(body) {
  for (let start = 0; start < body.length; start += 10000) {
    yield Buffer.from(body.slice(start, start + 10000))
  }
}

async function sendByFetch({ path, headers, body, chunked }) {
  const options = { method: 'POST', headers, body: chunked ? pieces(body) : body, duplex: 'half' }
  const answer = await fetch(url + path, options)
  return { status: answer.status, body: await answer.text() }
}

function sendByRequest({ path, headers, body, chunked }) {
  return new Promise((resolve, reject) => {
    const length = chunked ? {} : { 'Content-Length': Buffer.byteLength(body) }
    const options = { method: 'POST', agent, headers: { ...headers, ...length } }
    const request = http.request(url + path, options, async (answer) => {
      resolve({ status: answer.statusCode, body: await text(answer) })
    })
    request.on('error', reject)
    if (headers.Expect) {
      // The body only once the server asks for it.
      request.on('continue', () => request.end(body))
      request.flushHeaders()
    } else {
      request.end(body)
    }
  })
}

const answers = []
for (const request of requests) {
  try {
    answers.push(await (request.way === 'fetch' ? sendByFetch(request) : sendByRequest(request)))
  } catch (error) {
    answers.push({ status: 0, body: `${error} ${error.cause ?? ''}` })
  }
}
agent.destroy()
console.log(JSON.stringify(answers))
