package bitline.cell;

import bitline.text.Binder;
import bitline.text.Yaml;
import java.nio.file.Path;

/// The cells that come with Bitline, and cells written in a test.
final class SomeCells {
  private SomeCells() {}

  static Cell shipped(String name) {
    return Binder.written().read(Cell.class, Path.of("cells", name + ".yaml"));
  }

  static Device device(String name) {
    return Device.of(shipped(name));
  }

  static Cell written(String yaml) {
    return Binder.written().bind(Cell.class, Yaml.parse(yaml, "c.yaml"), "c.yaml");
  }

  /// A 2-bit cell with more keys.
  static Cell with(String keys) {
    return written(
        "{name: c, description: d, medium: rram, bits: 2, rewritableWhileRunning: true,"
            + " assumed: test, "
            + keys
            + "}");
  }
}
