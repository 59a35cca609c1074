package dev.gitsync.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.gitsync.format.PageFormat;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;

/** Runs the contract with a format without front matter: the file is the text, the name is the title. */
final class TitleIsNameFormatContractTest extends PageFormatContract {
    @Override
    protected PageFormat format() {
        return new WikiText();
    }

    @Override
    protected boolean canContainTitle() {
        return false;
    }

    private static final class WikiText implements PageFormat {
        @Override
        public String extension() {
            return ".wiki";
        }

        @Override
        public byte[] render(String title, String text, String nameTitle) {
            return text.getBytes(UTF_8);
        }

        @Override
        public PageFormat.Reading read(byte[] file, String nameTitle) {
            try {
                String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(file)).toString();
                return new PageFormat.Reading.Recognized(nameTitle, text, null);
            } catch (CharacterCodingException e) {
                return new PageFormat.Reading.Rejected("is not UTF-8");
            }
        }
    }
}
