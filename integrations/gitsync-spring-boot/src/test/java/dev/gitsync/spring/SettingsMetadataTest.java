package dev.gitsync.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.settings.GitSyncSettings;
import dev.gitsync.settings.descriptor.Setting;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Editors complete each setting of gitsync, with its meaning and default. */
class SettingsMetadataTest {
    private static final String FILE = "/META-INF/additional-spring-configuration-metadata.json";

    @Test
    void metadataHasEverySetting() throws IOException {
        String expected = GitSyncSettings.descriptors().stream()
                .filter(setting -> !setting.variables().isEmpty())
                .map(SettingsMetadataTest::property)
                .collect(Collectors.joining(",\n", "{\n  \"properties\": [\n", "\n  ]\n}\n"));
        Path written = Files.createTempFile("metadata", ".json");
        Files.writeString(written, expected);

        try (InputStream stored = SettingsMetadataTest.class.getResourceAsStream(FILE)) {
            assertThat(new String(Objects.requireNonNull(stored).readAllBytes(), StandardCharsets.UTF_8))
                    .as("Copy %s to src/main/resources%s", written, FILE)
                    .isEqualTo(expected);
        }
        Files.delete(written);
    }

    @Test
    void everyNameInTheMetadataIsASetting() {
        GitSyncSettings.descriptors().stream()
                .filter(setting ->
                        !setting.variables().isEmpty() && setting.standard().isPresent())
                .filter(setting -> !setting.defaultText().contains(" "))
                .forEach(setting -> assertThat(
                                SettingsReader.read(Map.of(name(setting), setting.defaultText()), Map.of()))
                        .isNotNull());
    }

    private static String property(Setting<?> setting) {
        String range = setting.rangeText().isEmpty() ? "" : " (" + setting.rangeText() + ")";
        String defaultValue =
                setting.standard().isEmpty() ? "" : ",\n      \"defaultValue\": " + json(setting.defaultText());
        return "    {\n      \"name\": " + json("gitsync.settings." + name(setting))
                + ",\n      \"type\": \"java.lang.String\",\n      \"description\": "
                + json(sentence(setting.meaning() + range))
                + defaultValue + "\n    }";
    }

    private static String name(Setting<?> setting) {
        return setting.variables()
                .get(0)
                .substring("GIT_SYNC_".length())
                .toLowerCase(Locale.ROOT)
                .replace('_', '-');
    }

    private static String sentence(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1).replace("`", "") + ".";
    }

    private static String json(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
