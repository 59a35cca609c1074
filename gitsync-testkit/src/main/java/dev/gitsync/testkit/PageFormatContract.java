package dev.gitsync.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.gitsync.format.PageFormat;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Contract tests for {@link PageFormat}. Extend this class for your own format and run it. A format whose files never
 * contain a title overrides {@link #canContainTitle}; a format with a header of its own adds examples of it in
 * {@link #files}. {@code -Dgitsync.test.texts=1000} sets how many random texts each test tries.
 */
public abstract class PageFormatContract {
    private static final int TRIES = Integer.getInteger("gitsync.test.texts", 300);
    private static final String NAME = "Name";
    private static final Duration NO_TIME_TO_SPEAK_OF = Duration.ofSeconds(10);

    /** Creates the contract; for subclasses. */
    protected PageFormatContract() {}

    /** Returns the format under test. */
    protected abstract PageFormat format();

    /**
     * Returns whether a file can contain a title that differs from the one derived from its name. If not, the title
     * always comes from the name.
     */
    protected boolean canContainTitle() {
        return true;
    }

    /**
     * Returns files as users of your format write them, with unknown keys in the header, comments, and every kind of
     * quotes. The format must accept each of them.
     */
    protected List<String> files() {
        return List.of();
    }

    static List<String> texts() {
        return PageFormatSamples.TEXTS;
    }

    static List<String> titles() {
        return PageFormatSamples.TITLES;
    }

    static List<byte[]> notUtf8() {
        return PageFormatSamples.NOT_UTF_8;
    }

    @Test
    void hasAnExtensionThatBeginsWithADot() {
        assertThat(format().extension()).matches("\\.[a-z0-9]+(\\.[a-z0-9]+)*");
    }

    @Test
    void writesTheSamePageAsTheSameFile() {
        byte[] first = format().render("Title", "text\n", NAME);
        byte[] copy = first.clone();
        first[0]++;
        assertThat(format().render("Title", "text\n", NAME)).isEqualTo(copy);
    }

    @Test
    void returnsFilesOfUsersAsTheSameBytes() {
        for (String file : files()) {
            assertThat(roundTrips(file.getBytes(UTF_8), NAME))
                    .as("accepted: '%s'", file)
                    .isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("texts")
    void returnsAnyTextFromItsFile(String text) {
        byte[] file = format().render(NAME, text, NAME);
        assertThat(recognized(file, NAME).title()).isEqualTo(NAME);
        roundTrips(file, NAME);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void writesReadContentAsTheSameBytes(long seed) {
        Random random = new Random(seed);
        int accepted = 0;
        for (int i = 0; i < TRIES; i++) {
            byte[] file = PageFormatSamples.text(random, 12).getBytes(UTF_8);
            accepted += roundTrips(file, PageFormatSamples.name(random)) ? 1 : 0;
        }
        assertThat(accepted).as("files that were accepted").isPositive();
    }

    @ParameterizedTest
    @ValueSource(longs = {6, 7, 8})
    void writesReadBytesAgain(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < TRIES; i++) {
            byte[] file = new byte[random.nextInt(40)];
            random.nextBytes(file);
            roundTrips(file, PageFormatSamples.name(random));
        }
    }

    @ParameterizedTest
    @MethodSource("notUtf8")
    void refusesOrRoundTripsContentThatIsNotUtf8(byte[] bytes) {
        for (String before : List.of("", "text\n", "---\ntitle: A", "---\nkey: value\n---\n")) {
            ByteArrayOutputStream file = new ByteArrayOutputStream();
            file.writeBytes(before.getBytes(UTF_8));
            file.writeBytes(bytes);
            roundTrips(file.toByteArray(), NAME);
            file.writeBytes("\n---\ntext\n".getBytes(UTF_8));
            roundTrips(file.toByteArray(), NAME);
        }
    }

    @Test
    void readsHugeFilesInLinearTime() {
        for (String filling : PageFormatSamples.repeatedPieces(100_000)) {
            for (String header : List.of("", "---\n", "---\ntitle: ", "---\ntitle: \"", "---\ntitle: '")) {
                byte[] file = (header + filling + "\n---\ntext\n").getBytes(UTF_8);
                assertTimeoutPreemptively(NO_TIME_TO_SPEAK_OF, () -> roundTrips(file, NAME));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14, 15})
    void writesTheTitleIntoTheFile(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < TRIES; i++) {
            String title = PageFormatSamples.title(random);
            writesTheTitle(title, PageFormatSamples.text(random, 12), PageFormatSamples.name(random));
        }
    }

    @ParameterizedTest
    @MethodSource("titles")
    void readsATitleThatIsNoValidName(String title) {
        for (String text : texts()) {
            writesTheTitle(title, text, NAME);
            writesTheTitle(title, text, title);
        }
    }

    @Test
    void readsALongTitle() {
        writesTheTitle("\"a\\ ".repeat(50_000), "text", NAME);
    }

    @Test
    void changesOnlyTheLineOfTheTitle() {
        assumeThat(canContainTitle()).isTrue();
        Stream<byte[]> rendered = texts().stream().map(text -> format().render("Old title", text, NAME));
        Stream<byte[]> pushed = files().stream().map(file -> file.getBytes(UTF_8));
        for (byte[] file : Stream.concat(rendered, pushed).toList()) {
            PageFormat.Reading.Recognized page = recognized(file, NAME);
            byte[] renamed = format().render("New: title", page.text(), NAME);
            assertThat(recognized(renamed, NAME).title()).isEqualTo("New: title");
            if (!page.title().equals(NAME)) {
                assertOneLineDiffers(new String(file, UTF_8), new String(renamed, UTF_8));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("texts")
    void keepsTheTextOfAPageThatIsRenamedAndBack(String text) {
        byte[] file = format().render("First", text, NAME);
        byte[] renamed = format().render("Other: name", recognized(file, NAME).text(), NAME);
        assertThat(format().render("First", recognized(renamed, NAME).text(), NAME))
                .isEqualTo(file);
    }

    /**
     * Returns whether {@code file} was accepted. An accepted file must round-trip; for a rejected file the reason must
     * be a sentence.
     */
    private boolean roundTrips(byte[] file, String nameTitle) {
        PageFormat.Reading reading = format().read(file.clone(), nameTitle);
        if (reading instanceof PageFormat.Reading.Rejected rejected) {
            assertThat(rejected.reason())
                    .as("continues a sentence that began with a path")
                    .matches("\\p{Ll}[^\\p{Cntrl}]*[^\\p{Cntrl}.]");
            return false;
        }
        PageFormat.Reading.Recognized page = (PageFormat.Reading.Recognized) reading;
        assertThat(format().render(page.title(), page.text(), nameTitle))
                .as(() -> "title '%s', name '%s', file '%s'"
                        .formatted(shortened(page.title()), nameTitle, shortened(new String(file, UTF_8))))
                .isEqualTo(file);
        return true;
    }

    private void writesTheTitle(String title, String text, String nameTitle) {
        byte[] file = format().render(title, text, nameTitle);
        assertThat(recognized(file, nameTitle).title())
                .as("name '%s', text '%s'", nameTitle, shortened(text))
                .isEqualTo(canContainTitle() ? title : nameTitle);
        roundTrips(file, nameTitle);
    }

    private PageFormat.Reading.Recognized recognized(byte[] file, String nameTitle) {
        PageFormat.Reading reading = format().read(file, nameTitle);
        assertThat(reading).isInstanceOf(PageFormat.Reading.Recognized.class);
        return (PageFormat.Reading.Recognized) reading;
    }

    private static void assertOneLineDiffers(String before, String after) {
        List<String> old = List.of(before.split("(?<=\n)", -1));
        List<String> now = List.of(after.split("(?<=\n)", -1));
        assertThat(now).as("lines of '%s'", shortened(after)).hasSameSizeAs(old);
        long changed = Stream.iterate(0, line -> line < old.size(), line -> line + 1)
                .filter(line -> !old.get(line).equals(now.get(line)))
                .count();
        assertThat(changed).as("changed lines of '%s'", shortened(after)).isEqualTo(1);
    }

    private static String shortened(String text) {
        return text.length() <= 200 ? text : text.substring(0, 200) + "…";
    }
}
