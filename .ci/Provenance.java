import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes {@code provenance.intoto.json} beside the files that {@code SHA256SUMS} lists: a statement of
 * <a href="https://slsa.dev/spec/v1.0/provenance">SLSA provenance, version 1</a>, which names the files, the commit and
 * the command that built them. It is not signed; the build service that publishes the files signs it.
 *
 * <p>Arguments: the commit, the time at which the build began, the URI of the builder, and the folder.
 */
final class Provenance {
    public static void main(String[] arguments) throws IOException {
        String commit = arguments[0];
        Path folder = Path.of(arguments[3]);
        String subjects = sums(folder).stream()
                .map(line -> """
                            {"name": "%s", "digest": {"sha256": "%s"}}"""
                        .formatted(line.substring(66), line.substring(0, 64)))
                .collect(Collectors.joining(",\n"));
        String statement = """
                {
                  "_type": "https://in-toto.io/Statement/v1",
                  "subject": [
                %s
                  ],
                  "predicateType": "https://slsa.dev/provenance/v1",
                  "predicate": {
                    "buildDefinition": {
                      "buildType": "https://example.org/gitsync/build/release/v1",
                      "externalParameters": {"command": ".ci/release", "commit": "%s"},
                      "internalParameters": {"java": "%s", "os": "%s"},
                      "resolvedDependencies": [{"uri": "git+https://example.org/gitsync.git", "digest": {"gitCommit": "%s"}}]
                    },
                    "runDetails": {
                      "builder": {"id": "%s"},
                      "metadata": {"startedOn": "%s", "finishedOn": "%s"}
                    }
                  }
                }
                """
                .formatted(
                        subjects,
                        commit,
                        Runtime.version(),
                        System.getProperty("os.name"),
                        commit,
                        arguments[2],
                        arguments[1],
                        Instant.now().truncatedTo(ChronoUnit.SECONDS));
        Files.writeString(folder.resolve("provenance.intoto.json"), statement);
    }

    /** The lines of {@code sha256sum}: 64 digits, two blanks, and a name without characters that JSON would escape. */
    private static List<String> sums(Path folder) throws IOException {
        List<String> lines = Files.readAllLines(folder.resolve("SHA256SUMS"));
        for (String line : lines) {
            if (!line.matches("[0-9a-f]{64}  [A-Za-z0-9._-]+")) {
                throw new IllegalArgumentException("Not a line of SHA256SUMS: " + line);
            }
        }
        return lines;
    }
}
