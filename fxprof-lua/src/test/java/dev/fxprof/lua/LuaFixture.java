package dev.fxprof.lua;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

final class LuaFixture {
    final TestWorld world;
    final TestSites sites = new TestSites();
    final StrictRecorder recorder = new StrictRecorder(sites);
    final LuaVm vm;

    LuaFixture(LuaEngine engine, Path directory, boolean functions) {
        world = new TestWorld(directory);
        vm = engine.newVm(new VmSettings("res", world, recorder, sites, functions, 42));
        vm.define("region", (HostFunction) args -> {
            recorder.beginRegion((int) args.integer(1));
            return vm.args();
        });
    }

    LuaFunctionRef load(String source) {
        try {
            return vm.load("@res/main.lua", source);
        } catch (LuaSyntaxException e) {
            throw new AssertionError(e.file() + ":" + e.line() + ": " + e.getMessage(), e);
        }
    }

    LuaFunctionRef function(String source) {
        return vm.call(load(source), vm.args()).function(1);
    }

    LuaCoroutine coroutine(String source) {
        return vm.newCoroutine(load(source), EntrySpan.of(7));
    }

    LuaArgs run(String source) {
        LuaCoroutine coroutine = coroutine(source);
        LuaArgs results = coroutine.resume(vm.args());
        while (!coroutine.isDead()) {
            results = coroutine.resume(vm.args());
        }
        return results;
    }

    List<Object> eval(String source) {
        LuaArgs results = run(source);
        List<Object> values = new ArrayList<>();
        for (int i = 1; i <= results.count(); i++) {
            values.add(plain(results.toJava(i)));
        }
        return values;
    }

    /** That whatever was stopped left nothing behind. */
    void assertUsable() {
        assertThat(recorder.resumed()).isZero();
        assertThat(recorder.depth()).isZero();
        assertThat(eval("""
                local sum = 0
                for i = 1, 100000 do sum = sum + i end
                return sum, pcall(error, 'as ever')
                """)).containsExactly(5_000_050_000L, false, "as ever");
    }

    /** Numbers without a fraction as integers: LuaJ has no others. */
    private static Object plain(Object value) {
        return switch (value) {
            case Double d when d == Math.rint(d) && !Double.isInfinite(d) -> d.longValue();
            case List<?> list -> list.stream().map(LuaFixture::plain).collect(ArrayList::new,
                    ArrayList::add, ArrayList::addAll);
            case Map<?, ?> map -> {
                Map<Object, Object> fields = new LinkedHashMap<>();
                map.forEach((key, field) -> fields.put(plain(key), plain(field)));
                yield fields;
            }
            case null, default -> value;
        };
    }
}
