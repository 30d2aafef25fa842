package dev.fxprof.hooks.win64.resolve;

import dev.fxprof.hooks.win64.code.Prologue;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Hooks at the begin of functions that no table leads to. All that symbols, unwind table and bytes say
 * must agree; else the hook is refused.
 */
final class AddressHooks {
    private static final String MODULE = "citizen-scripting-lua";
    private static final List<String> FUNCTIONS = List.of("lua_pcallk", "lua_resume");
    /** A jump within 2 GB. */
    private static final int NEAR_JUMP = 5;
    /** An absolute jump: 6 bytes and an address. */
    private static final int FAR_JUMP = 14;
    private static final int EXPECTED_BYTES = 16;
    private static final int LOOKED_AT = 48;

    private final Artifact artifact;
    private final SymbolFiles symbols;

    AddressHooks(Artifact artifact, SymbolFiles symbols) {
        this.artifact = artifact;
        this.symbols = symbols;
    }

    List<ResolvedHook> resolve() throws ArtifactException, IOException {
        String problem;
        Optional<Module> module = artifact.module(MODULE);
        if (module.isEmpty()) {
            problem = "there is no " + artifact.platform().file(MODULE);
        } else if (!module.get().problem().isEmpty()) {
            problem = module.get().problem();
        } else {
            SymbolFiles.Found found = artifact.platform() == Platform.WINDOWS
                    ? symbols.find(module.get())
                    : symbols.findLinux(module.get());
            if (found.file().isPresent()) {
                return with(module.get(), found.file().get());
            }
            problem = found.problem();
        }
        List<ResolvedHook> hooks = new ArrayList<>();
        for (String function : FUNCTIONS) {
            hooks.add(ResolvedHook.refused("address:" + function, true, problem));
        }
        return hooks;
    }

    private List<ResolvedHook> with(Module module, Path symbolFile) throws IOException {
        List<ResolvedHook> hooks = new ArrayList<>();
        try (CodeFile code = artifact.platform() == Platform.WINDOWS
                ? WindowsCode.open(module.path(), symbolFile)
                : LinuxCode.open(module.path(), symbolFile)) {
            for (String function : FUNCTIONS) {
                hooks.add(one(function, module, code));
            }
        }
        return hooks;
    }

    private static ResolvedHook one(String function, Module module, CodeFile file)
            throws IOException {
        String name = "address:" + function;
        List<CodeFile.Symbol> found = file.functions(function);
        if (found.size() != 1) {
            return ResolvedHook.refused(name, true, file.symbolTable() + (found.isEmpty()
                    ? " has no function " + function
                            + ": the linker has put its code into its callers, or renamed it"
                    : " has " + found.size() + " functions " + function));
        }
        CodeFile.Symbol symbol = found.getFirst();
        String problem = problem(symbol, file);
        if (!problem.isEmpty()) {
            return ResolvedHook.refused(name, true, problem);
        }
        int length = (int) Math.min(LOOKED_AT, symbol.size());
        byte[] code = file.bytes(symbol.rva(), length);
        int once = file.frameAt(symbol.rva()).orElseThrow().once();
        Prologue prologue = Prologue.of(code, FAR_JUMP);
        if (!prologue.refusal().isEmpty() || prologue.length() > once) {
            prologue = Prologue.of(code, NEAR_JUMP);
        }
        if (!prologue.refusal().isEmpty()) {
            return ResolvedHook.refused(name, true, "begins with what cannot be moved: "
                    + prologue.refusal());
        }
        if (prologue.length() > once) {
            return ResolvedHook.refused(name, true, prologue.length() + " bytes would be moved, of "
                    + "which only the first " + once + " are sure not to be jumped to");
        }
        int expected = Math.min(length, Math.max(EXPECTED_BYTES, prologue.length()));
        if (file.isRelocated(symbol.rva(), expected)) {
            return ResolvedHook.refused(name, true,
                    "begins with an address that the loader changes");
        }
        return ResolvedHook.works(name, true,
                new Way.Address(module.name(), symbol.rva(), symbol.size(),
                        HexFormat.of().formatHex(code, 0, expected), prologue.length()),
                "at 0x" + Long.toHexString(symbol.rva()) + " of " + module.file() + ", "
                        + prologue.length() + " bytes of whole instructions can be moved"
                        + (prologue.length() < FAR_JUMP ? " if there is memory near them" : ""));
    }

    /** What the library says against a function being there, or nothing. */
    private static String problem(CodeFile.Symbol symbol, CodeFile file) throws IOException {
        String place = file.symbolTable() + " places it at 0x" + Long.toHexString(symbol.rva());
        if (symbol.rva() < 0 || symbol.size() < FAR_JUMP) {
            return "has no place, or takes less than " + FAR_JUMP + " bytes";
        }
        if (!file.isCode(symbol.rva(), symbol.size())) {
            return place + ", where there is no code";
        }
        Optional<CodeFile.Frame> frame = file.frameAt(symbol.rva());
        if (frame.isEmpty() || frame.get().begin() != symbol.rva()
                || frame.get().end() - symbol.rva() < FAR_JUMP) {
            return place + ", where by the unwind table no function of " + FAR_JUMP
                    + " bytes begins";
        }
        return "";
    }
}
