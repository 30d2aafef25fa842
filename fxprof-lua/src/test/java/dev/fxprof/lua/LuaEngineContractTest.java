package dev.fxprof.lua;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

abstract class LuaEngineContractTest
        implements
            SandboxContract,
            LanguageContract,
            LibraryContract,
            CoroutineContract,
            ErrorContract,
            TransferContract,
            ParcelContract,
            CancelContract,
            ParallelContract,
            NamingContract,
            InterruptContract,
            SpanContract {
    @TempDir
    Path directory;

    private LuaFixture plain;

    abstract LuaEngine engine();

    @BeforeEach
    void makeVm() {
        plain = newLua(false);
    }

    @Override
    public LuaFixture lua() {
        return plain;
    }

    @Override
    public LuaFixture newLua(boolean functions) {
        return new LuaFixture(engine(), directory, functions);
    }
}
