package bitline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `bitline rank`.
class RankCommandTest {
  private record Ran(int code, String out, String err) {}

  private static Ran run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code = Main.run(arguments, new PrintWriter(out), new PrintWriter(err));
    return new Ran(code, out.toString(), err.toString());
  }

  @Test
  void aSimulatedChipByTextPageAndJson(@TempDir Path folder) throws IOException {
    Path page = folder.resolve("out.html");
    Path json = folder.resolve("out.json");
    Ran ran = run("rank", "houmo_h30_2023", "--report", page.toString(), "--json", json.toString());
    assertThat(ran.code()).as(ran.err()).isEqualTo(Main.DONE);
    assertThat(ran.out())
        .contains("As simulated, for a machine of 2023-05-10")
        .containsPattern("Energy: [0-9.]+ years ahead of the trend")
        .contains("by the power that its maker rates")
        .contains("Not legal advice")
        .contains("for vehicle", "16 published, 46 assumed");
    assertThat(ran.out().lines()).allMatch(line -> line.length() <= 120);
    assertThat(Files.readString(page))
        .contains("<svg", "houmo_h30_2023", "whisker")
        .doesNotContain("NaN", "Infinity");
    assertThat(Files.readString(json))
        .startsWith("{")
        .contains("\"ratedLead\"", "\"export\"")
        .doesNotContain("NaN", "Infinity");
  }

  /// The same chip that comes out later is less far ahead.
  @Test
  void aMachineOfTheCatalogueOnAnotherDate() {
    Ran now = run("rank", "t4");
    Ran later = run("rank", "t4", "--out-on", "2024-09");
    assertThat(now.out()).contains("As its makers tell, for a machine of 2018-09-13");
    assertThat(later.out()).contains("for a machine of 2024-09-15");
    assertThat(later.out()).containsPattern("Speed: [0-9.]+ years behind the trend");
    assertThat(now.out()).doesNotContainPattern("Speed: [0-9.]+ years behind the trend");
  }

  @Test
  void slipsAreToldInOneLine(@TempDir Path folder) {
    assertThat(run("rank", "h100-smx").err()).contains("no chip and no accelerator", "h100-sxm");
    assertThat(run("rank", "houmo_h30").err()).contains("houmo_h30_2023");
    assertThat(run("rank", "t4", "--method", "log-liner").err()).contains("log-linear");
    assertThat(run("rank", "t4", "--out-on", "soon").err()).contains("'soon' is no date");
    Ran missing = run("rank", folder.resolve("none.yaml").toString());
    assertThat(missing.code()).isEqualTo(2);
    assertThat(missing.err().strip().lines()).hasSize(1);
    assertThat(run("rank", "t4", "--report", "out.txt").err()).contains(".html");
  }
}
