package dev.fxprof.lua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.luaj.vm2.Globals;
import org.luaj.vm2.LuaClosure;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;
import org.luaj.vm2.compiler.LuaC;
import org.luaj.vm2.lib.DebugLib;
import org.luaj.vm2.lib.jse.JseBaseLib;
import org.luaj.vm2.luajc.LuaJC;

/** Why LuaJ's compiler to Java classes is not used. A failure here is a reason to look again. */
class LuaJcTest {
    private static final String CAPTURED_IN_BRANCH = """
            for _, v in ipairs({ 1 }) do
                if v then F = function() return v end end
            end
            return F()
            """;

    private static final String COMPARED_THEN_CAPTURED = """
            if g then g() end
            local same = x == y
            if g then g(function() return same end) end
            return same
            """;

    private static final String CAPTURED_AFTER_LOOP = """
            local rounds = 0
            local limit = setmetatable({}, { __call = function()
                rounds = rounds + 1
                assert(rounds < 100, 'endless')
            end })
            local v = 0
            repeat v = v + 1 limit() until v > 3
            F = function() v = 0 end
            return v
            """;

    private static final String FAILS = "\n\nerror('x')";

    /** Without the string library, which sets a static field that all VMs of the process share. */
    private static Globals globals(boolean compiled) {
        Globals globals = new Globals();
        globals.load(new JseBaseLib());
        LuaC.install(globals);
        if (compiled) {
            LuaJC.install(globals);
        }
        return globals;
    }

    private static LuaValue interpreted(String source) {
        return globals(false).load(source, "main.lua").call();
    }

    private static LuaValue compiled(String source) {
        return globals(true).load(source, "main.lua").call();
    }

    @Test
    void shouldNotCompileAFunctionThatCapturesALoopVariableInABranch() {
        assertThat(interpreted(CAPTURED_IN_BRANCH).toint()).isEqualTo(1);
        assertThatThrownBy(() -> compiled(CAPTURED_IN_BRANCH))
                .hasMessageContaining(NullPointerException.class.getName());
    }

    @Test
    void shouldWriteAnInvalidClassForAComparisonThatIsCapturedLater() {
        assertThat(interpreted(COMPARED_THEN_CAPTURED).toboolean()).isTrue();
        assertThatThrownBy(() -> compiled(COMPARED_THEN_CAPTURED)).isInstanceOf(VerifyError.class);
    }

    @Test
    void shouldLoopForEverWhereALaterFunctionAssignsTheLoopsVariable() {
        assertThat(interpreted(CAPTURED_AFTER_LOOP).toint()).isEqualTo(4);
        assertThatThrownBy(() -> compiled(CAPTURED_AFTER_LOOP)).isInstanceOf(LuaError.class)
                .hasMessageContaining("endless");
    }

    @Test
    void shouldNotCompileATableOfAFewThousandRows() {
        String source = IntStream.range(0, 1500)
                .mapToObj(i -> "{ name = 'item" + i + "', label = 'Item " + i + "', weight = " + i
                        + ", price = " + 3 * i + " }")
                .collect(Collectors.joining(",\n", "return {\n", "\n}"));

        assertThat(interpreted(source).length()).isEqualTo(1500);
        assertThat(catchThrowable(() -> compiled(source))).isNotNull();
    }

    @Test
    void shouldLoseThePositionOfAnError() {
        assertThatThrownBy(() -> interpreted(FAILS)).hasMessageContaining("main.lua:3");
        assertThat(catchThrowable(() -> compiled(FAILS)).getMessage()).doesNotContain("main.lua");
    }

    @Test
    void shouldCallNoHook() {
        int[] seen = new int[2];
        for (int i = 0; i < 2; i++) {
            int mode = i;
            Globals globals = globals(mode == 1);
            globals.debuglib = new DebugLib() {
                @Override
                public void onCall(LuaClosure closure, Varargs args, LuaValue[] stack) {
                    seen[mode]++;
                }

                @Override
                public void onInstruction(int pc, Varargs v, int top) {
                    seen[mode]++;
                }

                @Override
                public void onReturn() {
                    seen[mode]++;
                }
            };
            globals.load("local function f() end for i = 1, 10 do f() end", "main.lua").call();
        }

        assertThat(seen[0]).isPositive();
        assertThat(seen[1]).isZero();
    }
}
