package bitline.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import bitline.text.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// A comparison as page, text and JSON: the same figures, and nothing that nobody told.
class CompareReportTest {
  private static final Path GOLDEN = Path.of("src/test/resources/bitline/report/comparison.txt");
  private static final CompareAnswer ANSWER = SampleComparisons.answer(54);

  @Test
  void pageIsWholeAndSafe() {
    String page = new CompareReport(ANSWER).page();
    PageChecks.needsNothingElse(page);
    PageChecks.tagsAreBalanced(page);
    assertThat(page)
        .contains(
            "id=\"figures\"",
            "id=\"ratios\"",
            "id=\"energy\"",
            "id=\"wall\"",
            "id=\"roofline\"",
            "id=\"mixes\"",
            "id=\"known\"",
            "signs &lt;net&gt;",
            "gpu-&lt;a&gt;",
            "HBM &lt;3&gt;",
            "A remark &amp; more.",
            "does not reach 70.0 %: INT8 68.5 %",
            "Nothing is known of the energy of silent.")
        .doesNotContain("NaN", "Infinity", "<net>", "<Conv>", "<3>", "null");
    assertThat(new CompareReport(SampleComparisons.answer(54)).page()).isEqualTo(page);
  }

  /// Tables as they are printed, and the drawings' shapes, as they were when somebody looked.
  @Test
  void tablesAndDrawingsAreThoseThatWereLookedAt() throws IOException {
    CompareAnswer small = SampleComparisons.answer(6);
    StringBuilder text = new StringBuilder(CompareText.work(small)).append("\n\n");
    Table mixes = CompareText.mixes(small);
    Table splits = CompareText.splits(small);
    Table ratios = CompareText.ratios(small);
    assertThat(mixes).isNotNull();
    assertThat(splits).isNotNull();
    assertThat(ratios).isNotNull();
    for (Table table :
        List.of(
            CompareText.figures(small),
            CompareText.silicon(small),
            CompareText.money(small),
            ratios,
            CompareText.wall(small),
            mixes,
            splits)) {
      assertThat(table.render(80).lines()).allMatch(line -> line.length() <= 80);
      text.append(table.render(80)).append('\n');
    }
    CompareText.footing(small).forEach(line -> text.append(line).append('\n'));
    text.append('\n').append(new Rooflines(small).html().replace("><", ">\n<")).append('\n');
    if (Boolean.getBoolean("golden.rewrite")) {
      Files.createDirectories(GOLDEN.getParent());
      Files.writeString(GOLDEN, text);
    }
    assertThat(GOLDEN).as("rewrite it with -Dgolden.rewrite=true").hasContent(text.toString());
  }

  @Test
  void ratiosAreOfTheFirstChip() {
    Table ratios = CompareText.ratios(ANSWER);
    assertThat(ratios).isNotNull();
    assertThat(ratios.columns().getFirst().title()).isEqualTo("chip_2023 is … of");
    assertThat(ratios.rows()).hasSize(2);
    assertThat(ratios.rows().getFirst())
        .startsWith("gpu-<a>", "×4", "×0.25", "×0.167")
        .contains("×1");
    assertThat(ratios.rows().getLast()).contains("–");
  }

  /// A share of the time is that of the picture, and a machine that tells no energy has none.
  @Test
  void wallTellsSharesOfAPicture() {
    Table wall = CompareText.wall(ANSWER);
    List<String> hbm =
        wall.rows().stream().filter(row -> row.get(1).equals("HBM <3>")).findFirst().orElseThrow();
    assertThat(hbm).contains("76.9 %", "40.0 %", "800 µJ");
    assertThat(
            wall.rows().stream()
                .filter(row -> row.getFirst().equals("silent"))
                .map(row -> row.get(5)))
        .containsOnly("–");
  }

  /// Every layer with work is a disc at its place, none above a roof that was told.
  @Test
  void everyLayerIsAPoint() {
    String html = new Rooflines(ANSWER).html();
    Matcher discs = Pattern.compile("<circle class=\"point ([^\"]+)\"").matcher(html);
    assertThat(discs.results().count()).isEqualTo(3L * (54 - 6));
    assertThat(html)
        .contains("6 layers without multiply-accumulates", "bound by launch", "bound by memory");
    RooflinePlot.Frame frame = RooflinePlot.Frame.of(List.of(1.0, 100.0), List.of(1e9, 1e12));
    RooflinePlot plot =
        new RooflinePlot(
            "a <plot>",
            frame,
            new RooflinePlot.Peak("all", 5e11),
            new RooflinePlot.Slope("m", 1e10),
            List.of(new RooflinePlot.Kind("memory", "bound-0")),
            List.of(new RooflinePlot.Point("<l>", 0, 10, 1e11, 0.25)),
            new RooflinePlot.Whole(Double.POSITIVE_INFINITY, 1e10));
    // the point lies on the slope: 10 operations for each of 10 GB/s
    Matcher disc =
        Pattern.compile("cx=\"([0-9.]+)%\" cy=\"([0-9.]+)\" r=\"([0-9.]+)\"").matcher(plot.html());
    assertThat(disc.find()).isTrue();
    assertThat(Double.parseDouble(disc.group(1))).isCloseTo(frame.x().place(10), within(0.01));
    assertThat(Double.parseDouble(disc.group(2)))
        .isCloseTo(300 * (1 - frame.y().place(1e11) / 100), within(0.01));
    assertThat(Double.parseDouble(disc.group(3))).isCloseTo(11, within(0.01));
    assertThat(plot.html()).contains("aria-label=\"a &lt;plot&gt;\"").doesNotContain("<l>");
  }

  @Test
  void whatCannotBeDrawnIsRefused() {
    RooflinePlot.Frame frame = RooflinePlot.Frame.of(List.of(1.0), List.of(1.0));
    List<RooflinePlot.Kind> kinds = List.of(new RooflinePlot.Kind("memory", "bound-0"));
    for (double bad : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      // a layer may use no byte, but not make no operation
      assertThatThrownBy(() ->
              new RooflinePlot(
                  "p",
                  frame,
                  null,
                  null,
                  kinds,
                  List.of(new RooflinePlot.Point("l", 0, 1, bad, 1)),
                  null))
          .isInstanceOf(IllegalArgumentException.class);
      if (bad != 0) {
        assertThatThrownBy(() -> new MemoryWall.Level("l", "spare", bad, 0, null))
            .isInstanceOf(IllegalArgumentException.class);
      }
      assertThatThrownBy(() -> new MemoryWall.Machine("m", bad, null, List.of()))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> new MemoryWall("w", List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /// A share above 1 fills the column and tells its number.
  @Test
  void wallStaysInsideItsColumns() {
    String html =
        new MemoryWall(
                "w",
                List.of(
                    new MemoryWall.Machine(
                        "m",
                        1e-3,
                        1.0,
                        List.of(new MemoryWall.Level("HBM", "spare", 1e6, 2e-3, 0.5)))))
            .html();
    assertThat(html).contains("width=\"100%\"", "2.00 ms, 200 %", "500 mJ, 50 %", "1 MB");
    assertThat(html).doesNotContain("width=\"200%\"");
  }

  @Test
  void jsonHoldsOutcomesAndIntervals() {
    String json = Json.text(ANSWER);
    assertThat(json)
        .contains("\"outcome\"", "\"levels\"", "\"foundation\": \"made up\"", "\"millionPictures\"")
        .isEqualTo(Json.text(SampleComparisons.answer(54)));
  }
}
