package dev.gitsync.demo.e2e;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import dev.gitsync.demo.DemoWiki;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A user of a real browser. Records the errors in the console of the browser. */
final class Person implements AutoCloseable {
    private static final double PATIENCE = 30_000;

    private final BrowserContext context;
    private final Page page;
    private final String root;
    private final List<String> complaints = new CopyOnWriteArrayList<>();

    private Person(BrowserContext context, Page page, String root) {
        this.context = context;
        this.page = page;
        this.root = root;
        page.onPageError(complaints::add);
        page.onConsoleMessage(message -> {
            if (List.of("error", "warning").contains(message.type())) {
                complaints.add(message.text());
            }
        });
    }

    /** Returns a user who has signed in. */
    static Person signedIn(Browser browser, DemoWiki wiki, String user, Screen screen) {
        Person person = before(browser, wiki, screen);
        person.go("/login");
        person.field("Name").fill(user);
        person.field("Password").fill("demo");
        person.button("Sign in").click();
        person.link("Demo Wiki").waitFor();
        return person;
    }

    /** Returns a user who has not signed in. */
    static Person before(Browser browser, DemoWiki wiki, Screen screen) {
        BrowserContext context = browser.newContext(new Browser.NewContextOptions()
                .setViewportSize(screen.width(), screen.height())
                .setColorScheme(screen.scheme())
                .setReducedMotion(ReducedMotion.REDUCE)
                .setLocale("en-GB")
                .setTimezoneId("UTC"));
        context.setDefaultTimeout(PATIENCE);
        return new Person(context, context.newPage(), wiki.url());
    }

    Page page() {
        return page;
    }

    void go(String path) {
        page.navigate(root + path);
    }

    /** Returns the field with this label. */
    Locator field(String label) {
        return page.getByLabel(label, new Page.GetByLabelOptions().setExact(false));
    }

    Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    Locator link(String name) {
        return page.getByRole(
                AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    /** Returns the live region, in which the script announces changes. */
    Locator news() {
        return page.locator("[aria-live=polite]");
    }

    /** Returns the errors in the console so far. */
    List<String> complaints() {
        return List.copyOf(complaints);
    }

    @Override
    public void close() {
        context.close();
    }

    /** The screen of a user. */
    record Screen(String name, int width, int height, ColorScheme scheme) {
        static final Screen DESK = new Screen("desk-light", 1280, 860, ColorScheme.LIGHT);
        static final Screen DARK_DESK = new Screen("desk-dark", 1280, 860, ColorScheme.DARK);
        static final Screen PHONE = new Screen("phone-light", 390, 844, ColorScheme.LIGHT);
        static final Screen DARK_PHONE = new Screen("phone-dark", 390, 844, ColorScheme.DARK);
    }
}
