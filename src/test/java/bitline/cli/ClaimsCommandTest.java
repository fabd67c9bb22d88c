package bitline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `bitline claims` and `bitline scenario`. All networks on all chips take a minute and are left to
/// whoever writes docs/claims.md anew.
class ClaimsCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    return Main.run(arguments, new PrintWriter(out, true), new PrintWriter(err, true));
  }

  @Test
  void withoutNetworksVerdictsAreWithheld(@TempDir Path data) {
    assertThat(run("claims", "--data", data.toString())).isEqualTo(Main.NO);
    assertThat(out.toString())
        .contains("1. Data movement removed", "withheld", "No verdict: YOLOX-nano 416: no file");
  }

  @Test
  void badInputIsOneLine(@TempDir Path folder) {
    assertThat(run("claims", "--data", folder.resolve("none").toString())).isEqualTo(2);
    assertThat(run("claims", "--write", "model.onnx")).isEqualTo(2);
    assertThat(err.toString().lines()).hasSize(2);
    assertThat(err.toString()).contains("is no folder", "--write writes only files that end in");
  }

  @Test
  void theDocumentHasAVerdictForEachClaim() throws IOException {
    String text = Files.readString(Path.of("docs/claims.md"));
    assertThat(text.lines().filter(line -> line.matches("\\| [1-7]\\. \\[.*\\*\\*.*"))).hasSize(7);
    assertThat(text).doesNotContain("withheld", "/work", "/tmp");
  }

  @Test
  void aScenarioIsWeighedAndAFileThatIsNoneRefused(@TempDir Path folder) throws IOException {
    assertThat(run("scenario")).isEqualTo(Main.DONE);
    assertThat(out.toString()).contains("Surveillance comes first");
    Path file = folder.resolve("mine.yaml");
    Files.writeString(file, "title: x\n");
    assertThat(run("scenario", file.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("mine.yaml:").hasLineCount(1);
    assertThat(run("scenario", "model.onnx")).isEqualTo(2);
  }
}
