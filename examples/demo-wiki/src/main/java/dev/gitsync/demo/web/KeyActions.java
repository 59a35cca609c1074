package dev.gitsync.demo.web;

import dev.gitsync.demo.server.HttpProblem;
import dev.gitsync.demo.server.Visit;
import dev.gitsync.error.InvalidInputException;
import dev.gitsync.sshkey.SshKeys;

/** Lists, adds and removes the visitor's keys for git over SSH. */
final class KeyActions {
    private static final String PAGE = "/account/ssh-keys";

    private KeyActions() {}

    private static SshKeys keys(Visit visit) {
        return visit.wiki().people().sshKeys();
    }

    static Reply.View show(Visit visit) {
        return Reply.view(visit, "ssh-keys")
                .with("keys", keys(visit).ofUser(visit.account().name()));
    }

    static Reply add(Visit visit) {
        try {
            keys(visit).add(visit.account().name(), visit.field("label"), visit.field("key"));
            return new Reply.Redirect(PAGE);
        } catch (InvalidInputException e) {
            String sentence = e.getMessage();
            return show(visit).problem(422, sentence.endsWith(".") ? sentence : sentence + ".");
        }
    }

    static Reply remove(Visit visit) {
        if (!keys(visit).remove(visit.account().name(), visit.segment("key"))) {
            throw HttpProblem.notFound();
        }
        return new Reply.Redirect(PAGE);
    }
}
