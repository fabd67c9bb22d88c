package bitline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `compare` prints, writes and refuses.
class CompareCommandTest {
  private static final String[] SIGNS = {"compare", "models/signs_bitline.onnx"};
  private static final String[] PICTURES = {
    "--input", "examples/signs", "--labels", "examples/signs/labels.csv", "--limit", "8"
  };
  private static final Path DATA = Path.of(System.getProperty("bitline.data", "../shared"));

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String[] first, String... more) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    String[] all = Stream.of(first, more).flatMap(Stream::of).toArray(String[]::new);
    return Main.run(all, new PrintWriter(out), new PrintWriter(err, true));
  }

  private String refused(String... more) {
    assertThat(run(SIGNS, more)).isEqualTo(2);
    assertThat(err.toString()).hasLineCount(1);
    return err.toString().strip();
  }

  private static String[] with(String[] first, String... more) {
    return Stream.of(first, more).flatMap(Stream::of).toArray(String[]::new);
  }

  @Test
  void whatMakesNoSenseIsRefusedInALine() {
    String chip = "houmo_h30_2023";
    assertThat(refused("--chip", chip, "--with", "l5")).startsWith("no accelerator 'l5'");
    assertThat(refused("--chip", chip, "--with", "h100"))
        .contains("h100-sxm", "h100-pcie", "did you mean");
    assertThat(refused("--chip", "houmo_h31_2023")).contains("did you mean 'houmo_h30_2023'");
    assertThat(refused("--chip", chip + "," + chip)).isEqualTo("--chip names '" + chip + "' twice");
    assertThat(refused("--chip", chip, "--batch", "0")).startsWith("--batch 0; 1 to 4096");
    assertThat(refused("--chip", chip, "--batch", "-3")).startsWith("--batch -3; ");
    assertThat(refused("--chip", chip, "--limit", "0")).startsWith("--limit 0 ");
    assertThat(refused("--chip", chip, "--format", "int9"))
        .startsWith("--format 'int9' is none of")
        .contains("did you mean 'INT8'");
    assertThat(refused("--chip", chip, "--at-accuracy", "0.9"))
        .isEqualTo("--at-accuracy 0.9 needs pictures to run on: --input DIR");
    assertThat(refused(with(PICTURES, "--chip", chip, "--at-accuracy", "90")))
        .isEqualTo("--at-accuracy 90.0 is no score; write 90 % as 0.9");
    assertThat(refused("--chip", chip, "--labels", "x.csv")).contains("without --input");
    assertThat(refused("--chip", chip, "--mixes")).contains("--with NAME");
    assertThat(refused("--chip", chip, "--setting", "edgy")).contains("did you mean 'edge'");
    assertThat(refused("--chip", chip, "--volume", "-5"))
        .isEqualTo("--volume -5; 1 or more are made");
    assertThat(refused("--chip", chip, "--volume", "300K")).contains("write 300000, 300k or 1M");
    assertThat(refused("--chip", chip, "--limit", "3"))
        .isEqualTo("--limit 3 would do nothing without --input DIR");
    assertThat(refused("--chip", "houmo"))
        .isEqualTo("no chip 'houmo'; did you mean houmo_h30_2023, houmo_m50_2025?");
    assertThat(refused("--chip", chip, "--report", "x.onnx")).contains(".html");
    assertThat(run(new String[] {"compare", "resnet5"}, "--chip", chip)).isEqualTo(2);
    assertThat(err.toString()).contains("did you mean 'resnet50'");
    assertThat(run(new String[] {"compare", "resnet50"}, "--chip", chip, "--data", "nowhere"))
        .isEqualTo(2);
    assertThat(err.toString()).hasLineCount(1).contains("--data");
  }

  @Test
  void textPageAndJsonTellTheSame() throws IOException {
    Path page = folder.resolve("out.html");
    Path json = folder.resolve("out.json");
    assertThat(
            run(
                SIGNS,
                "--chip",
                "houmo_h30_2023",
                "--with",
                "l4,qaic100-pro",
                "--batch",
                "4",
                "--report",
                page.toString(),
                "--json",
                json.toString()))
        .isEqualTo(0);
    String text = out.toString();
    assertThat(text)
        .contains(
            "Equal work: image 1×3×32×32, 13.2 M MACs",
            "batches of 4",
            "houmo_h30_2023 is … of",
            "leakage",
            "Accuracy was not looked at: add --input DIR");
    assertThat(text.lines()).allMatch(line -> line.codePointCount(0, line.length()) <= 80);
    String[] l4 = line(text, "l4").split(" {2,}");
    assertThat(l4[1]).isEqualTo("INT8");
    assertThat(Files.readString(page))
        .contains(l4[2], l4[3], l4[4], "id=\"wall\"", "id=\"roofline\"");
    assertThat(Files.readString(json)).contains("\"machine\": \"qaic100-pro\"", "\"levels\"");
  }

  private static String line(String text, String start) {
    return text.lines().filter(l -> l.startsWith(start + " ")).findFirst().orElseThrow();
  }

  /// Without pictures nothing is said of accuracy; with them floats, integers and chips each have
  /// their own.
  @Test
  void everyMachineReachesTheAccuracyOrSaysSo() {
    String[] machines = {"--chip", "wan_nature_2022", "--with", "l4"};
    assertThat(run(SIGNS, with(with(machines, PICTURES), "--at-accuracy", "0.9"))).isEqualTo(0);
    assertThat(out.toString().replaceAll("\\s+", " "))
        .contains(
            "Accuracy is top-1 on 8 pictures",
            "in its fastest format that reaches 90.0 %",
            "accuracy of a simulated run with its converters",
            "accuracy of the network in plain integers of");
    assertThat(out.toString()).doesNotContain("Accuracy was not looked at");
  }

  /// A chip that cannot run the network gives its reasons in its line, and others go on.
  @Test
  void whatDoesNotFitIsToldInItsLine() {
    assertThat(run(SIGNS, "--chip", "khwa_isscc_2022", "--with", "t4", "--format", "FP16"))
        .isEqualTo(0);
    assertThat(out.toString().replaceAll("\\s+", " "))
        .contains("khwa_isscc_2022: layer ", " more;")
        .doesNotContain("is … of");
    assertThat(line(out.toString(), "t4")).contains("FP16");
    assertThat(run(SIGNS, "--chip", "khwa_isscc_2022")).isEqualTo(1);
    assertThat(run(SIGNS, "--chip", "houmo_h30_2023", "--with", "t4", "--format", "FP8"))
        .isEqualTo(0);
    assertThat(out.toString()).contains("t4: has no FP8; it computes in");
  }

  @Test
  void mixesTellProcessAndArchitectureApart() {
    assertThat(run(SIGNS, "--chip", "houmo_h30_2023", "--with", "t4", "--mixes")).isEqualTo(0);
    assertThat(out.toString()).contains("12 nm, its own", "28 nm", "over ", "pictures/J");
    String[] joules =
        out.toString()
            .lines()
            .filter(l -> l.startsWith("t4 ") && l.contains("/J"))
            .findFirst()
            .orElseThrow()
            .replace(",", "")
            .split("×");
    double product = Double.parseDouble(joules[2].strip()) * Double.parseDouble(joules[3].strip());
    assertThat(product / Double.parseDouble(joules[1].strip())).isBetween(0.98, 1.02);
  }

  @Test
  void networksAreKnownByName() {
    Assumptions.assumeTrue(Files.exists(DATA), "known networks skipped: no ../shared");
    for (String name : KnownNetwork.names()) {
      KnownNetwork network = KnownNetwork.find(name, DATA);
      assertThat(network.inputs()).as(name).isNotEmpty();
      assertThat(network.graph().nodes()).as(name).isNotEmpty();
    }
  }
}
