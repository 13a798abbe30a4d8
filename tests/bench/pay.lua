-- Sends payments that were signed beforehand, each once. Arguments: the file's prefix; each thread reads
-- PREFIX.<n>: eight digits of length, then a whole request. At the end one line of figures.
local threads = {}
function setup(thread)
    thread:set("number", #threads)
    table.insert(threads, thread)
end

function init(args)
    file = assert(io.open(args[1] .. "." .. number, "rb"))
    exhausted = 0
    refusal = ""
end

function response(status, headers, body)
    if status >= 300 and refusal == "" then
        refusal = status .. " " .. body
    end
end

function request()
    local length = file:read(8)
    if not length then
        exhausted = exhausted + 1
        return "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"
    end
    return file:read(tonumber(length))
end

function done(summary, latency, requests)
    local exhausted = 0
    for _, thread in ipairs(threads) do
        exhausted = exhausted + thread:get("exhausted")
        local refusal = thread:get("refusal")
        if refusal ~= "" then
            io.stderr:write("refused: " .. refusal .. "\n")
        end
    end
    local e = summary.errors
    io.write(string.format("figures %d %d %d %d %.1f\n", summary.requests, summary.duration,
        e.connect + e.read + e.write + e.status + e.timeout, exhausted, latency:percentile(99) / 1000))
end
