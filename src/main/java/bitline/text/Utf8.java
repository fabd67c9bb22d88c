package bitline.text;

import bitline.base.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// Reads a text file of UTF-8, up to a size; every way in which that can fail is a [Problem].
final class Utf8 {
  private Utf8() {}

  /// The whole file as text, a byte-order mark left out.
  ///
  /// @param largest the most bytes that are read
  static String read(Path file, int largest) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(largest + 1);
      if (bytes.length > largest) {
        throw Problem.at(file.toString(), "larger than " + largest + " bytes");
      }
      return decode(bytes, file.toString());
    } catch (NoSuchFileException e) {
      throw new Problem("no file '" + file + "'", e);
    } catch (AccessDeniedException e) {
      throw new Problem("'" + file + "' may not be read", e);
    } catch (IOException e) {
      throw new Problem(
          Files.isDirectory(file)
              ? "'" + file + "' is a folder"
              : "'" + file + "' cannot be read: " + e.getMessage(),
          e);
    }
  }

  /// The text of bytes that are said to come from `file`.
  static String decode(byte[] bytes, String file) {
    try {
      String text =
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(bytes))
              .toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new Problem(file + ": not UTF-8 text; save it as UTF-8", e);
    }
  }
}
