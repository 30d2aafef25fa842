-- What other resources call as exports of ox_lib.

exports('hasLoaded', function() return true end)
exports('checkDependency', function() return true end)
exports('versionCheck', function() end)
