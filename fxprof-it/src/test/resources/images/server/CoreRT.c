/* What a server's CoreRT exports; ids.h says which ids the build knows. */
#include "ids.h"

EXPORT long long CoreFxFindFirstImpl(const void *iid, void *clsid)
{
    return iid == clsid;
}

#ifndef WITHOUT_FIND_NEXT
EXPORT int CoreFxFindNextImpl(long long handle, void *clsid)
{
    return clsid != 0 && handle != 0;
}
#endif

EXPORT void CoreFxFindImplClose(long long handle)
{
    (void)handle;
}

EXPORT int CoreFxCreateObjectInstance(const void *clsid, const void *iid, void **object)
{
    *object = 0;
    return clsid == iid;
}
