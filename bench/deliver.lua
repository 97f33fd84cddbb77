-- One signed delivery again and again, each with an id of its own.
--
--   wrk -s deliver.lua URL -- ROUND BODY SIGNATURE
--
-- ROUND, the thread and a counter make the id. done() prints one line of JSON.

local threads = 0
local count = 0
local prefix, headers, body

function setup(thread)
  threads = threads + 1
  thread:set("number", threads)
end

function init(arguments)
  local file = assert(io.open(arguments[2], "rb"))
  body = file:read("*a")
  file:close()
  prefix = arguments[1] .. "-" .. number .. "-"
  headers = {
    ["Content-Type"] = "application/json",
    ["User-Agent"] = "GitHub-Hookshot/bench",
    ["X-GitHub-Event"] = "push",
    ["X-Hub-Signature-256"] = arguments[3],
  }
end

function request()
  count = count + 1
  headers["X-GitHub-Delivery"] = prefix .. count
  return wrk.format("POST", nil, headers, body)
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    '{"requests": %d, "microseconds": %d, "refused": %d, "broken": %d, "p50": %d, "p99": %d}\n',
    summary.requests, summary.duration, errors.status,
    errors.connect + errors.read + errors.write + errors.timeout,
    latency:percentile(50), latency:percentile(99)))
end
