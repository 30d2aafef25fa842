Threads = { list = {}, head = 1 }

for i = 1, PhoneConfig.threads do
    Threads.list[i] = { from = 0, to = 0, unread = 0, texts = Util.ring(PhoneConfig.length, 'no message yet') }
end

-- A pair of numbers maps to one of a fixed set of threads.
function Threads.between(a, b)
    local low, high = math.min(a, b), math.max(a, b)
    return Threads.list[(low * 31 + high * 17) % PhoneConfig.threads + 1]
end

function Threads.append(from, to, text)
    local thread = Threads.between(from, to)
    thread.from, thread.to = from, to
    thread.unread = math.min(thread.unread + 1, 99)
    Util.push(thread.texts, text)
    return thread
end

function Threads.preview(thread)
    local last = thread.texts[(thread.texts.head - 2) % thread.texts.size + 1]
    return #last > 24 and last:sub(1, 23) .. '…' or last
end
