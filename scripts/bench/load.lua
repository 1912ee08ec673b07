-- What one wrk client sends. Called as: wrk -s load.lua URL -- KIND [TOKEN], with KIND one of:
--   get        the URL as it is
--   cold       a chat turn, every message different, asked from a different corner: nothing is in a cache
--   warm       a chat turn, every message different, always from the same corner
--   login      a log-in; TOKEN is the e-mail address and password as JSON
-- LOAD_FIRST is the number of the first message: loads that begin far enough apart share none.
-- Prints one line of JSON to standard error when done.

local openers = {"Where can I get", "I would like", "Any idea for", "Find me", "We want", "Looking for", "Is there", "Show me",
                 "My friend wants", "Recommend", "I need", "Help me find"}
local wishes = {"a quiet coffee", "cheap dumplings", "a slice of pizza", "a place to study", "vegan lunch", "a good bookshop",
                "halal food", "a park to read in", "ramen", "a bakery", "a museum", "live music", "a bubble tea", "tacos", "a salad"}
-- no place by name: that would put the middle of every search, and so the cache, at the same spot
local places = {"close by", "around here", "nearby", "near me", "not far away", "a few minutes away", "in walking distance",
                "around the corner", "near here", "close to me", "in the area", "just around here"}
local times = {"this afternoon", "before class", "after dinner", "right now", "for an hour", "with two friends", "on a budget",
               "that is not too loud", "where I can sit", "with outdoor seats", "that is open late", "for a first date"}

local kind, token = "get", nil
local count = 0

function init(args)
  kind, token = args[1] or "get", args[2]
  if token and kind ~= "login" then
    wrk.headers["Authorization"] = "Bearer " .. token
  end
  wrk.headers["Accept-Encoding"] = "identity"
  if kind ~= "get" then
    wrk.method = "POST"
    wrk.headers["Content-Type"] = "application/json"
  end
  math.randomseed(os.time() + math.floor(1e6 * os.clock()))
  count = tonumber(os.getenv("LOAD_FIRST"))
end

local function message()
  count = count + 1
  local n = count
  local a, b = n % #openers, math.floor(n / #openers) % #wishes
  local c = math.floor(n / (#openers * #wishes)) % #places
  local d = math.floor(n / (#openers * #wishes * #places)) % #times
  b, c = (b + a) % #wishes, (c + a + b) % #places -- neighbors differ in every part
  return openers[a + 1] .. " " .. wishes[b + 1] .. " " .. places[c + 1] .. " " .. times[d + 1] .. "?"
end

function request()
  if kind == "get" then
    return wrk.format()
  end
  if kind == "login" then
    return wrk.format(nil, nil, nil, token)
  end
  local lat, lng = 40.7295, -73.9965
  if kind == "cold" then
    lat, lng = 40.69 + 0.06 * math.random(), -74.01 + 0.04 * math.random()
  end
  local body = string.format('{"message": "%s", "latitude": %.6f, "longitude": %.6f}', message(), lat, lng)
  return wrk.format(nil, nil, nil, body)
end

local threads = {}

function setup(thread)
  table.insert(threads, thread)
end

degraded = 0 -- global: read from the main thread when done

function response(status, headers, body)
  if kind ~= "get" and string.find(body, '"degraded":%["') then
    degraded = degraded + 1
  end
end

function done(summary, latency, requests)
  local lost = summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout
  local without = 0
  for _, thread in ipairs(threads) do
    without = without + thread:get("degraded")
  end
  io.stderr:write(string.format(
    '{"requests": %d, "seconds": %.6f, "refused": %d, "lost": %d, "degraded": %d, "p50_ms": %.3f, "p95_ms": %.3f, "p99_ms": %.3f, "max_ms": %.3f}\n',
    summary.requests, summary.duration / 1e6, summary.errors.status, lost, without,
    latency:percentile(50) / 1e3, latency:percentile(95) / 1e3, latency:percentile(99) / 1e3, latency.max / 1e3))
end
