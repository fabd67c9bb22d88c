package bitline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import bitline.text.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `forecast` prints, writes and refuses.
class ForecastCommandTest {
  private static final Path DATA = Path.of(System.getProperty("bitline.data", "../shared"));

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    String[] all = new String[arguments.length + 1];
    all[0] = "forecast";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return Main.run(all, new PrintWriter(out), new PrintWriter(err, true));
  }

  private String refused(String... arguments) {
    assertThat(run(arguments)).as(err.toString()).isEqualTo(2);
    assertThat(err.toString()).hasLineCount(1);
    assertThat(out.toString()).isEmpty();
    return err.toString().strip();
  }

  @Test
  void whatMakesNoSenseIsRefusedInALine() {
    assertThat(refused()).startsWith("a MEASURE says what is foretold");
    assertThat(refused("ops-per-dolar"))
        .startsWith("no measure 'ops-per-dolar'; did you mean 'ops-per-dollar'?")
        .contains("forecast --list");
    assertThat(refused("ops", "--until", "2019")).startsWith("--until 2019 is past: what is known");
    assertThat(refused("ops", "--until", "3000")).startsWith("--until 3000 is farther than");
    assertThat(refused("ops", "--on", "2099-01-01")).isEqualTo("--on 2099-01-01 is in the future");
    assertThat(refused("ops", "--on", "soon")).contains("'soon' is no date");
    assertThat(refused("ops", "--method", "stackd")).contains("did you mean 'stacked'?");
    assertThat(refused("ops", "--precision", "int9")).contains("int8");
    assertThat(refused("memory", "--precision", "16"))
        .isEqualTo("--precision 16 would do nothing: memory is no measure of peak operations");
    assertThat(refused("ops", "--by", "tco"))
        .isEqualTo("--by tco would do nothing: ops is no measure of a dollar");
    assertThat(refused("ops-per-dollar", "--by", "tc")).contains("tco");
    assertThat(refused("ops-per-dollar", "--price", "cloud", "--by", "tco"))
        .contains("an hour in a cloud pays for power");
    assertThat(refused("ops", "--from", "tabel"))
        .contains("is neither table nor catalogue; did you mean 'table'?");
    assertThat(refused("ops", "--from", "table")).startsWith("--from table needs the table");
    assertThat(refused("ops", "--check")).startsWith("--check looks through public tables");
    assertThat(refused("ops", "--report", "x.onnx")).contains(".html");
  }

  @Test
  void dataThatIsNotThereIsRefusedInALine() throws IOException {
    assertThat(refused("ops", "--data", folder.resolve("nowhere").toString()))
        .contains("no such file or folder");
    assertThat(refused("ops", "--data", folder.toString())).contains("ml_hardware");
    Files.createDirectories(folder.resolve("forecast/epoch"));
    assertThat(refused("ops", "--data", folder.toString())).contains("ml_hardware");
    assertThat(refused("ml-opz", "--data", folder.toString())).hasLineCount(1);
  }

  @Test
  void whatCannotBeTestedIsNotForetold() {
    assertThat(refused("network-per-dollar", "--price", "street", "--method", "log-linear"))
        .contains("no forecast of", "back-test");
    assertThat(refused("memory", "--with-tech", "cim", "--method", "log-linear"))
        .contains("other technologies change what work costs");
    assertThat(refused("ops-per-joule", "--with-tech", "cmi", "--method", "log-linear"))
        .contains("no technology 'cmi'", "cim");
  }

  @Test
  void textPageAndJsonTellTheSame() throws IOException {
    Path page = folder.resolve("out.html");
    Path json = folder.resolve("out.json");
    int code =
        run(
            "ops-per-joule",
            "--precision",
            "int8",
            "--method",
            "log-linear",
            "--with-tech",
            "cim",
            "--report",
            page.toString(),
            "--json",
            json.toString());
    assertThat(code).as(err.toString()).isZero();
    String text = out.toString();
    assertThat(text)
        .contains("How far to trust this", "What it hangs on most", "Beware", "last-value")
        .contains("digital compute-in-memory", "window", "as asked")
        .contains("there is one vintage only", "catalogue");
    assertThat(text.lines().filter(line -> !line.contains("  ")))
        .allMatch(line -> line.codePointCount(0, line.length()) <= 80);
    String html = Files.readString(page);
    assertThat(html)
        .contains("What is expected", "How far to trust it", "What it hangs on", "technologies")
        .doesNotContain("<script", "NaN", "Infinity");
    String told = Files.readString(json);
    assertThat(Json.parse(told, "out.json")).isNotNull();
    assertThat(told).contains("\"sha256\"", "\"within90\"", "\"swings\"", "\"doubling\"");
    assertThat(told).doesNotContain("NaN");
  }

  @Test
  void theListNamesMeasuresAndMethods() {
    assertThat(run("--list")).isZero();
    assertThat(out.toString())
        .contains("ops-per-dollar", "bandwidth", "--method stacked", "none without --data DIR");
  }

  @Test
  void anEarlierDayKnowsLess() {
    assertThat(run("ops", "--on", "2024-01-01", "--until", "2026", "--method", "log-linear"))
        .as(err.toString())
        .isZero();
    assertThat(out.toString()).contains("as known on 2024-01-01").doesNotContain("untested");
  }

  @Test
  void thePublicTableWithItsTwoCopies() {
    Assumptions.assumeTrue(
        Files.exists(DATA.resolve("forecast/epoch")), "the public tables; skipped: no ../shared");
    int code =
        run(
            "ops-per-dollar",
            "--by",
            "tco",
            "--until",
            "2035",
            "--with-tech",
            "cim",
            "--method",
            "log-linear",
            "--data",
            DATA.toString());
    assertThat(code).as(err.toString()).isZero();
    assertThat(out.toString())
        .contains("What moved since ml_hardware_sr3k.csv", "1 gone: Google TPU v5e")
        .contains("Epoch AI, CC-BY 4.0", "e90bfa9e4c005381")
        .contains("window", "interest", "hedonic", "without NVIDIA");
    assertThat(run("fp32", "--method", "log-linear", "--data", DATA.toString())).isZero();
    assertThat(out.toString().replaceAll("\\s+", " ")).contains("it doubles every 2.7");
    assertThat(refused("fp32", "--by", "tco", "--data", DATA.toString()))
        .startsWith("--by tco would do nothing: 'fp32' is a series of a table");
    assertThat(run("--check", "--data", DATA.resolve("forecast").toString())).isEqualTo(1);
    assertThat(out.toString()).contains("MI308X", "findings");
  }
}
