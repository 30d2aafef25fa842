package dev.fxprof.lua;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** VMs on several threads at once do not see each other. */
interface ParallelContract extends LuaContract {
    String SCRIPT = """
            local function work(seed)
                local words, sum = {}, 0
                for i = 1, 2000 do
                    local word = ('%s-%d'):format(string.char(97 + (i * seed) % 26), i % 50)
                    words[word] = (words[word] or 0) + 1
                    sum = sum + #word:upper():rep(2) + (tonumber(word:match('%d+$')) or 0)
                end
                local co = coroutine.wrap(function() for i = 1, 50 do coroutine.yield(i * seed) end end)
                for i = 1, 50 do sum = sum + co() end
                local ok, message = pcall(error, { code = seed })
                local list = {}
                for word, n in pairs(words) do list[#list + 1] = word .. n end
                table.sort(list)
                return sum, message.code, table.concat(list):sub(1, 40), vector3(seed, 1, 2).x,
                    json.encode({ seed, { a = seed } })
            end
            return work
            """;

    private List<Object> run(LuaCode code, int seed) {
        LuaFixture lua = newLua(false);
        lua.recorder.logging = false;
        LuaFunctionRef work = lua.vm.unpack(code, lua.vm.newEnvironment());
        List<Object> values = new ArrayList<>();
        for (int round = 0; round < 20; round++) {
            LuaArgs results = lua.vm.call(work, lua.vm.args(seed));
            values.clear();
            LuaArgs again = lua.vm.unpack(lua.vm.pack(results, "result", ParcelContract.MOST));
            for (int i = 1; i <= again.count(); i++) {
                values.add(again.toJava(i));
            }
        }
        lua.vm.close();
        return values;
    }

    @Test
    default void shouldRunOnSeveralThreadsAtOnce() throws Exception {
        LuaCode code = lua().vm.pack(lua().function(SCRIPT), ParcelContract.MOST);
        List<List<Object>> expected = new ArrayList<>();
        List<Callable<List<Object>>> calls = new ArrayList<>();
        for (int i = 1; i <= 24; i++) {
            int seed = i;
            expected.add(run(code, seed));
            calls.add(() -> run(code, seed));
        }
        List<List<Object>> actual = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
            for (Future<List<Object>> result : threads.invokeAll(calls)) {
                actual.add(result.get());
            }
        }
        assertThat(actual).isEqualTo(expected);
    }
}
