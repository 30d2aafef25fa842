package dev.fxprof.hooks.win64.natives;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The C types of native declarations, and the letter that the table writes for each. */
final class ResultTypes {
    private static final Map<String, Character> LETTERS = new HashMap<>();

    static {
        put('v', "void", "Void");
        put('i', "int", "uint", "long", "Any", "Any*", "Hash");
        put('i', "Entity", "Ped", "Vehicle", "Object", "Train", "Pickup", "Weapon");
        put('i', "Blip", "Cam", "Camera", "FireId", "Interior", "ScrHandle", "Sphere");
        put('i', "CarGenerator", "ColourIndex", "CoverPoint", "DecisionMaker", "Group");
        put('i', "TaskSequence", "Texture", "TextureDict");
        put('i', "AnimScene", "ItemSet", "PersChar", "PopZone", "Prompt", "PropSet", "Volume");
        put('f', "float");
        put('b', "bool", "BOOL");
        // On a server a player is known by the text of its source, not by an index.
        put('s', "char*", "Player");
        put('3', "Vector3", "vector3");
        put('o', "object");
    }

    private ResultTypes() {
    }

    static Optional<Character> letter(String type) {
        String plain = type.strip().replaceFirst("^const\\s+", "").replaceAll("\\s+(?=\\*)", "");
        return Optional.ofNullable(LETTERS.get(plain));
    }

    private static void put(char letter, String... types) {
        for (String type : types) {
            LETTERS.put(type, letter);
        }
    }
}
