// The library that has the natives and the runtime handler.
#include "ids.h"

namespace fx
{
namespace invoker
{
struct EXPORT ScriptNativeContext
{
    void *handler;
    void Invoke();
};

void ScriptNativeContext::Invoke()
{
    handler = this;
}
} // namespace invoker
} // namespace fx

extern "C" EXPORT const unsigned char *core_ids(int at)
{
    return ids + at;
}
