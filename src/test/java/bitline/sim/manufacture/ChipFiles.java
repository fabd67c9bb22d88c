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

  /// @param changes pairs: what stands in the file, and what is to stand there
  public static Chip changed(Path folder, String name, String... changes) throws IOException {
    String yaml = Files.readString(Path.of("chips", name + ".yaml"));
    for (int i = 0; i < changes.length; i += 2) {
      assertThat(yaml).contains(changes[i]);
      yaml = yaml.replace(changes[i], changes[i + 1]);
    }
    return Chips.find(Files.writeString(folder.resolve(name + ".yaml"), yaml).toString());
  }
}
