package dev.fxprof.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/**
 * Runs the command many times in one machine, since to start one takes longer than most runs. Whatever
 * the command does not catch ends the batch.
 */
public final class Batch {
    private Batch() {
    }

    /**
     * Runs the command.
     *
     * @param args a file with a JSON list of the arguments of each run, and one for what the runs left
     * @throws IOException if a file cannot be read or written
     */
    public static void main(String[] args) throws IOException {
        ArrayNode results = JsonMapper.shared().createArrayNode();
        for (JsonNode run : JsonMapper.shared().readTree(Files.readString(Path.of(args[0])))) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ByteArrayOutputStream err = new ByteArrayOutputStream();
            System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
            System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
            int exit = Main.run(
                    run.valueStream().map(JsonNode::asString).toArray(String[]::new));
            results.addObject().put("exit", exit)
                    .put("out", out.toString(StandardCharsets.UTF_8))
                    .put("err", err.toString(StandardCharsets.UTF_8));
        }
        Files.writeString(Path.of(args[1]), results.toString());
        System.exit(0);
    }
}
