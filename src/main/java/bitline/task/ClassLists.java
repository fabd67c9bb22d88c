package bitline.task;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The class names of public data sets that many networks share, one a line in the order of their
/// numbers.
final class ClassLists {
  private static final List<String> WORDS =
      List.of("camvid12", "cifar10", "coco80", "digits", "gtsrb43", "keywords12", "person2");

  private ClassLists() {}

  /// The lists' names.
  static List<String> words() {
    return WORDS;
  }

  static List<String> names(String word) {
    try (InputStream in = ClassLists.class.getResourceAsStream("classes/" + word + ".txt")) {
      if (in == null) {
        throw new IllegalStateException("class list " + word + " is missing from the build");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
