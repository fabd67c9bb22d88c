package bitline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import bitline.text.Json;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `bitline policy model` and `bitline policy node`.
class PolicyModelAndNodeTest {
  private record Ran(int code, String out, String err) {}

  private static Ran run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code = Main.run(arguments, new PrintWriter(out), new PrintWriter(err));
    return new Ran(code, out.toString(), err.toString());
  }

  @Test
  void aTrainingRunCrossesThresholds() {
    Ran ran = run("policy", "model", "--training", "3e25", "--on", "2026-11-22");
    assertThat(ran.code()).isEqualTo(Main.DONE);
    assertThat(ran.out())
        .contains("Training of 3e25 operations, on 2026-11-22")
        .contains("EU AI Act Art. 51 applies.")
        .contains("training_ops > 1e25: 3e25 is 3 times that, 2e25 above: yes")
        .contains("California SB 53 does not apply.")
        .contains("4E091 stands in the text but is not enforced; it would not apply either.")
        .contains("This is not legal advice. The texts were last seen on 2026-07-23");
    assertThat(ran.out().lines()).allMatch(line -> line.length() <= 100);
  }

  @Test
  void aRunWithinBoundsMayBeUndecided() {
    String text =
        run(
                "policy",
                "model",
                "--training",
                "5e25..2e26",
                "--weights",
                "closed",
                "--on",
                "2025-02-01")
            .out();
    assertThat(text)
        .contains("4E091 cannot be decided: what is known leaves open whether training_ops >= 1e26")
        .contains("5e25 to 2e26 is 0.5 to 2 times that, between 5e25 below and 1e26 above")
        .doesNotContain("EO 14110");
    assertThat(run("policy", "model", "--training", "2e26", "--on", "2024-06-01").out())
        .contains("EO 14110 applies.");
  }

  @Test
  void modifiersAndRevenue() {
    String modified =
        run(
                "policy",
                "model",
                "--training",
                "2e26",
                "--original",
                "1e26",
                "--added",
                "4e25",
                "--revenue",
                "2 GUSD",
                "--on",
                "2026-07-23")
            .out();
    assertThat(modified)
        .contains("EU guidelines, modified models applies.")
        .contains("California SB 53, large applies.");
  }

  @Test
  void aProcessDependsOnCountries() {
    Ran ran = run("policy", "node", "5nm", "--on", "2026-11-22");
    assertThat(ran.code()).isEqualTo(Main.DONE);
    assertThat(ran.out())
        .contains("What logic of 5 nm depends on, on 2026-11-22")
        .contains("NL must agree: alone sells EUV scanners")
        .contains("Japan's 23 items")
        .contains("3B001.f.1.a (EUV scanners)")
        .contains("This is not legal advice.");
    assertThat(ran.out().lines()).allMatch(line -> line.length() <= 120);
    assertThat(Json.parse(run("policy", "node", "7nm", "--json").out(), "answer")).isNotNull();
    assertThat(Json.parse(run("policy", "model", "--training", "1e24", "--json").out(), "answer"))
        .isNotNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "policy node|policy node needs a process",
        "policy node 1nm|nothing is known of such a process; there are 130 nm",
        "policy model|policy model needs --training",
        "policy model --training much|--training: 'much' is not a number",
        "policy model --training 2e25..1e25|neither a number such as 3e25 nor bounds",
        "policy model --training 1..2..3|write 3e25 or 2e25..5e25",
        "policy model --training -3|write 3e25 or 2e25..5e25",
        "policy model x --training 3e25|policy model takes --training, not 'x'",
        "policy model --training 3e25 --weights half|--weights 'half' is published or closed",
        "policy model --training 3e25 --revenue lots|--revenue: 'lots'",
        "policy model --training 3e25 --design|the other options are for a CHIP",
        "policy node 5nm --training 3e25|for 'policy model', not for a node",
        "policy h20 --training 3e25|for 'policy model', not for a CHIP",
        "policy h20 h100|policy takes one CHIP; 'h100' is too many",
      })
  void mistakesAreSaidInOneLine(String line, String message) {
    Ran ran = run(line.split(" "));
    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err()).contains(message);
    assertThat(ran.err().strip().lines()).hasSize(1);
  }
}
