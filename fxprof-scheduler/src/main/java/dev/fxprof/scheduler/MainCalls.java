package dev.fxprof.scheduler;

import dev.fxprof.api.ScriptRuntime;
import dev.fxprof.api.SpanKind;
import dev.fxprof.api.SpanRecorder;
import dev.fxprof.lua.EntrySpan;
import dev.fxprof.lua.LuaArgs;
import dev.fxprof.lua.LuaFunctionRef;
import dev.fxprof.lua.LuaParcel;
import dev.fxprof.lua.LuaScriptError;
import dev.fxprof.lua.LuaVm;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BiConsumer;

/** What tasks want done on the game thread: {@code Async.Main}. */
final class MainCalls {
    private record Call(ScriptTask task, Request.Main request) {}

    private final AsyncHost host;
    private final BiConsumer<ScriptTask, Reply> answer;
    private final Deque<Call> calls = new ArrayDeque<>();

    /**
     * Calls.
     *
     * @param answer lets a task go on with what its call gave
     */
    MainCalls(AsyncHost host, BiConsumer<ScriptTask, Reply> answer) {
        this.host = host;
        this.answer = answer;
    }

    void add(ScriptTask task, Request.Main request) {
        calls.add(new Call(task, request));
    }

    boolean hasCall(ScriptTask task) {
        return calls.stream().anyMatch(call -> call.task == task);
    }

    void run() {
        for (int n = calls.size(); n > 0; n--) {
            Call call = calls.poll();
            if (call.task.phase() == ScriptTask.Phase.WAITING && !call.task.owner().isStopped()) {
                run(call.task, call.request);
            }
        }
    }

    private void run(ScriptTask task, Request.Main request) {
        AsyncResource owner = task.owner();
        LuaVm vm = owner.vm();
        ScriptTask.Awaiting wait = task.currentWait();
        try {
            LuaFunctionRef function = vm.unpack(request.code(), null);
            int site = host.sites().intern(owner.name(), ScriptRuntime.LUA, SpanKind.TASK,
                    "main " + task.name(), request.code().file(), request.code().line());
            EntrySpan entry = new EntrySpan(site, task.body().span(), task.body().restTicks(),
                    SpanRecorder.NO_SOURCE);
            host.startThread(owner.name(), function, vm.unpack(request.args()), entry,
                    completion(task, wait));
        } catch (LuaScriptError e) {
            settle(task, wait, Reply.error(e.getMessage()));
        }
    }

    private AsyncHost.Completion completion(ScriptTask task, ScriptTask.Awaiting wait) {
        return new AsyncHost.Completion() {
            @Override
            public void returned(LuaArgs results) {
                Reply reply;
                try {
                    LuaParcel parcel = task.owner().vm().pack(results, "result",
                            task.owner().mostBytes());
                    reply = vm -> vm.unpack(parcel);
                } catch (LuaScriptError e) {
                    reply = Reply.error(e.getMessage());
                }
                settle(task, wait, reply);
            }

            @Override
            public void failed(LuaScriptError error) {
                settle(task, wait, Reply.error(error.getMessage()));
            }
        };
    }

    private void settle(ScriptTask task, ScriptTask.Awaiting wait, Reply reply) {
        if (wait.settle()) {
            answer.accept(task, reply);
        }
    }
}
