package dev.fxprof.scheduler;

import dev.fxprof.lua.LuaParcel;
import dev.fxprof.lua.LuaScriptError;

/** Answers what tasks ask of the game thread. */
final class Requests {
    private final AsyncService service;
    private final Timeline timeline;
    private final MainCalls mainCalls;
    private final AsyncHost host;

    Requests(AsyncService service, Timeline timeline, MainCalls mainCalls, AsyncHost host) {
        this.service = service;
        this.timeline = timeline;
        this.mainCalls = mainCalls;
        this.host = host;
    }

    void handle(ScriptTask task, Request request) {
        try {
            switch (request) {
                case Request.Sleep sleep -> sleep(task, sleep);
                case Request.Await await -> await(task, await);
                case Request.Main main -> {
                    task.startWait();
                    mainCalls.add(task, main);
                }
                case Request.Run run -> answer(task,
                        Reply.of(service.submitChild(task, run.submission())));
                case Request.Cancel cancel -> answer(task,
                        Reply.of(service.cancel(cancel.task(), cancel.reason())));
                case Request.Status status -> answer(task,
                        Reply.of(service.status(status.task())));
                case Request.Cancelled cancelled ->
                    answer(task, Reply.of(task.cancelReason() != null));
                case Request.NewChannel made -> answer(task, Reply.of(service
                        .newChannel(task.owner(), made.capacity(), made.policy())));
                case Request.Send send -> answer(task,
                        Reply.of(service.channel(send.channel()).send(send.value())));
                case Request.Receive receive -> receive(task, receive);
                case Request.WaitChannel wait -> waitChannel(task, wait);
                case Request.Close close -> {
                    service.channel(close.channel()).close();
                    answer(task, Reply.of());
                }
            }
        } catch (LuaScriptError e) {
            answer(task, Reply.error(e.getMessage()));
        }
    }

    private void answer(ScriptTask task, Reply reply) {
        timeline.goOn(task, reply, host.nanos());
    }

    private void answer(ScriptTask.Awaiting wait, Reply reply) {
        if (wait.settle()) {
            answer(wait.task(), reply);
        }
    }

    /** At least to the next tick, so that no task can go round for ever within one. */
    private void sleep(ScriptTask task, Request.Sleep sleep) {
        ScriptTask.Awaiting wait = task.startWait();
        timeline.at(host.nanos() + Math.max(1, nanos(sleep.millis())),
                () -> answer(wait, Reply.of()));
    }

    private static long nanos(double millis) {
        return (long) Math.clamp(millis * 1e6, 0, 1e18);
    }

    private void await(ScriptTask task, Request.Await await) {
        ScriptTask.Awaiting wait = task.startWait();
        for (long id : await.tasks()) {
            ScriptTask target = service.task(id);
            if (target == null) {
                throw new LuaScriptError("the outcome of task " + id + " is no longer kept");
            }
            target.observe();
            if (target.phase() == ScriptTask.Phase.FINISHED) {
                answer(wait, outcome(target));
                return;
            }
            target.awaiting().add(wait);
        }
        limit(wait, await.timeoutMillis());
    }

    private void limit(ScriptTask.Awaiting wait, double timeoutMillis) {
        if (timeoutMillis >= 0) {
            timeline.at(host.nanos() + Math.max(1, nanos(timeoutMillis)),
                    () -> answer(wait, Reply.of()));
        }
    }

    private static Reply outcome(ScriptTask target) {
        return vm -> Delivery.outcome(vm, target);
    }

    /** A task is over: those that wait for it go on. */
    void finished(ScriptTask task) {
        task.awaiting().forEach(wait -> answer(wait, outcome(task)));
        task.awaiting().clear();
    }

    private void receive(ScriptTask task, Request.Receive receive) {
        Channel channel = service.channel(receive.channel());
        LuaParcel value = channel.receive();
        if (value == null) {
            answer(task, Reply.of(channel.isClosed() ? "closed" : "empty"));
        } else {
            answer(task, vm -> vm.join(vm.args("value"), vm.unpack(value)));
        }
    }

    private void waitChannel(ScriptTask task, Request.WaitChannel request) {
        Channel channel = service.channel(request.channel());
        ScriptTask.Awaiting wait = task.startWait();
        channel.await(request.forRoom(), () -> answer(wait, Reply.of(true)));
        limit(wait, request.timeoutMillis());
    }
}
