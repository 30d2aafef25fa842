package dev.fxprof.lua.luaj;

import org.luaj.vm2.LuaUserdata;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.lib.OneArgFunction;

/**
 * Stands as the error function of every thread of a VM: LuaJ calls it where an error first meets a
 * Lua frame, with "source:line message", and takes what it returns as the message.
 */
final class ErrorHook extends OneArgFunction {
    /** Ends the source of every prototype, so that the line is found whatever the name holds. */
    static final char END_OF_SOURCE = '\u0001';

    /** Leaves the error without a message, so that the next frame is asked too. */
    private static final LuaValue ASK_AGAIN = new LuaUserdata(ScriptError.NOT_YET) {
        @Override
        public String tojstring() {
            return null;
        }
    };

    private String lastPosition = "";

    @Override
    public LuaValue call(LuaValue message) {
        String text = Text.toJava(message);
        if (text.equals(ScriptError.NOT_YET)) {
            return ASK_AGAIN;
        }
        if (text.equals(ScriptError.NEVER)) {
            return EMPTYSTRING;
        }
        int end = text.indexOf(END_OF_SOURCE);
        int space = text.indexOf(' ', end);
        if (end < 0 || space < 0) {
            return message;
        }
        lastPosition = text.substring(0, end) + text.substring(end + 1, space) + ":";
        return Text.toLua(lastPosition + " " + Messages.translate(text.substring(space + 1)));
    }

    /** A position without the sign that ends its source. */
    static String shown(String position) {
        int end = position.indexOf(END_OF_SOURCE);
        return (end < 0 ? position : position.substring(0, end) + position.substring(end + 1))
                + ":";
    }

    /**
     * As much of a traceback as is known of the newest error: where it happened.
     *
     * @param own the position that the error itself knows, which this hook never saw where the stack had
     *        no room for it; empty if it knows none
     */
    String traceback(String message, String own) {
        String position = message.startsWith(lastPosition) ? lastPosition : "";
        if (position.isEmpty() && message.startsWith(own)) {
            position = own;
        }
        return "stack traceback:\n\t" + (position.isEmpty() ? "[C]:" : position) + " in ?";
    }
}
