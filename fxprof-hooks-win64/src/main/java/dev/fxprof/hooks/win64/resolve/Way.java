package dev.fxprof.hooks.win64.resolve;

import java.util.List;

/** How a hook gets in between. */
public sealed interface Way {
    /**
     * What the table of hooks calls it.
     *
     * @return one word
     */
    String word();

    /**
     * A slot of the table of methods of an interface.
     *
     * @param iid the interface
     * @param index the slot, from 0
     * @param signature the method
     * @param modules the modules that know the interface
     */
    record Slot(String iid, int index, String signature, List<String> modules) implements Way {
        @Override
        public String word() {
            return "vtable";
        }
    }

    /**
     * An entry of a module's import table.
     *
     * @param module the module that calls
     * @param library the module that is called
     * @param symbol the name by which it is imported
     * @param rvas where the entries are, counted from the calling module's base
     */
    record ImportEntry(String module, String library, String symbol,
            List<Long> rvas) implements Way {
        @Override
        public String word() {
            return "import";
        }
    }

    /**
     * The first instructions of a function.
     *
     * @param module its module
     * @param rva where it begins, counted from the module's base
     * @param size bytes of the whole function
     * @param bytes what must stand there, in hexadecimal
     * @param moved bytes of whole instructions that make room for a jump
     */
    record Address(String module, long rva, long size, String bytes, int moved) implements Way {
        @Override
        public String word() {
            return "address";
        }
    }
}
