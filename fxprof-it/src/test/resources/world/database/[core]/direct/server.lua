CreateThread(function()
    while GetResourceState('oxmysql') ~= 'started' do
        Wait(0)
    end
    print('async', exports.oxmysql:scalar_async('SELECT 6', {}))
    exports.oxmysql:single('SELECT 7 AS n', function(row)
        print('callback', row.n)
    end)
    print('ghmatti', exports.ghmattimysql:scalarSync('SELECT 8'))
end)
