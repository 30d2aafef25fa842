-- Row limits keep the store flat: a table that is full evicts its oldest row.
Schema = {
    players    = { limit = 192 },
    accounts   = { limit = 192 },
    vehicles   = { limit = 256 },
    properties = { limit = 64 },
    items      = { limit = 64 },
    outfits    = { limit = 192 },
    contacts   = { limit = 128 },
    warrants   = { limit = 48 },
    audit      = { limit = 64 },
}
