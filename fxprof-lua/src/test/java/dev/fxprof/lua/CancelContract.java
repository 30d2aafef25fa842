package dev.fxprof.lua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Scripts that are told, again and again, that they are cancelled. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
interface CancelContract extends LuaContract {
    /** Where a script calls started(), another thread cancels it. */
    private static LuaFixture cancellable(LuaFixture lua, AtomicReference<String> reason) {
        lua.recorder.logging = false;
        CountDownLatch started = new CountDownLatch(1);
        lua.vm.define("started", (HostFunction) args -> {
            started.countDown();
            return lua.vm.args();
        });
        lua.vm.define("forgive", (HostFunction) args -> {
            reason.set(null);
            return lua.vm.args();
        });
        Thread.ofPlatform().daemon().start(() -> {
            try {
                if (started.await(30, TimeUnit.SECONDS)) {
                    lua.vm.cancel(reason::get);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        return lua;
    }

    private LuaFixture cancellable(boolean functions) {
        return cancellable(newLua(functions), new AtomicReference<>("enough"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    default void shouldRaiseAnErrorThatTheScriptCanCatch(boolean functions) {
        LuaFixture lua = cancellable(functions);

        assertThat(lua.eval("""
                local function endless() started() while true do end end
                return pcall(endless)
                """)).containsExactly(false, "cancelled: enough");
        lua.assertUsable();
    }

    @Test
    default void shouldTellTheHostWhatNobodyCaught() {
        LuaFixture lua = cancellable(true);

        assertThatThrownBy(() -> lua.run("started() while true do end"))
                .isInstanceOf(LuaScriptError.class).hasMessageEndingWith("cancelled: enough");
        lua.assertUsable();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    default void shouldRaiseItAgainAndAgain(boolean functions) {
        LuaFixture lua = cancellable(functions);

        assertThat(lua.eval("""
                local caught = 0
                while caught < 5 do
                    local ok, message = pcall(function() started() while true do end end)
                    if message == 'cancelled: enough' then caught = caught + 1 end
                end
                return caught
                """)).containsExactly(5L);
        lua.assertUsable();
    }

    @Test
    default void shouldLetTheScriptCleanUp() {
        LuaFixture lua = cancellable(false);

        assertThat(lua
                .eval("""
                        local log = {}
                        local ok, message = pcall(function()
                            local guard <close> = setmetatable({}, { __close = function() log[1] = 'closed' end })
                            started()
                            while true do end
                        end)
                        return ok, message, log[1], region ~= nil
                        """))
                .containsExactly(false, "cancelled: enough", "closed", true);
        lua.assertUsable();
    }

    @Test
    default void shouldPassCoroutines() {
        LuaFixture lua = cancellable(true);

        assertThat(lua.eval("""
                local ok, message = coroutine.resume(coroutine.create(function()
                    started()
                    while true do end
                end))
                return ok, message
                """)).containsExactly(false, "cancelled: enough");
        lua.assertUsable();
    }

    @Test
    default void shouldDoNothingWhereItComesTooLate() {
        LuaFixture lua = newLua(false);
        lua.vm.cancel(() -> null);

        assertThat(lua.eval("local n = 0 for i = 1, 100000 do n = n + 1 end return n"))
                .containsExactly(100_000L);
    }

    @Test
    default void shouldGiveWayToAStop() {
        LuaFixture lua = newLua(false);
        lua.recorder.logging = false;
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch told = new CountDownLatch(1);
        lua.vm.define("started", (HostFunction) args -> {
            started.countDown();
            return lua.vm.args();
        });
        Thread.ofPlatform().daemon().start(() -> {
            try {
                if (started.await(30, TimeUnit.SECONDS)) {
                    lua.vm.cancel(() -> {
                        told.countDown();
                        return "enough";
                    });
                    if (told.await(30, TimeUnit.SECONDS)) {
                        lua.vm.interrupt("really");
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });

        assertThatThrownBy(
                () -> lua
                        .run("while true do pcall(function() started() while true do end end) end"))
                .hasMessageEndingWith("script stopped: really");
        lua.assertUsable();
    }
}
