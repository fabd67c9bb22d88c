package bitline.silicon.component;

import bitline.text.Binder;
import bitline.text.Yaml;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Reads the descriptions of components that come with Bitline.
final class Components {
  private Components() {}

  static <T extends Record> T read(Class<T> type, String name) {
    String file = "components/" + name + ".yaml";
    try (@Nullable InputStream in = Components.class.getResourceAsStream("/" + file)) {
      if (in == null) {
        throw new IllegalStateException("the resource " + file + " is missing from this build");
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return Binder.written().bind(type, Yaml.parse(text, file), file);
    } catch (IOException e) {
      throw new IllegalStateException("the resource " + file + " cannot be read", e);
    }
  }
}
