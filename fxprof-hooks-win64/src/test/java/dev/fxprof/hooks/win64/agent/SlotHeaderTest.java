package dev.fxprof.hooks.win64.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class SlotHeaderTest {
    @TempDir
    private Path folder;

    @Test
    void shouldSayWhereTheMethodsOfTheServerStand() throws IOException {
        Path header = folder.resolve("include/slots.h");

        SlotHeader.main(new String[]{header.toString()});

        assertThat(Files.readString(header)).contains(
                "#define SLOT_fxIBase_Release 2\n",
                "#define SLOT_IScriptRuntimeHandler_PushRuntime 3\n",
                "#define SLOT_IScriptRuntimeHandler_PopRuntime 5\n",
                "#define SLOT_IScriptHost_InvokeFunctionReference 11\n",
                "#define IID_IScriptTickRuntime "
                        + "{0x91B203C7, 0xF95A, 0x4902, {0xB4, 0x63, 0x72, 0x2D, 0x55, 0x09, 0x83, 0x66}}\n",
                "#define IMPORT_ScriptNativeContext_Invoke_MSVC "
                        + "\"?Invoke@ScriptNativeContext@invoker@fx@@QEAAXXZ\"\n",
                "#define AT_fxNativeContext_nativeIdentifier 264\n",
                "#define NATIVE_GET_CURRENT_RESOURCE_NAME 0xE5E9EBBB\n");
    }

    @Test
    void shouldNotTouchAHeaderThatIsRightAlready() throws IOException {
        Path header = folder.resolve("slots.h");
        SlotHeader.main(new String[]{header.toString()});
        FileTime before = FileTime.from(Instant.EPOCH);
        Files.setLastModifiedTime(header, before);

        SlotHeader.main(new String[]{header.toString()});

        assertThat(Files.getLastModifiedTime(header)).isEqualTo(before);
    }

    @Test
    void shouldRefuseANameThatWouldEndAString() {
        String table = """
                {"base": {"name": "b", "methods": []}, "interfaces": [],
                 "exports": [{"module": "a\\"b"}]}
                """;

        assertThatThrownBy(() -> SlotHeader.header(JsonMapper.shared().readTree(table)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not a plain name");
    }
}
