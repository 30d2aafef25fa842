package dev.fxprof.it.lua;

import dev.fxprof.api.SiteTable;
import dev.fxprof.api.SpanRecorder;
import dev.fxprof.hooks.lua.bundle.LuaBundle;
import dev.fxprof.lua.LuaArgs;
import dev.fxprof.lua.LuaSyntaxException;
import dev.fxprof.lua.LuaVm;
import dev.fxprof.lua.LuaWorld;
import dev.fxprof.lua.VmSettings;
import dev.fxprof.lua.lua54.Lua54Engine;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One scenario of a server made of Lua only, under the agents of the product, on real Lua. */
final class AgentRun {
    final List<VmFrame> frames = new ArrayList<>();
    final List<String> said;
    final String log;
    final List<SpoolFile> files = new ArrayList<>();

    private AgentRun(LuaArgs results) {
        said = results.string(1).lines().toList();
        results.string(2).lines()
                .forEach(line -> frames.add(VmFrame.read(HexFormat.of().parseHex(line))));
        log = results.string(3);
        results.string(4).lines().map(line -> line.split(" ", 2)).forEach(
                file -> files.add(SpoolFile.read(file[0], HexFormat.of().parseHex(file[1]))));
    }

    static AgentRun of(String scenario) {
        LuaVm vm = new Lua54Engine().newVm(new VmSettings("agents", new Nowhere(),
                silent(SpanRecorder.class), silent(SiteTable.class), false, 1));
        try {
            List<Object> texts = new ArrayList<>(List.of(text("world.lua"), text("scheduler.lua"),
                    LuaBundle.block("agent"), LuaBundle.profiler(), scenario, text("disk.lua")));
            texts.addAll(resourceScripts());
            return new AgentRun(vm.newCoroutine(vm.load("@harness.lua", text("harness.lua")), null)
                    .resume(vm.args(texts.toArray())));
        } catch (LuaSyntaxException e) {
            throw new AssertionError(e);
        }
    }

    /** Name and text of the scripts of the resource, in the order of its manifest. */
    private static List<String> resourceScripts() {
        Map<String, byte[]> files = LuaBundle.resource();
        String manifest = new String(files.get("fxmanifest.lua"), StandardCharsets.UTF_8);
        return Pattern.compile("'(server/[a-z]+\\.lua)'").matcher(manifest).results()
                .map(match -> match.group(1))
                .flatMap(name -> Stream.of(name,
                        new String(files.get(name), StandardCharsets.UTF_8)))
                .toList();
    }

    /** All slices of a resource, each with the name of its site, in the order in which they came. */
    List<Slice> slices(String resource) {
        Map<Integer, VmFrame.Site> sites = new HashMap<>();
        List<Slice> slices = new ArrayList<>();
        for (VmFrame frame : frames) {
            if (frame.resource().equals(resource)) {
                frame.sites().forEach(site -> sites.put(site.id(), site));
                frame.records().stream().filter(entry -> entry.type() == 1)
                        .forEach(entry -> slices.add(new Slice(sites.get(entry.site()), entry)));
            }
        }
        return slices;
    }

    List<Slice> slices(String resource, String name) {
        return slices(resource).stream().filter(slice -> slice.site.name().equals(name)).toList();
    }

    /** All links of a resource, in the order in which they came. */
    List<VmFrame.Entry> links(String resource) {
        return frames.stream().filter(frame -> frame.resource().equals(resource))
                .flatMap(frame -> frame.records().stream()).filter(entry -> entry.type() == 2)
                .toList();
    }

    VmFrame last(String resource) {
        return frames.stream().filter(frame -> frame.resource().equals(resource))
                .reduce((earlier, later) -> later).orElseThrow();
    }

    record Slice(VmFrame.Site site, VmFrame.Entry entry) {
        long nanos() {
            return entry.end() - entry.start();
        }
    }

    private static String text(String file) {
        try (InputStream in = AgentRun.class.getResourceAsStream("/lua-agent/" + file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static <T> T silent(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[]{type},
                (proxy, method, args) -> switch (method.getReturnType().getName()) {
                    case "int" -> 0;
                    case "long" -> 0L;
                    case "boolean" -> false;
                    default -> null;
                }));
    }

    private static final class Nowhere implements LuaWorld {
        @Override
        public long nanos() {
            return 0;
        }

        @Override
        public long epochMillis() {
            return 0;
        }

        @Override
        public void print(String line) {
            throw new AssertionError("printed: " + line);
        }

        @Override
        public Path resolve(String path, boolean write) {
            throw new AssertionError("opened: " + path);
        }
    }
}
