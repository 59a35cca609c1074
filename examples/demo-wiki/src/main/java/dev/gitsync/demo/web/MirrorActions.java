package dev.gitsync.demo.web;

import dev.gitsync.demo.mirror.MirrorLook;
import dev.gitsync.demo.server.HttpProblem;
import dev.gitsync.demo.server.Routes;
import dev.gitsync.demo.server.Visit;
import dev.gitsync.demo.wiki.OpenSpace;
import dev.gitsync.error.InvalidInputException;
import dev.gitsync.mirror.Mirror;
import dev.gitsync.mirror.MirrorId;
import dev.gitsync.mirror.MirrorState;
import dev.gitsync.mirror.Mirrors;
import dev.gitsync.mirror.RemoteCredentials;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Lets the operators of a space list, add, change and remove its mirrors. For others these addresses don't exist. */
final class MirrorActions {
    private static final String LIST = "/s/{space}/mirrors";
    private static final String ONE = LIST + "/{mirror}";

    private MirrorActions() {}

    static Routes<Function<Visit, Reply>> addTo(Routes<Function<Visit, Reply>> routes) {
        return routes.add("GET", LIST, MirrorActions::list)
                .add("POST", LIST, MirrorActions::add)
                .add("GET", ONE, MirrorActions::show)
                .add("POST", ONE, MirrorActions::change)
                .add("GET", ONE + "/mark", MirrorRuns::mark)
                .add("POST", ONE + "/test", MirrorRuns::test)
                .add("POST", ONE + "/run", MirrorRuns::run)
                .add("POST", ONE + "/pause", MirrorRuns::pause)
                .add("POST", ONE + "/decide", MirrorRuns::decide)
                .add("POST", ONE + "/secret", MirrorActions::newSecret)
                .add("GET", ONE + "/remove", MirrorActions::removeForm)
                .add("POST", ONE + "/remove", MirrorActions::remove);
    }

    private static Reply list(Visit visit) {
        OpenSpace space = visit.operatedSpace();
        return list(visit, space, MirrorForm.empty(space.id()));
    }

    private static Reply.View list(Visit visit, OpenSpace space, MirrorForm form) {
        Mirrors mirrors = visit.wiki().git().gitSync().mirrors();
        List<Mirror> ofSpace = mirrors.all().stream()
                .filter(mirror -> mirror.space().equals(space.id()))
                .toList();
        Map<MirrorId, MirrorState> states =
                mirrors.states(ofSpace.stream().map(Mirror::id).toList());
        return Reply.inSpace(visit, "mirrors", space)
                .with(
                        "looks",
                        ofSpace.stream()
                                .map(mirror ->
                                        MirrorLook.of(mirror, states.getOrDefault(mirror.id(), MirrorState.initial())))
                                .toList())
                .with("form", form)
                .with("notice", visit.session().take(MirrorVisit.NOTICE));
    }

    private static Reply add(Visit visit) {
        OpenSpace space = visit.operatedSpace();
        MirrorForm form = MirrorForm.sent(visit);
        try {
            Mirror mirror = form.newMirror(space.id());
            Optional<RemoteCredentials> secret = form.secret(visit);
            if (visit.field("do").equals("test")) {
                return list(visit, space, form).with("notice", MirrorRuns.test(visit, mirror, secret));
            }
            MirrorVisit added = new MirrorVisit(visit, mirror);
            requireFree(added);
            requireKey(added, secret);
            added.parts().stored().create(mirror);
            store(added, secret);
            return added.backWithSecret();
        } catch (InvalidInputException e) {
            return list(visit, space, form).problem(422, sentence(e));
        }
    }

    private static void requireFree(MirrorVisit added) {
        MirrorId id = added.mirror().id();
        if (added.parts().directory().find(id).isPresent()) {
            throw new InvalidInputException("There is a mirror " + id + " already. Choose another id");
        }
    }

    private static void requireKey(MirrorVisit found, Optional<RemoteCredentials> secret) {
        if (secret.isPresent() && !found.parts().hasKey()) {
            throw new InvalidInputException("Without DEMO_MIRROR_KEY, wikis that share a database can't store a secret."
                    + " Start all of them with the same key, or choose a reference to the environment");
        }
    }

    private static void store(MirrorVisit found, Optional<RemoteCredentials> secret) {
        MirrorId id = found.mirror().id();
        secret.ifPresent(given -> found.parts().stored().setCredentials(id, given));
        found.mirrors().remoteChanged(id);
    }

    private static String sentence(InvalidInputException e) {
        String message = String.valueOf(e.getMessage());
        return message.endsWith(".") ? message : message + ".";
    }

    private static Reply show(Visit visit) {
        MirrorVisit found = MirrorVisit.of(visit);
        return found.page(MirrorForm.of(found.mirror()));
    }

    private static Reply change(Visit visit) {
        MirrorVisit before = MirrorVisit.stored(visit);
        MirrorForm form = MirrorForm.sent(visit);
        try {
            MirrorVisit after = new MirrorVisit(visit, form.changed(before.mirror()));
            Optional<RemoteCredentials> secret = form.secret(visit);
            requireKey(after, secret);
            after.parts().stored().update(after.mirror());
            if (form.login().way() != MirrorForm.Way.KEEP) {
                after.parts().stored().removeCredentials(after.mirror().id());
            }
            store(after, secret);
            return after.back("The mirror is changed.");
        } catch (InvalidInputException e) {
            return before.page(form).problem(422, sentence(e));
        }
    }

    private static Reply newSecret(Visit visit) {
        MirrorVisit found = MirrorVisit.stored(visit);
        if (!found.parts().hasKey()) {
            throw new HttpProblem(409, "Without DEMO_MIRROR_KEY the wiki can't store a secret.");
        }
        found.parts().stored().newWebhookSecret(found.mirror().id());
        return found.backWithSecret();
    }

    private static Reply removeForm(Visit visit) {
        return MirrorVisit.stored(visit).view("mirrorremove");
    }

    private static Reply remove(Visit visit) {
        MirrorVisit found = MirrorVisit.stored(visit);
        found.parts().stored().delete(found.mirror().id());
        visit.session()
                .keep(
                        MirrorVisit.NOTICE,
                        "The mirror " + found.mirror().id() + " is removed. Its remote stays as it is.");
        return new Reply.Redirect(Links.space(found.mirror().space(), "mirrors"));
    }
}
