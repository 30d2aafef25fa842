package dev.fxprof.hooks.lua.install;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PatcherTest {
    private static final PatchTable SCHEDULER = PatchTable.ALL.getFirst();
    private static final String SOURCE = Miniature.text("scheduler.lua");
    private static final String BLOCK = "local fxprof = {}\n";

    @Test
    void shouldPutEachCallWhereTheAgentExpectsIt() {
        String patched = Patcher.apply(SCHEDULER, SOURCE, BLOCK).text();

        assertThat(patched).startsWith(BLOCK).endsWith("\nend\nfxprof.ready()\n");
        assertThat(squeezed(patched)).contains("""
                local fxprofStack = fxprof.suspend()
                local reattach = coroutine_yield(AwaitSentinel)
                promise:next(reattach, reattach)
                coroutine_yield()
                fxprof.resume(fxprofStack)
                """, """
                if not fxprofAnnounced[1] then fxprof.created(number) end
                return number, function()
                if not fxprofAnnounced[1] then fxprof.thread(body, number) end
                return runWithBoundaryStart(body, number)
                """, """
                local runWithBoundaryStart = \
                getBoundaryFunc(fxprof.boundary(Citizen.SubmitBoundaryStart))
                """, """
                Citizen.Wait = fxprof.wait(Citizen.Wait)
                Wait = Citizen.Wait
                """, """
                Citizen.SetEventRoutine(function(name, payload, from)
                if fxprofEvent(name, payload, from) then return end
                local data""", """
                fxprofHandler(name, handlerFn, from)
                Citizen.CreateThreadNow(function()
                handler(table_unpack(data))
                end, ('event %s [%s[%d..%d]]'):format(name, di.short_src, di.linedefined, \
                di.lastlinedefined))
                fxprofLeft()
                """, """
                Citizen.SetStackTraceRoutine(function(first, thread, last, beyond)
                fxprof.trace()
                """, """
                fxprofSent(1, name, player, #packed)
                return TriggerClientEventInternal(""", """
                fxprofSent(2, name, player, #packed)
                return TriggerLatentClientEventInternal(""", """
                cb = fxprof.http(cb, url) fxprofSent(4, url, 1, \
                type(data) == 'string' and #data or 0)
                httpDispatch[id] = cb
                """, """
                fxprofRef(ref, #packed)
                local waited = Citizen.CreateThreadNow(function()
                values""", """
                di.lastlinedefined))
                fxprofLeft()
                return msgpack_pack(values)
                """, """
                fxprof.name(_G[exportName], 'export', exportName)
                setCB(_G[exportName])
                """, """
                fxprof.name(func, 'export', exportName)
                setCB(func)
                """, """
                fxprofSent(3, es, key, #packed)
                SetStateBagValue(es, key, packed, packed:len(), replicated)
                """, """
                fxprofSent(3, es, key, #packed)
                SetStateBagValue(es, key, packed, packed:len(), isServer)
                """);
        assertThat(patched.lines().filter(line -> line.contains("fxprof"))).hasSize(21);
    }

    @Test
    void shouldLeaveAllElseAsItIs() {
        List<String> kept = new ArrayList<>(
                Patcher.apply(SCHEDULER, SOURCE, BLOCK).text().lines().toList());
        kept.replaceAll(line -> line.replace("fxprof.boundary(Citizen.SubmitBoundaryStart)",
                "Citizen.SubmitBoundaryStart"));
        kept.removeIf(line -> line.contains("fxprof"));

        assertThat(kept).isEqualTo(SOURCE.lines().toList());
    }

    @Test
    void shouldNotMindBlanksAndEndsOfLines() {
        String spaced = SOURCE.replace("\t", "    ").replace(", ", " ,  ").replace("(f", "( f")
                .replace("\n", " \r\n");
        Patcher.Outcome outcome = Patcher.apply(SCHEDULER, spaced, BLOCK);

        assertThat(outcome.refusal()).isEmpty();
        assertThat(outcome.text().substring(BLOCK.length())).doesNotContainPattern("[^\r]\n.");
        assertThat(outcome.text().substring(BLOCK.length()).lines()
                .filter(line -> line.contains("fxprof"))).hasSize(20);
    }

    @Test
    void shouldNotTakeTwoWordsForOne() {
        String joined = SOURCE.replace("local di = debug", "localdi = debug");

        assertThat(Patcher.apply(SCHEDULER, joined, BLOCK).refusal())
                .startsWith("anchor event-function: ");
    }

    @Test
    void shouldCallThingsAsTheFileDoes() {
        String renamed = SOURCE.replace("handlerFn", "fn").replace("(ref)", "(it)");
        String patched = Patcher.apply(SCHEDULER, renamed, BLOCK).text();

        assertThat(patched).contains("fxprofHandler(name, fn, from)", "fxprofRef(it, #packed)");
    }

    @ParameterizedTest
    @MethodSource("anchors")
    void shouldRefuseAFileThatLacksAnAnchor(Anchor anchor) {
        List<String> lines = new ArrayList<>(SOURCE.lines().toList());
        lines.remove(line(lines, anchor));
        Patcher.Outcome outcome = Patcher.apply(SCHEDULER, String.join("\n", lines), BLOCK);

        assertThat(outcome.refusal()).startsWith("anchor " + anchor.name() + ": expected ");
        assertThat(outcome.text()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("anchors")
    void shouldRefuseAFileThatHasAnAnchorTooOften(Anchor anchor) {
        List<String> lines = new ArrayList<>(SOURCE.lines().toList());
        int at = line(lines, anchor);
        lines.add(at, lines.get(at));
        Patcher.Outcome outcome = Patcher.apply(SCHEDULER, String.join("\n", lines), BLOCK);

        assertThat(outcome.refusal()).startsWith("anchor " + anchor.name() + ": expected ")
                .endsWith(", found " + (anchor.times() + 1));
    }

    static Stream<Anchor> anchors() {
        return SCHEDULER.anchors().stream()
                .filter(anchor -> anchor.placement() != Anchor.Placement.END);
    }

    /** The last line that an anchor stands for in its own region of the miniature. */
    private static int line(List<String> lines, Anchor anchor) {
        String start = SCHEDULER.regions().getOrDefault(anchor.region(), lines.getFirst());
        int from = first(lines, start, 0);
        return first(lines, anchor.line(), from);
    }

    private static int first(List<String> lines, String pattern, int from) {
        LinePattern wanted = new LinePattern(pattern, Map.of());
        for (int i = from; i < lines.size(); i++) {
            if (wanted.match(lines.get(i)).isPresent()) {
                return i;
            }
        }
        throw new AssertionError("the miniature lacks " + pattern);
    }

    @Test
    void shouldLookForAnAnchorOnlyInItsRegion() {
        String elsewhere = SOURCE + "\nfunction other()\n\tcoroutine_yield()\nend\n";

        assertThat(Patcher.apply(SCHEDULER, elsewhere, BLOCK).refusal()).isEmpty();
    }

    @Test
    void shouldRefuseWhatIsPatchedAlready() {
        String patched = Patcher.apply(SCHEDULER, SOURCE, BLOCK).text();

        assertThat(Patcher.apply(SCHEDULER, patched, BLOCK).refusal())
                .contains("patched already");
    }

    @Test
    void shouldNotTakeACommentForCode() {
        String commented = SOURCE.replace("\t\tcoroutine_yield()",
                "\t\t-- coroutine_yield()\n\t\tcoroutine_yield()");

        assertThat(Patcher.apply(SCHEDULER, commented, BLOCK).refusal()).isEmpty();
    }

    @Test
    void shouldPassEveryNativeOn() {
        String patched = Patcher.apply(PatchTable.ALL.get(1), Miniature.text("natives_server.lua"),
                BLOCK).text();

        assertThat(squeezed(patched)).contains("""
                local Global = setmetatable({}, { __newindex = function(_, n, v)
                v = fxprofNative(n, v)
                g[n] = v
                """);
    }

    private static String squeezed(String text) {
        return text.replaceAll("\n\\s+", "\n");
    }
}
