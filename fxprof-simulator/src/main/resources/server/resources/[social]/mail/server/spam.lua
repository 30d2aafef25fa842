Spam = { bad = {}, good = {}, total = 2 }

function Spam.learn(text, isSpam)
    local bag = isSpam and Spam.bad or Spam.good
    for word in text:gmatch('%a+') do
        -- only short words are learnt, and counts are capped: the table stays small
        if #word <= 8 then bag[word] = math.min((bag[word] or 1) + 1, 50) end
    end
end

for i, text in ipairs(MailConfig.sample) do Spam.learn(text, i % 2 == 1) end

function Spam.score(text)
    local score = 0
    for word in text:gmatch('%a+') do
        score = score + math.log((Spam.bad[word] or 1) / (Spam.good[word] or 1))
    end
    return score
end
