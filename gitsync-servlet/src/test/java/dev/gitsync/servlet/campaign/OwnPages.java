package dev.gitsync.servlet.campaign;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;

/** The pages that one person made, and those of them that are in the trash. Not safe for use by several threads. */
final class OwnPages {
    private final Random random;
    private final List<OwnPage> live = new ArrayList<>();
    private final List<OwnPage> trash = new ArrayList<>();

    OwnPages(Random random) {
        this.random = random;
    }

    /** What a person does next. */
    enum Plan {
        CREATE,
        CREATE_BELOW,
        EDIT_OWN,
        RENAME,
        MOVE,
        DELETE,
        RESTORE,
        CONTESTED,
        EDIT
    }

    /** Returns what the person does next; what needs a page that is not there is an edit of the book. */
    Plan next() {
        int dice = random.nextInt(100);
        if (dice < 12) {
            return Plan.CREATE;
        } else if (dice < 43) {
            Plan wanted = Plan.values()[1 + dice % 6];
            return any(wanted).isPresent() ? wanted : Plan.EDIT;
        }
        return dice < 55 ? Plan.CONTESTED : Plan.EDIT;
    }

    private Optional<OwnPage> any(Plan plan) {
        return switch (plan) {
            case RESTORE -> any(trash, page -> true);
            case CREATE_BELOW, DELETE -> any(live, page -> page.isLeaf() && isAtTop(page));
            case MOVE, RENAME -> any(live, OwnPages::isAtTop);
            default -> any(live, page -> true);
        };
    }

    /** Returns a page for a plan. */
    OwnPage get(Plan plan) {
        return any(plan).orElseThrow();
    }

    /** Returns whether a page is in an area, and not below another page of the person. */
    private static boolean isAtTop(OwnPage page) {
        return page.parent().indexOf('/') < 0;
    }

    private Optional<OwnPage> any(List<OwnPage> pages, Predicate<OwnPage> filter) {
        List<OwnPage> found = pages.stream().filter(filter).toList();
        return found.isEmpty() ? Optional.empty() : Optional.of(found.get(random.nextInt(found.size())));
    }

    void created(OwnPage page) {
        live.add(page);
    }

    void deleted(OwnPage page) {
        live.remove(page);
        trash.add(page);
    }

    void restored(OwnPage page) {
        trash.remove(page);
        live.add(page);
    }

    /** Leaves a page alone from now on, and those below it, because it is not known what became of a change. */
    void forget(OwnPage page) {
        page.all().forEach(live::remove);
        trash.remove(page);
    }
}
