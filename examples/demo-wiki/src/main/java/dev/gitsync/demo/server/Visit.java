package dev.gitsync.demo.server;

import dev.gitsync.demo.account.Account;
import dev.gitsync.demo.files.FoundFile;
import dev.gitsync.demo.wiki.FoundPage;
import dev.gitsync.demo.wiki.OpenSpace;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A request of a signed-in account. What the account may not see and what does not exist give the same 404. */
public record Visit(HttpServletRequest request, Account account, Wiki wiki, Matcher path) {
    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

    /** The spaces that the account may see. */
    public List<OpenSpace> spaces() {
        return wiki.pages().library().spaces(account);
    }

    /** The space in the path. */
    public OpenSpace space() {
        return wiki.pages().library().space(account, segment("space")).orElseThrow(HttpProblem::notFound);
    }

    /** The space in the path, for a change. */
    public OpenSpace writableSpace() {
        return requireWritable(space());
    }

    /** The space in the path, for its operators. */
    public OpenSpace operatedSpace() {
        return Optional.of(space()).filter(OpenSpace::isOperated).orElseThrow(HttpProblem::notFound);
    }

    /** The page in the path, live or in the trash. */
    public FoundPage page() {
        return wiki.pages().library().page(account, segment("id")).orElseThrow(HttpProblem::notFound);
    }

    /** The page in the path, live. */
    public FoundPage livePage() {
        return Optional.of(page()).filter(page -> !page.isDeleted()).orElseThrow(HttpProblem::notFound);
    }

    /** The page in the path, live or in the trash, for a change. */
    public FoundPage writablePage() {
        FoundPage page = page();
        requireWritable(page.in());
        return page;
    }

    /** The page in the path, live, for a change. */
    public FoundPage writableLivePage() {
        FoundPage page = livePage();
        requireWritable(page.in());
        return page;
    }

    /** The file in the path, live or in the trash, which belongs to the space in the path. */
    public FoundFile file() {
        return wiki.files().find(space(), segment("file")).orElseThrow(HttpProblem::notFound);
    }

    /** The file in the path, live or in the trash, for a change. */
    public FoundFile writableFile() {
        FoundFile file = file();
        requireWritable(file.in());
        return file;
    }

    private static OpenSpace requireWritable(OpenSpace space) {
        if (!space.isWritable()) {
            throw new HttpProblem(403, "You may read this space, but not change it.");
        }
        return space;
    }

    /** @throws HttpProblem unless the account is an administrator: for others this address does not exist */
    public void requireAdmin() {
        if (!account.isAdmin()) {
            throw HttpProblem.notFound();
        }
    }

    /** A named segment of the path. */
    public String segment(String name) {
        return path.group(name);
    }

    /** A field of the form or the query, empty by default. */
    public String field(String name) {
        return Optional.ofNullable(request.getParameter(name)).orElse("");
    }

    /** A text as a whole number, if it is one. */
    public static Optional<Long> number(String text) {
        return NUMBER.matcher(text).matches() ? Optional.of(Long.valueOf(text)) : Optional.empty();
    }

    /** The address of the wiki, as the visitor sees it. */
    public SiteAddress site() {
        return SiteAddress.of(request);
    }

    /** The browser session. */
    public Session session() {
        return new Session(request);
    }

    /** The token that every form must carry. */
    public String token() {
        return session().token();
    }
}
