package bitline.report;

import static org.assertj.core.api.Assertions.assertThat;

import bitline.base.Interval;
import bitline.claim.Best;
import bitline.claim.Better;
import bitline.claim.Case;
import bitline.claim.Claim;
import bitline.claim.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClaimsReportTest {
  private static final Case.Measure JOULES = new Case.Measure("energy a picture", "J", Better.LESS);

  private static Case one(String network, double ours, String assuming) {
    return Case.moved(
        assuming,
        Map.of("network", network),
        JOULES,
        new Side("H30 <b>", Interval.within(ours, 2), Side.Known.MODELLED, "a|test"),
        Best.of(List.of(Side.exactly("T4", 0.011, Side.Known.MEASURED, "MLPerf")), Better.LESS),
        10);
  }

  private static final List<Claim> CLAIMS =
      List.of(
          new Claim(
              "energy",
              "Less energy",
              "It takes a tenth.",
              "Joules.",
              Claim.Finding.Tested.of(
                  List.of(
                      one("ResNet-50", 0.0004, Case.USUAL),
                      one("LSTR", 0.009, Case.USUAL),
                      one("LSTR", 0.0001, "gates are free"))),
              List.of("H30 takes less."),
              List.of(new Claim.Sheet("More", List.of("a", "b"), List.of(List.of("x", "1"))))),
          new Claim(
              "cost",
              "A third of the cost",
              "",
              "",
              new Claim.Finding.Withheld(List.of("LSTR: no file")),
              List.of(),
              List.of()));

  @Test
  void thePageIsWhole() {
    String page = ClaimsPage.page(CLAIMS);
    PageChecks.needsNothingElse(page);
    PageChecks.tagsAreBalanced(page);
    assertThat(page).contains("What would turn it", "gates are free", "H30 &lt;b&gt;", "withheld");
  }

  @Test
  void theDocumentHasARowAndASectionForEachClaim() {
    String text = ClaimsMarkdown.of(CLAIMS);
    assertThat(text)
        .contains(
            "| 1. [Less energy](#1-less-energy) | **fails when** network: LSTR, all is as described"
                + " | Met in 1 of 2 comparisons",
            "**Fails when network: LSTR, all is as described.**",
            "| 2. [A third of the cost](#2-a-third-of-the-cost) | **withheld** |",
            "No verdict: LSTR: no file.",
            "| gates are free | 1 | 1 | 0 |");
    List<String> tables = new ArrayList<>(text.lines().filter(l -> l.startsWith("|")).toList());
    assertThat(tables).allMatch(line -> line.endsWith("|"));
  }

  @Test
  void theTextKeepsWithinATerminal() {
    String text = ClaimsText.of(CLAIMS);
    assertThat(text).contains("1. Less energy", "withheld", "asked for: 10");
    assertThat(text.lines()).allMatch(line -> line.codePointCount(0, line.length()) <= 80);
  }
}
