package bitline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import bitline.report.PolicyAnswer;
import bitline.text.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `bitline policy`.
class PolicyCommandTest {
  @TempDir Path folder;

  private record Ran(int code, String out, String err) {}

  private static Ran run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code = Main.run(arguments, new PrintWriter(out), new PrintWriter(err));
    return new Ran(code, out.toString(), err.toString());
  }

  @Test
  void theAnswerSaysClassReasonsAndTheDateOfTheText() {
    Ran ran = run("policy", "h200", "--on", "2026-11-21");
    assertThat(ran.code()).isEqualTo(Main.DONE);
    assertThat(ran.out())
        .contains("on 21 November 2026: 3A090.a.1.")
        .contains("Not legal advice. Texts as of 23 July 2026")
        .containsPattern("3A090.a.1 +in force +yes +tpp >= 4800")
        .containsPattern("tpp +4,800 +15,8[0-9]{2} +3[23][0-9].[0-9] % +at or above")
        .contains("case by case for China: licence for China and Macau decided case by case")
        .contains("tariff of 25 %");
    assertThat(ran.out().lines()).allMatch(line -> line.length() <= 100);
  }

  @Test
  void theMarketDecidesBelow4800() {
    assertThat(run("policy", "axelera-metis", "--on", "2026-07-23").out())
        .contains(": not controlled.")
        .contains("Note 2 to 3A090");
    assertThat(
            run("policy", "axelera-metis", "--on", "2026-07-23", "--market", "data centre").out())
        .contains(": 3A090.a.2.");
  }

  @Test
  void whatCannotBeDecidedSaysWhatWouldDecide() {
    String text = run("policy", "houmo-m50", "--on", "2026-07-23", "--market", "datacentre").out();
    assertThat(text)
        .contains("cannot be decided: 3A090.a.2 or 3A090.b.2 or nothing")
        .contains("cannot be decided because pd >= 5.92 is open");
    assertThat(
            run(
                    "policy",
                    "houmo-m50",
                    "--on",
                    "2026-07-23",
                    "--market",
                    "datacentre",
                    "--area",
                    "600mm2",
                    "--node",
                    "12nm")
                .out())
        .contains(": not controlled.");
    assertThat(
            run(
                    "policy",
                    "houmo-m50",
                    "--on=2026-07-23",
                    "--market=datacentre",
                    "--planar=yes",
                    "--area=100mm2")
                .out())
        .contains(": not controlled.");
  }

  @Test
  void timelineAndDesign() {
    String text =
        run(
                "policy",
                "h800-sxm",
                "--on",
                "2026-07-23",
                "--timeline",
                "--design",
                "--area",
                "400mm2")
            .out();
    assertThat(text)
        .containsPattern("2023-11-17 +3A090.a.1")
        .contains("free of every control below TPP 1,600.")
        .containsPattern("3A090.a.2 +[0-9,.]+ +below 4,800 +300 TOPS +600 TOPS +1.2 POPS");
  }

  @Test
  void theJsonReadsBack() {
    Ran ran = run("policy", "houmo_h30_2023", "--on", "2026-07-23", "--timeline", "--json");
    PolicyAnswer answer = Json.read(PolicyAnswer.class, ran.out(), "answer");
    assertThat(answer.label()).isEqualTo("not controlled");
    assertThat(answer.ways()).hasSize(2);
    assertThat(answer.timeline()).isNotEmpty();
  }

  @Test
  void thePageHasEveryPart() throws IOException {
    Path page = folder.resolve("p.html");
    Ran ran = run("policy", "houmo_h30_2023", "--on", "2026-07-23", "--report", page.toString());
    assertThat(ran.err()).contains("report in");
    String html = Files.readString(page);
    assertThat(html)
        .contains("Not legal advice")
        .contains("id=\"quantities\"")
        .contains("id=\"rules\"")
        .contains("id=\"time\"")
        .contains("id=\"area\"")
        .contains("id=\"process\"")
        .doesNotContain("Infinity")
        .doesNotContain("NaN");
  }

  @ParameterizedTest
  @CsvSource({
    "h1000, '', '', no chip and no accelerator",
    "h20, --on, 2026-13-01, is no date",
    "h20, --on, yesterday, is no date",
    "h20, --market, datacenters, did you mean",
    "h20, --market, war, is none of",
    "h20, --area, 12, mm2",
    "h20, --area, -5mm2, mm2",
    "h20, --planar, maybe, neither yes nor no",
    "h20, --node, 12, nm",
    "houmo-m50, --design, '', the area of houmo-m50 is not known",
  })
  void mistakesAreSaidInOneLine(String chip, String option, String value, String message) {
    Ran ran =
        option.isEmpty()
            ? run("policy", chip)
            : value.isEmpty() ? run("policy", chip, option) : run("policy", chip, option, value);
    assertThat(ran.code()).isEqualTo(Main.BAD_INPUT);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).contains(message);
    assertThat(ran.err().strip().lines()).hasSize(1);
  }

  @Test
  void withoutAChipItSaysWhatIsMissing() {
    assertThat(run("policy").err()).contains("needs a CHIP");
  }
}
