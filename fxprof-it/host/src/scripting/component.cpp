#include "om/component.h"

#include "scripting/classes.h"

extern "C" LIBRARY_EXPORT Component* CreateComponent() {
    // As on the server, the host's class is listed and cannot be made from outside.
    return new ClassComponent({{classes::HANDLER, IScriptRuntimeHandler::IID, makeRuntimeHandler},
            {classes::HOST, IScriptHost::IID, nullptr}});
}
