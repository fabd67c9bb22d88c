package bitline.time.decode;

import bitline.text.Binder;
import bitline.text.Yaml;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/// The door to described language models: those that come with Bitline, and any YAML file.
public final class LanguageModels {
  private static final String ENDING = ".yaml";

  /// Those that come with Bitline.
  public static final List<String> NAMES = List.of("qwen3_14b", "qwen3_8b");

  private LanguageModels() {}

  /// Whether a model is named as a described one: by a name that comes with Bitline, or a YAML
  /// file.
  public static boolean described(String nameOrFile) {
    return nameOrFile.endsWith(ENDING) || nameOrFile.endsWith(".yml") || NAMES.contains(nameOrFile);
  }

  /// A model by the name it comes with, or by the path of a file; a path that is not there but ends
  /// in the name of one that comes with Bitline means that one.
  public static LanguageModel find(String nameOrFile) {
    Path file = Path.of(nameOrFile);
    if (!NAMES.contains(nameOrFile)) {
      return Binder.written().read(LanguageModel.class, file);
    }
    String resource = "/networks/" + nameOrFile + ENDING;
    try (InputStream in = LanguageModels.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("the resource " + resource + " is missing from this build");
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return Binder.written().bind(LanguageModel.class, Yaml.parse(text, nameOrFile), nameOrFile);
    } catch (IOException e) {
      throw new IllegalStateException("the resource " + resource + " cannot be read", e);
    }
  }
}
