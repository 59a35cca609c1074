package dev.gitsync.demo.e2e;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Something that a guide in Markdown has its reader do, or somebody else in the wiki. */
sealed interface GuideStep {
    /** A code block, or a comment that says what happens in the browser meanwhile. */
    Pattern PART = Pattern.compile("(?ms)^```(sh refused|sh|text)\\n(.*?)^```$"
            + "|^<!-- wiki: (\\w+) edits ([^:]+): \"(.*?)\" -> \"(.*?)\" -->$");

    /** Which of the two it is. */
    Kind kind();

    /** The steps of a guide, in its order. */
    static List<GuideStep> of(String markdown) {
        List<GuideStep> steps = new ArrayList<>();
        Matcher parts = PART.matcher(markdown);
        while (parts.find()) {
            String type = parts.group(1);
            if (type == null) {
                steps.add(new Edit(parts.group(3), parts.group(4), parts.group(5), parts.group(6)));
            } else if (type.equals("text")) {
                Command command = (Command) steps.remove(steps.size() - 1);
                steps.add(command.printing(parts.group(2).lines().toList()));
            } else {
                steps.add(new Command(parts.group(2), type.equals("sh refused"), List.of()));
            }
        }
        return steps;
    }

    /** Commands for a shell, whether the last of them is to fail, and what they are to print. */
    record Command(String commands, boolean refused, List<String> output) implements GuideStep {
        @Override
        public Kind kind() {
            return Kind.COMMAND;
        }

        private Command printing(List<String> lines) {
            return new Command(commands, refused, lines);
        }
    }

    /** Somebody changes a text of a page in the browser. */
    record Edit(String user, String path, String before, String after) implements GuideStep {
        @Override
        public Kind kind() {
            return Kind.EDIT;
        }
    }

    /** The two kinds of steps. */
    enum Kind {
        COMMAND,
        EDIT
    }
}
