package dev.fxprof.lua;

import java.util.List;

/**
 * A function on its way between VMs, with copies of its upvalues.
 *
 * @param name name as written in the source
 * @param file chunk name with its leading {@code @}
 * @param line first line of its definition, counted from 1
 * @param function the function, as one value; then the global functions of scripts that it names,
 *     each as a name and a value
 */
public record LuaCode(String name, String file, int line, LuaParcel function) {
    /**
     * A function that is still text; the VM that unpacks it compiles it.
     *
     * @param chunk chunk name with its leading {@code @}
     * @param line line on which the text begins
     * @param expression the function as an expression: {@code function(a) ... end}
     * @param names its upvalues, in the order of their values
     * @param upvalues their values; no functions
     */
    public record Source(String chunk, int line, String expression, List<String> names,
            LuaParcel upvalues) {
        /** Checks that there is a name for each value. */
        public Source {
            if (names.size() != upvalues.count() || !upvalues.prototypes().isEmpty()) {
                throw new IllegalArgumentException(
                        "expected as many names as upvalues, and no functions among them");
            }
        }

        /**
         * A chunk that returns the function if it is called with the upvalues.
         *
         * @return the chunk, the function on its own line
         */
        public String asChunk() {
            String variables = names.isEmpty()
                    ? ""
                    : "local " + String.join(", ", names) + " = ... ";
            return "\n".repeat(line - 1) + variables + "return " + expression;
        }
    }

    /**
     * How much was copied.
     *
     * @return size of the upvalues in bytes
     */
    public int bytes() {
        return function.bytes();
    }
}
