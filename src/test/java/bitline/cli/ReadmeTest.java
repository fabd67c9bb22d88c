package bitline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the README shows is what the commands print today.
class ReadmeTest {
  @TempDir Path folder;

  @Test
  void theDemo() throws IOException {
    String shown = shown(Files.readString(Path.of("README.md")), "    signs_bitline.onnx on houmo");
    assertThat(ran("demo", "--out", folder.toString())).isEqualTo(shown);
  }

  @Test
  void theChipThatIsTooSmall() throws IOException {
    String readme = Files.readString(Path.of("README.md"));
    String[] parts = shown(readme, "    signs_bitline.onnx on jia").split("\\n?\\[…\\]\\n?");
    assertThat(ran(command(readme, "    $ ./bitline time "))).startsWith(parts[0]);
  }

  @Test
  void theCoarserConverter() throws IOException {
    String readme = Files.readString(Path.of("README.md"));
    String excerpt = shown(readme, "    signs_bitline on wan");
    String[] parts = excerpt.split("\\n?\\[…\\]\\n?");
    assertThat(parts).hasSize(2);
    assertThat(ran(command(readme, "    $ ./bitline run ")))
        .startsWith(parts[0])
        .contains(parts[1]);
  }

  /// The words after `./bitline` of the command line, over several lines or one, that starts so.
  private static String[] command(String readme, String start) {
    String line =
        readme
            .substring(readme.indexOf("\n" + start) + 1)
            .replace("\\\n", "")
            .lines()
            .findFirst()
            .orElseThrow();
    return line.substring("    $ ./bitline ".length()).split(" +");
  }

  /// The lines of the indented block that starts so, less where reports lie.
  private static String shown(String readme, String start) {
    int at = readme.indexOf("\n" + start);
    assertThat(at).isPositive();
    List<String> lines =
        readme
            .substring(at + 1)
            .lines()
            .takeWhile(line -> line.isEmpty() || line.startsWith("    "))
            .map(line -> line.isEmpty() ? "" : line.substring(4))
            .toList();
    return text(lines);
  }

  private static String ran(String... arguments) {
    StringWriter out = new StringWriter();
    Main.run(arguments, new PrintWriter(out), new PrintWriter(new StringWriter()));
    return text(out.toString().lines().toList());
  }

  private static String text(List<String> lines) {
    return lines.stream()
        .filter(line -> !line.startsWith("report: "))
        .collect(Collectors.joining("\n"))
        .strip();
  }
}
