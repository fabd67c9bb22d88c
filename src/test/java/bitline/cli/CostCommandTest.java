package bitline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `cost` prints, writes and refuses.
class CostCommandTest {
  private static final String CHIP = "axelera_isscc_2024";

  private static final Pattern COST =
      Pattern.compile("\"cost\"\\s*:\\s*\\{[^}]*\"middle\"\\s*:\\s*([0-9.eE+-]+)");

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    String[] all = new String[arguments.length + 1];
    all[0] = "cost";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return Main.run(all, new PrintWriter(out), new PrintWriter(err, true));
  }

  private String refused(String... arguments) {
    assertThat(run(arguments)).as(err.toString()).isEqualTo(2);
    assertThat(err.toString()).hasLineCount(1);
    assertThat(out.toString()).isEmpty();
    return err.toString().strip();
  }

  private String refusedFor(String... more) {
    String[] all = new String[more.length + 2];
    all[0] = "--chip";
    all[1] = CHIP;
    System.arraycopy(more, 0, all, 2, more.length);
    return refused(all);
  }

  @Test
  void termsThatMakeNoSenseAreRefusedInALine() {
    assertThat(refused()).startsWith("--chip CHIP or --accelerator NAME says what is made");
    assertThat(refusedFor("--volume=-5")).isEqualTo("--volume -5; 1 or more are made");
    assertThat(refusedFor("--volume", "0")).isEqualTo("--volume 0; 1 or more are made");
    assertThat(refusedFor("--volume", "many"))
        .isEqualTo("--volume 'many' is no number; write 300000, 300k or 1M");
    assertThat(refusedFor("--volume", "NaN")).startsWith("--volume 'NaN' is no number");
    assertThat(refusedFor("--volume", "1e300")).startsWith("--volume 1e300; nobody makes more");
    assertThat(refusedFor("--margin", "100%"))
        .startsWith("--margin 100% is no share of the price; from 0% to below 100%");
    assertThat(refusedFor("--margin=-10%")).startsWith("--margin -10% is no share");
    assertThat(refusedFor("--defects", "lots")).startsWith("--defects 'lots': ");
    assertThat(refusedFor("--defects=-1")).startsWith("--defects -1 /cm2 is below 0");
    assertThat(refusedFor("--year", "1850")).startsWith("year 1850 is outside");
    assertThat(refusedFor("--yield-model", "poison"))
        .isEqualTo(
            "--yield-model 'poison' is none of poisson, murphy, seeds, root-seeds,"
                + " negative-binomial; did you mean 'poisson'?");
    assertThat(refusedFor("--package", "organics")).contains("organics", "organic");
    assertThat(refusedFor("--board", "pcie")).contains("pcie");
    assertThat(refusedFor("--report", "x.onnx")).contains(".html");
  }

  @Test
  void whatCannotBeMadeIsRefusedInALine() {
    assertThat(refused("--chip", "axelera_iscc_2024"))
        .contains("no chip 'axelera_iscc_2024'", "did you mean 'axelera_isscc_2024'?");
    assertThat(refusedFor("--node", "banana"))
        .isEqualTo("--node 'banana' is no process; write 7nm");
    assertThat(refusedFor("--node", "1nm")).startsWith("node 1 nm: nothing is known");
    assertThat(refusedFor("--node", "110nm")).startsWith("node 110 nm");
    assertThat(refusedFor("--spares", "3")).contains("--spares '3'", "write 2x4");
    assertThat(refusedFor("--spares", "9999x1")).contains("are more than the");
    assertThat(refused("--accelerator", "l44")).contains("no accelerator 'l44'", "l4");
    assertThat(refused("--chip", CHIP, "--accelerator", "l4"))
        .isEqualTo("--chip and --accelerator exclude each other: one is made");
    assertThat(refused("--accelerator", "l4", "--spares", "1x1"))
        .startsWith("--spares 1x1 needs a chip that is described");
  }

  @Test
  void ownershipThatMakesNoSenseIsRefusedInALine() {
    String[] edge = {"--ownership", "edge"};
    assertThat(refusedFor(edge[0], edge[1], "--utilisation", "1.5"))
        .isEqualTo("--utilisation 1.5 is no share of the time; above 0, at most 1 or 100%");
    assertThat(refusedFor(edge[0], edge[1], "--utilisation", "0")).startsWith("--utilisation 0 is");
    assertThat(refusedFor(edge[0], edge[1], "--utilisation", "often"))
        .isEqualTo("--utilisation 'often' is none; write 40%");
    assertThat(refusedFor(edge[0], edge[1], "--life", "0"))
        .isEqualTo("--life 0; 1 day to 100 years are possible");
    assertThat(refusedFor(edge[0], edge[1], "--life", "5 kg")).startsWith("--life '5 kg' is none");
    assertThat(refusedFor(edge[0], edge[1], "--electricity=-0.1"))
        .startsWith("--electricity -0.1; above 0");
    assertThat(refusedFor(edge[0], edge[1], "--rate", "0")).startsWith("--rate 0; ");
    assertThat(refusedFor("--ownership", "egde"))
        .isEqualTo("no setting 'egde'; did you mean 'edge'?; datacentre, edge, vehicle are known");
    assertThat(refusedFor("--life", "4y"))
        .isEqualTo("--life 4y would do nothing without --ownership");
  }

  @Test
  void textPageAndJsonTellTheSame() throws IOException {
    Path page = folder.resolve("out.html");
    Path json = folder.resolve("out.json");
    assertThat(
            run(
                "--chip",
                CHIP,
                "--volume",
                "300k",
                "--spares",
                "1x1",
                "--defects",
                "1/cm2",
                "--margin",
                "50%",
                "--ownership",
                "edge",
                "--rate",
                "100",
                "--report",
                page.toString(),
                "--json",
                json.toString()))
        .isEqualTo(0);
    String text = out.toString();
    assertThat(text)
        .contains(
            "One of 300 k made",
            "defects, 1 spare rows and 1 spare",
            "good silicon",
            "negative binomial",
            "this one",
            "spare lines",
            "a million pictures",
            "Owned as a device");
    assertThat(text.lines()).allMatch(line -> line.codePointCount(0, line.length()) <= 82);
    String cost = text.lines().filter(l -> l.startsWith("cost ")).findFirst().orElse("");
    String shown = cost.substring(5).strip().split("  ")[0];
    String interval = cost.substring(5).strip().split(" {2,}")[1];
    assertThat(text.lines().filter(l -> l.strip().startsWith("300 k ")).toList())
        .as("the curve passes the answer")
        .singleElement()
        .asString()
        .contains(interval);
    assertThat(Files.readString(page))
        .contains(shown, "id=\"volume\"", "id=\"node\"", "id=\"spares\"", "id=\"ownership\"");
    assertThat(Files.readString(json))
        .contains("\"marginal\"", "\"volumes\"", "\"cheapest\"", "\"millionPictures\"");
  }

  /// More made: cheaper. Margin: dearer. Another law: another yield.
  @Test
  void termsDoWhatTheySay() {
    double few = cost("--volume", "10k");
    double many = cost("--volume", "10M");
    assertThat(many).isLessThan(few / 10);
    assertThat(cost("--volume", "10M", "--defects", "5/cm2")).isGreaterThan(many);
    assertThat(cost("--volume", "10M", "--defects", "5/cm2", "--yield-model", "root-seeds"))
        .isNotEqualTo(cost("--volume", "10M", "--defects", "5/cm2"));
    assertThat(cost("--volume", "10M", "--node", "28nm")).isNotEqualTo(many);
  }

  private double cost(String... more) {
    String[] all = new String[more.length + 3];
    all[0] = "--chip";
    all[1] = CHIP;
    System.arraycopy(more, 0, all, 2, more.length);
    all[all.length - 1] = "--json";
    assertThat(run(all)).as(err.toString()).isEqualTo(0);
    Matcher middle = COST.matcher(out.toString());
    assertThat(middle.find()).isTrue();
    return Double.parseDouble(middle.group(1));
  }

  @Test
  void anAcceleratorOfTheCatalogueIsMadeAndOwned() {
    assertThat(run("--accelerator", "l4", "--ownership", "datacentre", "--utilisation", "40%"))
        .isEqualTo(0);
    assertThat(out.toString().replaceAll("\\s+", " "))
        .contains("l4", "no spares, no margin", "at work 40.0 % of the time", "room and cooling")
        .doesNotContain("spare lines", "this one");
  }
}
