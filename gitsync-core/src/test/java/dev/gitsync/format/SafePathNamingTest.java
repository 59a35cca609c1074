package dev.gitsync.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.gitsync.model.PageId;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.ObjectChecker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SafePathNamingTest {
    private static final int MAX = SafePathNaming.MAX_NAME_BYTES;
    private static final String[] AWKWARD = {
        " ",
        ".",
        ".git",
        "/",
        "\\",
        "\0",
        "\n",
        "git",
        "~1",
        "con",
        "NUL",
        "COM1",
        "_",
        "-",
        "é",
        "e\u0301",
        "\u0301",
        "\u200d",
        "\u200e",
        "\u200c",
        "\u206a",
        "\ufeff",
        "😀",
        "\ud83d",
        "\ude00",
        "\u2126",
        "\u037e",
        "\u2000",
        "x".repeat(190),
        "ß",
        "İ",
        "ı"
    };

    private final PathNaming naming = new SafePathNaming();

    @Test
    void keepsATitleThatIsAValidName() {
        assertThat(naming.nameFor("Über uns & 日本語 (2026)")).isEqualTo("Über uns & 日本語 (2026)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a<b",
                "a>b",
                "a:b",
                "a\"b",
                "a/b",
                "a\\b",
                "a|b",
                "a?b",
                "a*b",
                "a \t\r\n b",
                "a\0b",
                "a\u007fb",
                "a\u0085b",
                "a\u00a0b",
                "a\u3000b",
                "a\u2028b"
            })
    void replacesInvalidCharactersByABlank(String title) {
        assertThat(naming.nameFor(title)).isEqualTo("a b");
    }

    @ParameterizedTest
    @CsvSource({
        ".git,git",
        "..,Untitled",
        ".. hidden,hidden",
        "end.,end",
        "'end . ',end",
        "v1.2,v1.2",
        "'  both  ',both"
    })
    void trimsDotsAndBlanks(String title, String name) {
        assertThat(naming.nameFor(title)).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({
        "con,con_",
        "NUL,NUL_",
        "Aux.txt,Aux_.txt",
        "com1,com1_",
        "LPT²,LPT²_",
        "CONIN$,CONIN$_",
        "prn .a,prn _.a",
        "git~1,git~1_",
        "GIT~12,GIT~12_",
        "console,console",
        "com10,com10"
    })
    void marksNamesThatWindowsReserves(String title, String name) {
        assertThat(naming.nameFor(title)).isEqualTo(name);
    }

    @Test
    void truncatesLongTitlesAtACharacter() {
        assertThat(naming.nameFor("a".repeat(2000))).isEqualTo("a".repeat(MAX));
        assertThat(naming.nameFor("ü".repeat(2000))).isEqualTo("ü".repeat(MAX / 2));
        assertThat(naming.nameFor("€".repeat(2000))).isEqualTo("€".repeat(MAX / 3));
        assertThat(naming.nameFor("a" + "😀".repeat(2000))).isEqualTo("a" + "😀".repeat((MAX - 1) / 4));
    }

    @Test
    void leavesNoBlankAtTheEndOfATruncatedName() {
        assertThat(naming.nameFor("a".repeat(MAX - 1) + " b")).isEqualTo("a".repeat(MAX - 1));
    }

    @Test
    void keepsATruncatedNameWithAnUnderscoreWithinTheCap() {
        String name = naming.nameFor("con." + "x".repeat(2000));
        assertThat(name).startsWith("con_.x");
        assertThat(name.getBytes(UTF_8)).hasSize(MAX);
        assertThat(naming.nameFor(name)).isEqualTo(name);
    }

    @Test
    void keepsTheJoinersOfAnEmoji() {
        String family = "👨\u200d👩\u200d👧 family";
        assertThat(naming.nameFor(family)).isEqualTo(family);
    }

    @Test
    void dropsInvisibleMarksBeforeAName() {
        assertThat(naming.nameFor("\u200d.git")).isEqualTo("git");
        assertThat(naming.nameFor("\u200b\u2060.\u00ad x")).isEqualTo("x");
        assertThat(naming.nameFor("\u200d")).isEqualTo("Untitled");
    }

    @Test
    void dropsMarksOfDirection() {
        assertThat(naming.nameFor("\u202eexe.\u200fabc\u2066")).isEqualTo("exe.abc");
    }

    @Test
    void makesTheSameNameOfBothNormalForms() {
        assertThat(naming.nameFor("Cafe\u0301")).isEqualTo("Caf\u00e9");
        assertThat(naming.nameFor("Cafe\u200e\u0301")).isEqualTo("Caf\u00e9");
        assertThat(naming.titleOf("Cafe\u0301")).isEqualTo("Caf\u00e9");
    }

    @Test
    void dropsLoneSurrogates() {
        assertThat(naming.nameFor("a\ud83d\u200e\ude00b")).isEqualTo("ab");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "...", "\t\n", "???", "\ud800", "\u202e"})
    void namesTitlesWithoutValidCharacters(String title) {
        assertThat(naming.nameFor(title)).isEqualTo("Untitled");
    }

    @Test
    void givesTwoPagesOfOneTitleStableDistinctNames() {
        String one = naming.nameFor("Title", new PageId("1"));
        assertThat(one).startsWith("Title-").isEqualTo(new SafePathNaming().nameFor("Title", new PageId("1")));
        assertThat(one).isNotEqualTo(naming.nameFor("Title", new PageId("2"))).isNotEqualTo(naming.nameFor("Title"));
    }

    @Test
    void keepsTheMarkOfAPageInALongTitle() {
        String title = "x".repeat(2000);
        String one = naming.nameFor(title, new PageId("1"));
        assertThat(one.getBytes(UTF_8)).hasSize(MAX);
        assertThat(one).isNotEqualTo(naming.nameFor(title, new PageId("2")));
    }

    @ParameterizedTest
    @CsvSource({"README,readme", "Straße,STRASSE", "ÄRGER,ärger", "ς,Σ", "a\u200db,ab"})
    void detectsCollisionsOfNamesThatAFileSystemMayConfuse(String one, String other) {
        assertThat(naming.collisionKey(one)).isEqualTo(naming.collisionKey(other));
    }

    @Test
    void reportsNoCollisionOfDifferentNames() {
        assertThat(naming.collisionKey("a")).isNotEqualTo(naming.collisionKey("b"));
        assertThat(naming.collisionKey("é")).isNotEqualTo(naming.collisionKey("e"));
    }

    static List<Long> seeds() {
        return new Random(5).longs(50).boxed().toList();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void makesOnlySafeNames(long seed) {
        titles(seed).forEach(title -> {
            assertSafe(naming.nameFor(title));
            assertSafe(naming.nameFor(title, new PageId("page")));
        });
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void keepsAValidName(long seed) {
        titles(seed).forEach(title -> {
            String name = naming.nameFor(title);
            assertThat(naming.nameFor(name)).isEqualTo(name);
            assertThat(Normalizer.isNormalized(name, Normalizer.Form.NFC)).isTrue();
        });
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void ignoresCaseAndNormalFormInCollisions(long seed) {
        titles(seed).forEach(title -> {
            String name = naming.nameFor(title);
            String key = naming.collisionKey(name);
            assertThat(naming.collisionKey(Normalizer.normalize(name, Normalizer.Form.NFD)))
                    .isEqualTo(key);
            assertThat(naming.collisionKey(name.toUpperCase(Locale.ROOT))).isEqualTo(key);
        });
    }

    /** Returns arbitrary strings, alternating with strings of parts that are known to be difficult. */
    private static Stream<String> titles(long seed) {
        Random random = new Random(seed);
        return Stream.generate(() -> random.nextBoolean() ? anyString(random) : difficultString(random))
                .limit(20);
    }

    /**
     * Returns any UTF-16 code units, including lone surrogates; half of the strings are ASCII only, which most rules
     * are about.
     */
    private static String anyString(Random random) {
        int bound = random.nextBoolean() ? 128 : Character.MAX_VALUE + 1;
        return random.ints(random.nextInt(300), 0, bound)
                .collect(StringBuilder::new, (text, unit) -> text.append((char) unit), StringBuilder::append)
                .toString();
    }

    private static String difficultString(Random random) {
        StringBuilder text = new StringBuilder();
        for (int left = random.nextInt(9); left > 0; left--) {
            text.append(AWKWARD[random.nextInt(AWKWARD.length)]);
        }
        return text.toString();
    }

    private static void assertSafe(String name) {
        ObjectChecker git = new ObjectChecker().setSafeForWindows(true).setSafeForMacOS(true);
        assertThat(name.getBytes(UTF_8)).hasSizeLessThanOrEqualTo(MAX);
        for (String file : new String[] {name, name + ".md"}) {
            byte[] bytes = file.getBytes(UTF_8);
            assertThatCode(() -> git.checkPathSegment(bytes, 0, bytes.length)).doesNotThrowAnyException();
        }
    }
}
