package bitline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `estimate` prints, writes and refuses.
class EstimateCommandTest {
  private static final String[] ESTIMATE = {
    "estimate", "models/signs_bitline.onnx", "--chip", "axelera_isscc_2024"
  };

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... more) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    String[] all = Stream.of(ESTIMATE, more).flatMap(Stream::of).toArray(String[]::new);
    return Main.run(all, new PrintWriter(out), new PrintWriter(err, true));
  }

  private String refused(String... more) {
    assertThat(run(more)).isEqualTo(2);
    assertThat(err.toString()).hasLineCount(1);
    return err.toString().strip();
  }

  @Test
  void whatMakesNoSenseIsRefusedInALine() {
    assertThat(refused("--activity", "runn"))
        .startsWith("--activity 'runn' is none of run, sample, stats");
    assertThat(refused("--activity", "run"))
        .isEqualTo("--activity run needs pictures to run on: --input DIR");
    assertThat(refused("--explain", "area")).startsWith("--explain 'area' is none of energy");
    assertThat(refused("--voltage", "0.2")).contains("12 nm", "are possible");
    assertThat(refused("--voltage", "much")).startsWith("--voltage 'much' is none; write 0.7V");
    assertThat(refused("--tdp", "0")).startsWith("--tdp 0; ");
    assertThat(refused("--tdp", "-3W")).startsWith("--tdp ");
    assertThat(refused("--temperature", "warm")).contains("is no temperature");
    assertThat(refused("--temperature", "900K")).contains("200K to 500K");
    assertThat(refused("--limit", "0")).startsWith("--limit 0; 1 to");
    assertThat(refused("--report", "x.onnx")).contains(".html");
  }

  @Test
  void textPageAndJsonTellTheSame() throws IOException {
    Path page = folder.resolve("out.html");
    Path json = folder.resolve("out.json");
    assertThat(
            run(
                "--explain",
                "energy",
                "--tdp",
                "1W",
                "--report",
                page.toString(),
                "--json",
                json.toString()))
        .isEqualTo(0);
    String text = out.toString();
    assertThat(text)
        .contains(
            "energy a picture",
            "80 % interval",
            "In four cases of five",
            "assumption",
            "The average keeps within 1 W",
            "leakage and refresh",
            "inputs and results");
    assertThat(text.lines()).allMatch(line -> line.codePointCount(0, line.length()) <= 82);
    String energy =
        text.lines().filter(l -> l.startsWith("energy a picture")).findFirst().orElse("");
    String shown = energy.substring(16).strip().split("  ")[0];
    assertThat(Files.readString(page)).contains(shown, "id=\"plan\"", "id=\"power\"");
    assertThat(Files.readString(json)).contains("\"opsPerJoule\"", "\"causes\"");
  }

  @Test
  void activityOfARunIsToldAsSuch() {
    assertThat(run("--input", "examples/signs", "--limit", "2")).isEqualTo(0);
    assertThat(out.toString()).contains("counted in a run of 2 pictures".substring(0, 14));
    String counted = out.toString();
    assertThat(run("--input", "examples/signs", "--limit", "2", "--activity", "sample"))
        .isEqualTo(0);
    assertThat(out.toString()).contains("sample of the").isNotEqualTo(counted);
    assertThat(run("--input", "examples/signs", "--limit", "2", "--activity", "stats"))
        .isEqualTo(0);
    assertThat(out.toString()).contains("statistics of values");
  }

  /// The time from picture to picture is the one that `time` tells.
  @Test
  void timeIsThatOfTime() {
    assertThat(run()).isEqualTo(0);
    String every = figure("a picture every");
    String[] time = {"time", "models/signs_bitline.onnx", "--chip", "axelera_isscc_2024"};
    out.getBuffer().setLength(0);
    assertThat(Main.run(time, new PrintWriter(out), new PrintWriter(err, true))).isEqualTo(0);
    assertThat(figure("one every")).isEqualTo(every);
  }

  private String figure(String name) {
    return out.toString()
        .lines()
        .filter(line -> line.startsWith(name))
        .findFirst()
        .orElseThrow()
        .substring(name.length())
        .strip();
  }

  @Test
  void voltageAndTemperatureMatter() {
    assertThat(run()).isEqualTo(0);
    String usual = out.toString();
    assertThat(run("--temperature", "85C")).isEqualTo(0);
    assertThat(out.toString()).contains("85 °C").isNotEqualTo(usual);
    assertThat(run("--voltage", "0.8")).isEqualTo(0);
    assertThat(out.toString()).contains("0.8 V").isNotEqualTo(usual);
  }

  /// Statistics tell how far they are from a run of the same pictures, a sample its own error.
  @Test
  void activityThatWasNotCountedTellsItsError() {
    String pictures = "examples/signs";
    assertThat(run("--activity", "stats", "--input", pictures, "--limit", "2")).isZero();
    assertThat(out.toString().replaceAll("\\s+", " "))
        .containsPattern(
            "beside a counted run of them energy [+−][0-9.]+ % \\(driven rows [+−][0-9.]+ %, drive");
    assertThat(run("--activity", "sample", "--input", pictures, "--limit", "2")).isZero();
    assertThat(out.toString().replaceAll("\\s+", " "))
        .containsPattern("each count known within [0-9.]+ % \\(standard error\\)");
    assertThat(run("--activity", "run", "--input", pictures, "--limit", "2")).isZero();
    assertThat(out.toString()).doesNotContain("beside a counted run", "standard error");
  }
}
