#pragma once

struct lua_State;

int openMsgpack(lua_State* L);
int openJson(lua_State* L);
int openOs(lua_State* L);
int openIo(lua_State* L);
int openDebug(lua_State* L);
int openLmprof(lua_State* L);
