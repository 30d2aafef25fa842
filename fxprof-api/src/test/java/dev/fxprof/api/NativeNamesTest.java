package dev.fxprof.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;

class NativeNamesTest {
    private final NativeNames names = NativeNames.server();

    @ParameterizedTest
    @CsvSource({
            "GET_GAME_TIMER, A4EA0691",
            "TRIGGER_CLIENT_EVENT_INTERNAL, 2F7A49E6",
            "SET_STATE_BAG_VALUE, 8D50E33A",
            "PROFILER_ENTER_SCOPE, C795A4A9",
            "get_game_timer, A4EA0691",
            "'', 00000000"})
    void shouldHashNames(String name, String hash) {
        assertThat(NativeNames.hash(name)).isEqualTo(Long.parseLong(hash, 16));
    }

    @ParameterizedTest
    @CsvSource({
            "GET_PLAYER_PED, GetPlayerPed",
            "SET_PED_TO_RAGDOLL_WITH_FALL, SetPedToRagdollWithFall",
            "_SET_PED_EYE_COLOR, SetPedEyeColor",
            "GET_MODIFIER_2, GetModifier_2",
            "0xCE5D0E5E, N_0xce5d0e5e",
            "_0xCE5D0E5E, N_0xce5d0e5e",
            "A, a"})
    void shouldSpellNamesAsLuaDoes(String declared, String lua) {
        assertThat(NativeNames.luaName(declared)).isEqualTo(lua);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET_PLAYER_NAME", "GET_PLAYER_PED", "GET_PLAYER_PING",
            "GET_PLAYER_IDENTIFIER_BY_TYPE", "GET_NUM_PLAYER_IDENTIFIERS",
            "GET_PLAYER_IDENTIFIER", "GET_PLAYER_ENDPOINT", "GET_PLAYER_ROUTING_BUCKET",
            "SET_PLAYER_ROUTING_BUCKET", "DROP_PLAYER", "GET_ENTITY_COORDS", "SET_ENTITY_COORDS",
            "GET_ENTITY_HEADING", "SET_ENTITY_HEADING", "GET_ENTITY_HEALTH",
            "GET_ENTITY_MAX_HEALTH", "GET_PED_ARMOUR", "SET_PED_ARMOUR", "GET_VEHICLE_PED_IS_IN",
            "GET_ENTITY_SPEED", "GET_VEHICLE_ENGINE_HEALTH", "GET_VEHICLE_NUMBER_PLATE_TEXT",
            "CREATE_VEHICLE_SERVER_SETTER", "DELETE_ENTITY", "DOES_ENTITY_EXIST",
            "GET_ENTITY_MODEL", "GET_ENTITY_TYPE", "GET_ALL_VEHICLES", "GET_ALL_PEDS",
            "NETWORK_GET_NETWORK_ID_FROM_ENTITY", "NETWORK_GET_ENTITY_FROM_NETWORK_ID",
            "NETWORK_GET_ENTITY_OWNER", "GET_SELECTED_PED_WEAPON", "GET_PED_SOURCE_OF_DAMAGE",
            "GET_HASH_KEY", "IS_PLAYER_ACE_ALLOWED", "EXECUTE_COMMAND", "GET_NUM_RESOURCES",
            "GET_RESOURCE_BY_FIND_INDEX", "GET_RESOURCE_STATE", "GET_RESOURCE_METADATA",
            "GET_RESOURCE_PATH", "GET_GAME_TIMER", "GET_CONVAR", "GET_CONVAR_INT",
            "IS_DUPLICITY_VERSION", "SET_CONVAR_REPLICATED", "TRIGGER_EVENT_INTERNAL",
            "TRIGGER_CLIENT_EVENT_INTERNAL", "SET_STATE_BAG_VALUE", "GET_STATE_BAG_VALUE",
            "PROFILER_ENTER_SCOPE", "GET_CURRENT_RESOURCE_NAME", "GET_INVOKING_RESOURCE",
            "LOAD_RESOURCE_FILE", "SAVE_RESOURCE_FILE", "PERFORM_HTTP_REQUEST_INTERNAL",
            "REGISTER_COMMAND", "GET_NUM_PLAYER_INDICES", "GET_PLAYER_FROM_INDEX",
            "START_RESOURCE", "STOP_RESOURCE", "CREATE_PED", "GET_BLIP_SPRITE"})
    void shouldHoldWhatServerScriptsCall(String name) {
        assertThat(names.byName(name)).hasValueSatisfying(found -> {
            assertThat(found.name()).isEqualTo(name);
            assertThat(names.byHash(found.hash())).containsSame(found);
            assertThat(names.byName(found.luaName())).containsSame(found);
        });
    }

    @Test
    void shouldHoldThePublishedServerNatives() {
        assertThat(names.size()).isBetween(300, 600);
        assertThat(names.all()).hasSize(names.size());
        assertThat(names.all()).extracting(Native::name).isSorted();
        assertThat(names.all()).filteredOn(found -> found.namespace().equals("CFX"))
                .hasSizeGreaterThanOrEqualTo(280);
    }

    @Test
    void shouldHashEveryNameToItsId() {
        assertThat(names.all()).allSatisfy(found -> {
            assertThat(found.hash()).isEqualTo(NativeNames.hash(found.name()));
            assertThat(found.luaName()).isEqualTo(NativeNames.luaName(found.name()));
        });
    }

    @Test
    void shouldFindForwardedNativesByTheirIdAtTheClient() {
        assertThat(names.byHash(0x06843DA7060A026BL)).hasValueSatisfying(found -> {
            assertThat(found.name()).isEqualTo("SET_ENTITY_COORDS");
            assertThat(found.hash()).isEqualTo(0xDF70B41BL);
            assertThat(found.namespace()).isEqualTo("ENTITY");
        });
        assertThat(names.byHash(0xD49F9B0955C367DEL)).map(Native::name).contains("CREATE_PED");
    }

    @Test
    void shouldFindNativesByFormerNames() {
        assertThat(names.byName("_SET_PED_HAIR_COLOR")).map(Native::name)
                .contains("SET_PED_HAIR_TINT");
        assertThat(names.byName("SetPedHairColor")).map(Native::name)
                .contains("SET_PED_HAIR_TINT");
    }

    @ParameterizedTest
    @CsvSource({
            "DROP_PLAYER, v", "GET_GAME_TIMER, i", "GET_ENTITY_SPEED, f", "DOES_ENTITY_EXIST, b",
            "GET_PLAYER_NAME, s", "GET_ENTITY_COORDS, 3", "GET_ALL_PEDS, o",
            "SET_ENTITY_COORDS, v", "CREATE_VEHICLE, i", "ADD_BLIP_FOR_COORD, i"})
    void shouldKnowWhatNativesReturn(String name, char result) {
        assertThat(names.byName(name)).map(Native::result).contains(result);
    }

    @Test
    void shouldFindNothingForUnknownNames() {
        assertThat(names.byHash(1)).isEmpty();
        assertThat(names.byName("")).isEmpty();
        assertThat(names.byName("getplayerped")).isEmpty();
    }

    @Test
    void shouldLoadTheBundledTableOnce() {
        assertThat(NativeNames.server()).isSameAs(names);
    }

    @Test
    void shouldNotLetItsTableBeChanged() {
        Native found = names.all().iterator().next();
        assertThatThrownBy(() -> names.all().remove(found))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "0x01 A v| id, name, result and namespace",
            "0x01 A vv CFX| id, name, result and namespace",
            "01 A v CFX| an id of the form",
            "0xG A v CFX| an id of the form",
            "0x01 A x CFX| result of A must be one of",
            "0x02 GOOD v CFX| each id and each name once"})
    void shouldNameTheLineOfADamagedTable(String line, String message) {
        String text = "# header\n0x03\tGOOD\tv\tCFX\n" + line.replace(' ', '\t') + "\n";
        assertThatThrownBy(() -> read(text)).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("some.tsv:3: expected ")
                .hasMessageContaining(message);
    }

    @Test
    void shouldPreferAPresentNameToAFormerOne() throws IOException {
        NativeNames table = read("0x01\tNEW\tv\tCFX\t\tOTHER,OLD\n0x02\tOTHER\tv\tCFX\n");
        assertThat(table.byName("OTHER")).map(Native::hash).contains(2L);
        assertThat(table.byName("OLD")).map(Native::hash).contains(1L);
        assertThat(table.byName("Old")).map(Native::hash).contains(1L);
        assertThat(table.size()).isEqualTo(2);
    }

    private static NativeNames read(String text) throws IOException {
        return ServerNatives.read(new BufferedReader(new StringReader(text)), "some.tsv");
    }
}
