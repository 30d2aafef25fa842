package dev.fxprof.hooks.win64.resolve;

import dev.fxprof.hooks.win64.code.Prologue;
import dev.fxprof.hooks.win64.pdb.Pdb;
import dev.fxprof.hooks.win64.pdb.PdbSymbol;
import dev.fxprof.hooks.win64.pe.PeImage;
import dev.fxprof.hooks.win64.pe.Section;
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
    /** An absolute jump: 6 bytes and an address. */
    private static final int JUMP = 14;
    private static final int EXPECTED_BYTES = 16;
    private static final int LOOKED_AT = 48;

    private final Artifact artifact;
    private final SymbolFiles symbols;

    AddressHooks(Artifact artifact, SymbolFiles symbols) {
        this.artifact = artifact;
        this.symbols = symbols;
    }

    List<ResolvedHook> resolve() throws ArtifactException, IOException {
        String problem = "";
        Optional<Module> module = artifact.module(MODULE);
        if (artifact.platform() != Platform.WINDOWS) {
            problem = "hooks by address are made for Windows only";
        } else if (module.isEmpty()) {
            problem = "there is no " + artifact.platform().file(MODULE);
        } else if (!module.get().problem().isEmpty()) {
            problem = module.get().problem();
        } else {
            SymbolFiles.Found found = symbols.find(module.get());
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
        try (Pdb pdb = Pdb.open(symbolFile); PeImage image = PeImage.open(module.path())) {
            for (String function : FUNCTIONS) {
                hooks.add(one(function, module, pdb, image));
            }
        }
        return hooks;
    }

    private static ResolvedHook one(String function, Module module, Pdb pdb, PeImage image)
            throws IOException {
        String name = "address:" + function;
        List<PdbSymbol> found = pdb.functions(function);
        if (found.stream().map(PdbSymbol::rva).distinct().count() != 1) {
            return ResolvedHook.refused(name, true, found.isEmpty()
                    ? "the PDB has no function " + function
                            + ": the linker has put its code into its callers, or renamed it"
                    : "the PDB has " + found.size() + " functions " + function);
        }
        PdbSymbol symbol = found.getFirst();
        String problem = problem(symbol, image);
        if (!problem.isEmpty()) {
            return ResolvedHook.refused(name, true, problem);
        }
        int length = (int) Math.min(LOOKED_AT, symbol.size());
        byte[] code = image.bytes(symbol.rva(), length);
        Prologue prologue = Prologue.of(code, JUMP);
        if (!prologue.refusal().isEmpty()) {
            return ResolvedHook.refused(name, true, "begins with what cannot be moved: "
                    + prologue.refusal());
        }
        // Loops may lead back to anywhere else; the prologue runs once a call by definition.
        int once = image.functionAt(symbol.rva()).orElseThrow().prologue();
        if (prologue.length() > once) {
            return ResolvedHook.refused(name, true, prologue.length() + " bytes would be moved, of "
                    + "which only the first " + once + " are sure not to be jumped to");
        }
        int expected = Math.min(length, Math.max(EXPECTED_BYTES, prologue.length()));
        return ResolvedHook.works(name, true,
                new Way.Address(module.name(), symbol.rva(), symbol.size(),
                        HexFormat.of().formatHex(code, 0, expected), prologue.length()),
                "at 0x" + Long.toHexString(symbol.rva()) + " of " + module.file() + ", "
                        + prologue.length() + " bytes of whole instructions can be moved");
    }

    /** What the image says against a function being there, or nothing. */
    private static String problem(PdbSymbol symbol, PeImage image) throws IOException {
        String place = "0x" + Long.toHexString(symbol.rva());
        if (symbol.rva() < 0 || symbol.size() < JUMP) {
            return "has no place, or takes less than " + JUMP + " bytes";
        }
        boolean isCode = image.headers().sections().stream().filter(Section::isExecutable)
                .anyMatch(section -> symbol.rva() >= section.rva() && symbol.rva()
                        + symbol.size() <= section.rva() + section.fileSize());
        if (!isCode) {
            return "the PDB places it at " + place + ", where there is no code";
        }
        Optional<PeImage.Function> function = image.functionAt(symbol.rva());
        if (function.isEmpty() || function.get().begin() != symbol.rva()
                || function.get().end() - symbol.rva() < JUMP) {
            return "the PDB places it at " + place
                    + ", where by the unwind table no function of " + JUMP + " bytes begins";
        }
        return "";
    }
}
