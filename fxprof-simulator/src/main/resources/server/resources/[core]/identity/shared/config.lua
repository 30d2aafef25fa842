IdentityConfig = {
    slots = 3,
    minNameLength = 3,
    alphabet = 'ABCDEFGHJKLMNPRSTUVWXYZ',
}
