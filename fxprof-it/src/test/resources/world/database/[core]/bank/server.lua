MySQL.ready(function()
    print('ready')
    print('insert', MySQL.insert.await('INSERT INTO accounts (owner, money, rate, data, opened) VALUES (?, ?, ?, ?, ?)',
        { 'ann', 100, 2.5, json.encode({ tags = { 'vip' }, level = 3 }), '2026-01-02 03:04:05' }))
    print('insert', MySQL.insert.await('INSERT INTO accounts (owner, money, frozen) VALUES (:owner, :money, :frozen)',
        { owner = 'bob', money = 50, frozen = true }))
    print('update', MySQL.update.await('UPDATE accounts SET money = money + @by WHERE owner IN (@who)',
        { ['@by'] = 5, ['@who'] = { 'ann', 'bob', 'nobody' } }))
    local ann = MySQL.single.await('SELECT * FROM accounts WHERE owner = ?', { 'ann' })
    print('row', ann.id, ann.money, ann.rate, ann.frozen, ann.label, math.floor(ann.opened), type(ann.changed))
    print('null', ann.missing, MySQL.scalar.await('SELECT rate FROM accounts WHERE owner = ?', { 'bob' }))
    print('scalar', MySQL.scalar.await('SELECT COUNT(*) FROM accounts'), MySQL.scalar.await('SELECT frozen FROM accounts WHERE owner = ?', { 'bob' }))
    local rows = MySQL.query.await('SELECT owner FROM accounts ORDER BY owner')
    print('rows', #rows, rows[1].owner, rows[2].owner, #MySQL.query.await('SELECT * FROM accounts WHERE money > ?', { 1000 }))
    print('case', MySQL.scalar.await('SELECT owner FROM accounts WHERE owner = ?', { 'ANN' }))
    local result = MySQL.query.await('UPDATE accounts SET money = ? WHERE owner = ?', { 7, 'bob' })
    print('header', result.affectedRows)

    -- Prepared statements
    print('prepare', MySQL.prepare.await('SELECT money FROM accounts WHERE owner = ?', { 'bob' }),
        MySQL.prepare.await('SELECT frozen FROM accounts WHERE owner = ?', { 'bob' }) == 0)
    local changed = MySQL.prepare.await('UPDATE accounts SET money = ? WHERE owner = ?', { { 11, 'ann' }, { 12, 'bob' } })
    print('batch', changed[1], changed[2])

    -- Transactions
    print('commit', MySQL.transaction.await({
        { query = 'UPDATE accounts SET money = money - ? WHERE owner = ?', values = { 1, 'ann' } },
        { query = 'UPDATE accounts SET money = money + ? WHERE owner = ?', parameters = { 1, 'bob' } }
    }))
    print('rollback', pcall(MySQL.transaction.await, {
        { 'UPDATE accounts SET money = 0 WHERE owner = ?', { 'ann' } },
        { 'UPDATE nowhere SET money = 0', {} }
    }))
    print('after', MySQL.scalar.await('SELECT SUM(money) FROM accounts'))

    -- What the file put there
    print('file', MySQL.scalar.await('SELECT label FROM log WHERE id = 1'), MySQL.scalar.await('SELECT amount FROM log WHERE id = 2'))
    print('json', MySQL.scalar.await("SELECT JSON_VALUE(data, '$.level') FROM accounts WHERE owner = 'ann'"),
        MySQL.scalar.await("SELECT JSON_EXTRACT(data, '$.tags[0]') FROM accounts WHERE owner = 'ann'"))
    print('dates', MySQL.scalar.await('SELECT COUNT(*) FROM accounts WHERE opened > DATE_SUB(NOW(), INTERVAL 100 YEAR)'))
    print('upsert', MySQL.update.await("INSERT INTO accounts (owner, money) VALUES ('bob', 1) ON DUPLICATE KEY UPDATE money = 99") > 0,
        MySQL.scalar.await("SELECT money FROM accounts WHERE owner = 'bob'"))

    -- Mistakes
    for _ = 1, 3 do
        print('refused', (pcall(MySQL.query.await, 'SELECT nothing FROM nowhere')))
    end
    print('parameters', (pcall(MySQL.query.await, 'SELECT 1', { 1, 2 })))
    MySQL.query('SELEKT 1', {}, function()
        print('a callback after an error')
    end)
    print('type', select(2, pcall(MySQL.query, nil)))

    -- Answers come in the order of the requests, and never at once
    local order = {}
    for i = 1, 3 do
        MySQL.scalar('SELECT ?', { i }, function(value)
            order[#order + 1] = value
        end)
    end
    print('at once', #order)
    Wait(100)
    print('order', table.concat(order, ' '))
    print('store', MySQL.Sync.fetchScalar(MySQL.Sync.store('SELECT 4')))
    -- Ways out of the database
    for _, statement in ipairs({
        "SELECT FILE_READ('/etc/hostname')", "SELECT LOAD_FILE('/etc/hostname')", "SCRIPT TO '/tmp/fxprof-script'",
        "SELECT 1 INTO OUTFILE '/tmp/fxprof-outfile'", 'CREATE DATABASE elsewhere', 'USE mysql',
        '/*!40000 DROP DATABASE mysql */'
    }) do
        local ok, result = pcall(MySQL.scalar.await, statement)
        print('out', ok and result ~= nil)
    end
    print('out', (pcall(MySQL.transaction.await, { 'SELECT 1', 'CREATE DATABASE elsewhere' })))
    print('done')
end)
