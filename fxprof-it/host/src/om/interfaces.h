#pragma once

#include "guid.h"

// The server's interfaces. Methods stand in the order of its fxScripting.idl (read at 06d4d348c),
// and the compiler lays the vtables out, so that a slot counted wrongly elsewhere shows.

#ifdef _WIN32
#define OM __stdcall
#define LIBRARY_EXPORT __declspec(dllexport)
#else
#define OM
#define LIBRARY_EXPORT __attribute__((visibility("default")))
#endif

struct NativeContext {
    uintptr_t arguments[32];
    int argumentCount;
    int resultCount;
    uint64_t identifier;
};

struct IBase {
    virtual Result QueryInterface(const Guid& iid, void** out) = 0;
    virtual uint32_t AddRef() = 0;
    virtual uint32_t Release() = 0;

protected:
    ~IBase() = default;
};

struct IStream;

struct IScriptBuffer : IBase {
    static constexpr Guid IID = guids::parse("AD1B9D69-B984-4D30-8D33-BB1E6CF9E1BA");
    virtual char* OM GetBytes() = 0;
    virtual uint32_t OM GetLength() = 0;
};

struct IScriptHost : IBase {
    static constexpr Guid IID = guids::parse("8FFDC384-4767-4EA2-A935-3BFCAD1DB7BF");
    virtual Result OM InvokeNative(NativeContext& context) = 0;
    virtual Result OM OpenSystemFile(char* name, IStream** stream) = 0;
    virtual Result OM OpenHostFile(char* name, IStream** stream) = 0;
    virtual Result OM CanonicalizeRef(int32_t reference, int32_t instance, char** out) = 0;
    virtual Result OM ScriptTrace(char* message) = 0;
    virtual Result OM SubmitBoundaryStart(char* data, int32_t size) = 0;
    virtual Result OM SubmitBoundaryEnd(char* data, int32_t size) = 0;
    virtual Result OM GetLastErrorText(char** out) = 0;
    virtual Result OM InvokeFunctionReference(char* reference, char* arguments, uint32_t size,
            IScriptBuffer** result) = 0;
};

struct IScriptHostWithResourceData : IBase {
    static constexpr Guid IID = guids::parse("9568DF2D-27C8-4B9E-B29D-48272C317084");
    virtual Result OM GetResourceName(char** out) = 0;
    virtual Result OM GetNumResourceMetaData(char* field, int32_t* count) = 0;
    virtual Result OM GetResourceMetaData(char* field, int32_t index, char** value) = 0;
};

struct IScriptRuntime : IBase {
    static constexpr Guid IID = guids::parse("67B28AF1-AAF9-4368-8296-F93AFC7BDE96");
    virtual Result OM Create(IScriptHost* host) = 0;
    virtual Result OM Destroy() = 0;
    virtual void* OM GetParentObject() = 0;
    virtual void OM SetParentObject(void* object) = 0;
    virtual int32_t OM GetInstanceId() = 0;
};

// The variants of a build that an agent must refuse; see ../../README.md.
#ifdef VARIANT_OLDER_IID
#define HANDLER_IID "4720A986-EAA6-4ECC-A31F-2CE2BBF569F6"
#else
#define HANDLER_IID "4720A986-EAA6-4ECC-A31F-2CE2BBF569F7"
#endif

struct IScriptRuntimeHandler : IBase {
    static constexpr Guid IID = guids::parse(HANDLER_IID);
#ifdef VARIANT_SHIFTED
    virtual Result OM GetRuntimeCount(int32_t* count) = 0;
#endif
    virtual Result OM PushRuntime(IScriptRuntime* runtime) = 0;
    virtual Result OM GetCurrentRuntime(IScriptRuntime** runtime) = 0;
    virtual Result OM PopRuntime(IScriptRuntime* runtime) = 0;
    virtual Result OM GetInvokingRuntime(IScriptRuntime** runtime) = 0;
    virtual Result OM TryPushRuntime(IScriptRuntime* runtime) = 0;
};

struct IScriptTickRuntime : IBase {
    static constexpr Guid IID = guids::parse("91B203C7-F95A-4902-B463-722D55098366");
    virtual Result OM Tick() = 0;
};

struct IScriptTickRuntimeWithBookmarks : IBase {
    static constexpr Guid IID = guids::parse("195FB3BD-1A64-4EBD-A1CC-8052ED7EB0BD");
    virtual Result OM TickBookmarks(uint64_t* bookmarks, int32_t count) = 0;
};

struct IScriptEventRuntime : IBase {
    static constexpr Guid IID = guids::parse("637140DB-24E5-46BF-A8BD-08F2DBAC519A");
    virtual Result OM TriggerEvent(char* name, char* arguments, uint32_t size, char* source) = 0;
};

struct IScriptRefRuntime : IBase {
    static constexpr Guid IID = guids::parse("A2F1B24B-A29F-4121-8162-86901ECA8097");
    virtual Result OM CallRef(int32_t reference, char* arguments, uint32_t size,
            IScriptBuffer** result) = 0;
    virtual Result OM DuplicateRef(int32_t reference, int32_t* out) = 0;
    virtual Result OM RemoveRef(int32_t reference) = 0;
};

struct IScriptFileHandlingRuntime : IBase {
    static constexpr Guid IID = guids::parse("567634C6-3BDD-4D0E-AF39-7472AED479B7");
    virtual int32_t OM HandlesFile(char* name, IScriptHostWithResourceData* metadata) = 0;
    virtual Result OM LoadFile(char* name) = 0;
};

struct IScriptMemInfoRuntime : IBase {
    static constexpr Guid IID = guids::parse("D98A35CF-D6EE-4B51-A1C3-99B70F4EC1E6");
    virtual Result OM RequestMemoryUsage() = 0;
    virtual Result OM GetMemoryUsage(int64_t* bytes) = 0;
};

struct IScriptHostWithBookmarks : IBase {
    static constexpr Guid IID = guids::parse("2A7E092D-6CE9-4B9D-AC4F-8DA818BD0DA4");
    virtual Result OM ScheduleBookmark(IScriptTickRuntimeWithBookmarks* runtime,
            uint64_t bookmark, int64_t deadline) = 0;
    virtual Result OM RemoveBookmarks(IScriptTickRuntimeWithBookmarks* runtime) = 0;
    virtual Result OM CreateBookmarks(IScriptTickRuntimeWithBookmarks* runtime) = 0;
};

namespace classes {
constexpr Guid HANDLER = guids::parse("C41E7194-7556-4C02-BA45-A9C84D18AD43");
constexpr Guid HOST = guids::parse("441CA62C-7A70-4349-8A97-2BCBF7EAA61F");
constexpr Guid LUA = guids::parse("91A81564-E5F1-4FD6-BC6A-9865A081011D");
constexpr Guid NODE = guids::parse("91E0561F-CEEA-4236-83A2-C18DEE84F96E");
constexpr Guid MONO = guids::parse("C068E0AB-DD9C-48F2-A7F3-69E866D27F17");
}
