package dev.fxprof.scheduler;

/** What tasks that are too late are told. */
final class Deadlines {
    private Deadlines() {
    }

    static String reason(ScriptTask task) {
        return "it missed its deadline of "
                + java.math.BigDecimal.valueOf(task.options().deadlineMillis())
                        .stripTrailingZeros().toPlainString()
                + " ms";
    }
}
