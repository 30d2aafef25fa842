package dev.fxprof.lua;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

interface NamingContract extends LuaContract {
    private List<String> names(String source) {
        LuaFixture lua = newLua(true);
        lua.load(source);
        return lua.sites.rows.stream().map(row -> row.substring("res lua function ".length()))
                .map(row -> row.substring(0, row.indexOf(" @"))).filter(
                        name -> !name.equals("main chunk"))
                .sorted().toList();
    }

    @Test
    default void shouldTakeNamesFromDefinitions() {
        assertThat(names("""
                local function a() end
                function b.c:d() end
                function e() end
                f = function() end
                g.h = function() end
                local t = { i = function() end, ['j'] = function() end, function() end }
                t['k'] = function() end
                t[l] = function() end
                local m, n = function() end, 1
                """)).containsExactly("a", "b.c:d", "e", "f", "function:6", "g.h", "i", "j", "m",
                "t.k", "t[l]");
    }

    @Test
    default void shouldTakeNamesFromTheCallThatAFunctionIsPassedTo() {
        assertThat(names("""
                CreateThread(function() end)
                AddEventHandler('playerDropped', function() end)
                exports("add", function() end)
                Citizen.SetTimeout(500, function() end)
                lib:on('x', 1, function() end)
                (function() end)()
                return function() end
                """)).containsExactly("AddEventHandler 'playerDropped' handler",
                "Citizen.SetTimeout handler", "CreateThread handler", "exports 'add' handler",
                "function:6", "function:7", "lib:on 'x' handler");
    }

    @Test
    default void shouldNotBeMisledByStringsAndComments() {
        assertThat(
                names("""
                        local s = 'function x()' .. "function y() \\" function"
                        .. [[ function z() ]]
                        -- function c1()
                        --[==[ function c2() ]] ]==] local function real() local q = [=[ ]] ]=] end
                        local n = 1e+5 .. 3 function a() end function b() function c() end end
                        """))
                .containsExactly("a", "b", "c", "real");
    }

    @Test
    default void shouldTellSeveralFunctionsOnOneLineApart() {
        LuaFixture lua = newLua(true);
        LuaArgs refs = lua.run("local a, b = {}, {} a.x = function() return function() end end "
                + "b.y = function() if a then for i = 1, 2 do repeat until i end end end "
                + "return a.x, b.y, a.x()");

        assertThat(refs.function(1).name()).isEqualTo("a.x");
        assertThat(refs.function(2).name()).isEqualTo("b.y");
        assertThat(refs.function(3).name()).isEqualTo("function:1");
    }

    @Test
    default void shouldKnowNamesWithoutRecordingFunctions() {
        LuaFixture lua = lua();
        LuaFunctionRef main = lua.load("\nfunction f()\n\nend\nreturn f, print");
        LuaArgs refs = lua.vm.call(main, lua.vm.args());

        assertThat(refs.function(1)).extracting(LuaFunctionRef::name, LuaFunctionRef::file,
                LuaFunctionRef::line, LuaFunctionRef::lastLine)
                .containsExactly("f", "@res/main.lua", 2, 4);
        assertThat(main).extracting(LuaFunctionRef::name, LuaFunctionRef::line,
                LuaFunctionRef::lastLine).containsExactly("main chunk", 0, 0);
        assertThat(refs.function(2)).extracting(LuaFunctionRef::name, LuaFunctionRef::file,
                LuaFunctionRef::line).containsExactly("print", "", 0);
        assertThat(lua.sites.rows).isEmpty();
    }

    @Test
    default void shouldInternSitesWithResourceFileAndLine() throws LuaSyntaxException {
        LuaFixture lua = newLua(true);
        lua.vm.load("@other/shared.lua", "\nfunction f() end");
        lua.vm.load("@citizen:/scheduler.lua", "function hidden() end");

        assertThat(lua.sites.rows).containsExactlyInAnyOrder(
                "res lua function main chunk @other/shared.lua:0",
                "res lua function f @other/shared.lua:2");
    }
}
