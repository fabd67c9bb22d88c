package bitline.sim.manufacture;

import static org.assertj.core.api.Assertions.assertThat;

import bitline.chip.Chip;
import bitline.chip.Chips;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Shipped chips with a few words of their files changed.
public final class ChipFiles {
  private ChipFiles() {}

  /// Puts a shipped cell with a few words changed where chips of this folder find it first.
  ///
  /// @param changes pairs: what stands in the file, and what is to stand there
  public static void cell(Path folder, String name, String... changes) throws IOException {
    Path cells = Files.createDirectories(folder.resolve("cells"));
    Files.writeString(cells.resolve(name + ".yaml"), written(Path.of("cells"), name, changes));
  }

  /// A chip.
  ///
  /// @param changes pairs: what stands in the file, and what is to stand there
  public static Chip chip(Path folder, String name, String... changes) throws IOException {
    String yaml = written(Path.of("chips"), name, changes);
    return Chips.find(Files.writeString(folder.resolve(name + ".yaml"), yaml).toString());
  }

  private static String written(Path from, String name, String... changes) throws IOException {
    String yaml = Files.readString(from.resolve(name + ".yaml"));
    for (int i = 0; i < changes.length; i += 2) {
      assertThat(yaml).contains(changes[i]);
      yaml = yaml.replace(changes[i], changes[i + 1]);
    }
    return yaml;
  }
}
