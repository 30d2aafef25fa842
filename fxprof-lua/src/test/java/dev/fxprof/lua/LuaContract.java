package dev.fxprof.lua;

interface LuaContract {
    LuaFixture lua();

    LuaFixture newLua(boolean functions);
}
