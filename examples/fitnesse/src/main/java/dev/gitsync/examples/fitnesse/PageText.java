package dev.gitsync.examples.fitnesse;

import fitnesse.wiki.BaseWikitextPage;
import fitnesse.wiki.PageData;
import fitnesse.wiki.SymbolicPage;
import fitnesse.wiki.WikiPageProperty;
import fitnesse.wiki.fs.FileSystemPage;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Converts a page of FitNesse to one text and back: its properties as a {@link Header}, then its content. The format is that of a
 * {@code .wiki} file, also for pages in the older {@code content.txt} and {@code properties.xml}, without author and time, which git
 * records itself.
 *
 * <ol>
 *   <li><b>Writing.</b> Only what differs from the defaults for a page of that name is said: {@code Test} switches on, {@code
 *       Edit: no} switches off. The lines are sorted.
 *   <li><b>Reading.</b> The defaults for a page of that name, changed by each line. A property whose line has not changed
 *       stays the object that it was, whatever it holds that a line can't say.
 * </ol>
 */
final class PageText {
    private static final Set<String> KNOWN_BY_GIT =
            Set.of(WikiPageProperty.LAST_MODIFIED, WikiPageProperty.LAST_MODIFYING_USER);
    private static final Set<String> SWITCHES = Stream.of(
                    PageData.PAGE_TYPE_ATTRIBUTES, PageData.NON_SECURITY_ATTRIBUTES, PageData.SECURITY_ATTRIBUTES)
            .flatMap(Stream::of)
            .collect(Collectors.toUnmodifiableSet());
    private static final Set<String> YES = Set.of("", "y", "yes", "t", "true", "1");
    private static final Set<String> NO = Set.of("n", "no", "f", "false", "0");

    private PageText() {}

    /** The text of a page. */
    static String of(BaseWikitextPage page, PageData data) {
        WikiPageProperty defaults = page.defaultPageProperties();
        WikiPageProperty properties = data.getProperties();
        TreeSet<String> lines = new TreeSet<>();
        for (String key : properties.keySet()) {
            if (!KNOWN_BY_GIT.contains(key) && !(SWITCHES.contains(key) && defaults.has(key))) {
                lines.add(line(key, properties));
            }
        }
        for (String key : defaults.keySet()) {
            if (SWITCHES.contains(key) && !properties.has(key)) {
                lines.add(key + ": no\n");
            }
        }
        String content = data.getContent();
        return lines.isEmpty() && !Header.looksLikeHeader(content)
                ? content
                : "---\n" + String.join("", lines) + "---\n" + content;
    }

    /** The full text of a page, independent of its name. */
    static String fullText(PageData data) {
        WikiPageProperty properties = new WikiPageProperty(data.getProperties());
        KNOWN_BY_GIT.forEach(properties::remove);
        // A switch has no value in one format and an empty one in the other.
        return properties.toString().replace(" = \n", "\n") + data.getContent();
    }

    /**
     * Parses the text of a page into the data that FitNesse will return for it.
     *
     * @throws RuleException if FitNesse can't store the text
     */
    static PageData parse(BaseWikitextPage page, String text) {
        Header header = Header.of(text);
        PageData now = page.getData();
        WikiPageProperty before = now.getProperties();
        WikiPageProperty properties = page.defaultPageProperties();
        for (Header.Entry entry : header.entries()) {
            read(entry, properties);
        }
        for (String key : Set.copyOf(properties.keySet())) {
            WikiPageProperty same = before.getProperty(key);
            if (same != null && line(key, before).equals(line(key, properties))) {
                properties.set(key, same);
            }
        }
        requireNoNewLinkToDisk(before, properties);
        for (String key : KNOWN_BY_GIT) {
            properties.remove(key);
            WikiPageProperty kept = before.getProperty(key);
            if (kept != null) {
                properties.set(key, kept);
            }
        }
        String content = text.substring(header.body()).replace("\r", "");
        // FitNesse appends a line end after a table in an older page.
        return new PageData(
                page instanceof FileSystemPage && content.endsWith("|") ? content + "\n" : content, properties);
    }

    private static void read(Header.Entry entry, WikiPageProperty properties) {
        if (!SWITCHES.contains(entry.key())) {
            WikiPageProperty property = properties.set(entry.key(), entry.value());
            entry.below().forEach(link -> property.set(link.key(), link.value()));
        } else if (YES.contains(entry.value().toLowerCase(Locale.ROOT))) {
            properties.set(entry.key());
        } else if (NO.contains(entry.value().toLowerCase(Locale.ROOT))) {
            properties.remove(entry.key());
        }
    }

    /** A link to a folder of the server would publish its files, so it can be created only in FitNesse. */
    private static void requireNoNewLinkToDisk(WikiPageProperty before, WikiPageProperty after) {
        WikiPageProperty links = after.getProperty(SymbolicPage.PROPERTY_NAME);
        if (links == null || links == before.getProperty(SymbolicPage.PROPERTY_NAME)) {
            return;
        }
        WikiPageProperty known = before.getProperty(SymbolicPage.PROPERTY_NAME);
        for (String name : links.keySet()) {
            String target = links.get(name);
            boolean isNew = known == null || !target.equals(known.get(name));
            if (isNew && target.startsWith("file:")) {
                throw new RuleException("A symbolic link to a folder of the server can't be pushed.");
            }
        }
    }

    private static String line(String key, WikiPageProperty properties) {
        WikiPageProperty property = properties.getProperty(key);
        StringBuilder line = new StringBuilder(key);
        if (!SWITCHES.contains(key)) {
            line.append(value(property.getValue()));
            property.keySet().forEach(below -> line.append("\n  ").append(below).append(value(property.get(below))));
        }
        return line.append('\n').toString();
    }

    private static String value(@Nullable String value) {
        return value == null || value.isBlank()
                ? ""
                : ": " + value.replaceAll("\\s", " ").strip();
    }
}
