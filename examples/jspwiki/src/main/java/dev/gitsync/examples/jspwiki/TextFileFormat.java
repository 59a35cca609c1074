package dev.gitsync.examples.jspwiki;

import dev.gitsync.format.PageFormat;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** The {@code .txt} files of JSPWiki: UTF-8 text. The file name is the name of the page and its title. */
final class TextFileFormat implements PageFormat {
    @Override
    public String extension() {
        return ".txt";
    }

    @Override
    public byte[] render(String title, String text, String nameTitle) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public PageFormat.Reading read(byte[] file, String nameTitle) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(file))
                    .toString();
            return text.indexOf('\0') >= 0
                    ? new PageFormat.Reading.Rejected("holds a NUL character")
                    : new PageFormat.Reading.Recognized(nameTitle, text, null);
        } catch (CharacterCodingException e) {
            return new PageFormat.Reading.Rejected("is not UTF-8");
        }
    }
}
