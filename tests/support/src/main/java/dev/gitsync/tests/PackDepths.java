package dev.gitsync.tests;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.ObjectId;

/** Asks the real git for the layout of a pack. Thread-safe. */
public final class PackDepths {
    /** The column in which {@code git verify-pack -v} prints the depth of an object; a whole object has no such column. */
    private static final int DEPTH_COLUMN = 5;

    private PackDepths() {}

    /**
     * How many deltas a reader has to go through for each object of a pack; zero for one that is whole.
     *
     * @param pack a pack that is complete without others
     * @throws IOException if git does not take it
     */
    public static Map<ObjectId, Integer> of(byte[] pack) throws IOException {
        Path directory = Files.createTempDirectory("pack");
        Path file = directory.resolve("it.pack");
        try {
            Files.write(file, pack);
            git("index-pack", file.toString());
            Map<ObjectId, Integer> depths = new HashMap<>();
            for (String line : git("verify-pack", "-v", file.toString())) {
                String[] words = line.trim().split("\\s+", -1);
                if (ObjectId.isId(words[0])) {
                    boolean isDelta = words.length > DEPTH_COLUMN;
                    depths.put(ObjectId.fromString(words[0]), isDelta ? Integer.parseInt(words[DEPTH_COLUMN]) : 0);
                }
            }
            return depths;
        } finally {
            try (Stream<Path> left = Files.list(directory)) {
                for (Path each : left.toList()) {
                    Files.delete(each);
                }
            }
            Files.delete(directory);
        }
    }

    private static List<String> git(String command, String... arguments) throws IOException {
        Process process = new ProcessBuilder(Stream.concat(Stream.of("git", command), Stream.of(arguments))
                        .toList())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException("git " + command + " failed: " + output);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        return output.lines().toList();
    }
}
