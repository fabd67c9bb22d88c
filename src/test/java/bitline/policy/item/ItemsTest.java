package bitline.policy.item;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import bitline.base.Problem;
import bitline.catalogue.Segment;
import bitline.policy.Item;
import bitline.policy.Item.Computing;
import bitline.policy.Quantities;
import bitline.text.condition.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ItemsTest {
  @TempDir Path folder;

  private Item made(String text) throws IOException {
    Path file = folder.resolve("my.yaml");
    Files.writeString(file, text);
    return Items.find(file.toString());
  }

  private static double tpp(Item item) {
    return CountingTest.number(Counting.usual(item), "tpp").low();
  }

  @Test
  void namesOfTheCatalogueAndOfDescribedChipsAreFound() {
    assertThat(Items.find("H100-SXM").segment()).isEqualTo(Segment.DATA_CENTRE);
    assertThat(Items.find("hermes64_natel_2023").computing()).isEqualTo(Computing.ANALOG);
    assertThat(Items.find("chips/houmo_h30_2023.yaml").segment()).isNull();
    assertThat(Items.find("catalogue/amd.yaml:mi250x").dies()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "h1000-sxm, did you mean",
    "houmo, 'houmo_h30_2023'",
    "nothing-like-it-at-all, bitline catalogue",
    "missing.yaml, no such file",
    "'', bitline chips",
    "catalogue/amd.yaml, choose one",
    "docs/policy.yaml, no such file",
    "nodes/12nm.yaml, neither a chip",
    "h100'; drop table, no chip",
  })
  void whatIsNotThereIsSaidInOneLine(String name, String message) {
    assertThatThrownBy(() -> Items.find(name))
        .isInstanceOf(Problem.class)
        .hasMessageContaining(message)
        .message()
        .doesNotContain("\n");
  }

  /// Weights of 4 bits times inputs of 8 count as 8.
  @Test
  void theWiderOperandCounts() throws IOException {
    Item it = made("item: my\nassumed: a test\npeaks: [{format: W4A8, ops: 200 TOPS}]\n");
    assertThat(tpp(it)).isEqualTo(1600);
    assertThat(tpp(made("item: my\nassumed: a test\npeaks: [{format: w16a4, ops: 100 TOPS}]\n")))
        .isEqualTo(1600);
    assertThat(tpp(made("item: my\nassumed: a test\npeaks: [{format: bf16, ops: 100 TOPS}]\n")))
        .isEqualTo(1600);
  }

  @Test
  void aFileWithTwoDies() throws IOException {
    Item it =
        made(
            """
            item: two
            segment: data_centre
            assumed: a test
            peaks:
              - {unit: cim, format: int8, ops: 400 TOPS}
              - {unit: vector, format: fp16, ops: 10 TOPS}
            dies:
              - {process: TSMC N7, node: 7 nm, area: 300 mm2}
              - {process: TSMC 28HPC, node: 28 nm, area: 500 mm2}
            dram: 200 GB/s
            country: DE
            merchant: true
            """);
    Quantities q = Counting.usual(it);
    assertThat(tpp(it)).isEqualTo(3360);
    assertThat(CountingTest.number(q, "pd").low()).isCloseTo(11.2, within(1e-9));
    assertThat(q.value("node")).isEqualTo(CountingTest.number(q, "node"));
    assertThat(CountingTest.number(q, "node").low()).isEqualTo(7e-9);
    assertThat(q.value("country")).isEqualTo(new Value.Words("DE"));
  }

  @Test
  void aBoardOfDescribedChips() throws IOException {
    Item it =
        made(
            "item: board\nassumed: a test\npackages: 3\nchips: [{chip: houmo_h30_2023, count: 3}]\n");
    assertThat(tpp(it)).isEqualTo(3 * 2048);
    assertThat(it.dies().getFirst().count() % 3).isZero();
    assertThat(CountingTest.number(Counting.usual(it), "dram_bandwidth").low())
        .isEqualTo(3 * 128e9);
    Value.Number one = CountingTest.number(Counting.of(it).get(1).quantities(), "tpp");
    assertThat(one.low()).isEqualTo(2048);
  }

  @Test
  void boundsOfAnArea() throws IOException {
    Item it =
        made(
            """
            item: b
            assumed: a test
            peaks: [{format: int8, ops: 200 TOPS}]
            dies: [{node: 12 nm, areaAtLeast: 100 mm2, areaAtMost: 400 mm2}]
            """);
    Value.Number pd = CountingTest.number(Counting.usual(it), "pd");
    assertThat(pd.low()).isCloseTo(4, within(1e-9));
    assertThat(pd.high()).isCloseTo(16, within(1e-9));
  }

  @ParameterizedTest
  @CsvSource({
    "peaks: [], give one of them",
    "'peaks: [{format: int9, ops: 1 TOPS}]', 'write W4A8'",
    "'peaks: [{format: W4A8, ops: -1 TOPS}]', ops",
    "'peaks: [{format: W4A8, ops: 12}]', needs a unit",
    "'peaks: [{format: W4A8, ops: 1 TOPS}]\ndies: [{area: 90 mm2, areaAtMost: 100 mm2}]', leave its bounds out",
    "'peaks: [{format: W4A8, ops: 1 TOPS}]\ndies: [{areaAtLeast: 200 mm2, areaAtMost: 100 mm2}]', areaAtLeast",
    "'peaks: [{format: W4A8, ops: 1 TOPS}]\npackages: 0', packages",
    "'peaks: [{format: W4A8, ops: 1 TOPS}]\npakages: 2', packages",
    "'chips: [{chip: houmo_h31_2023}]', houmo_h30_2023",
    "'chips: [{chip: houmo_h30_2023}, {chip: houmo_h30_2023}]', give it a count",
  })
  void whatIsWrongInAFileIsSaidInOneLine(String wrong, String message) {
    assertThatThrownBy(() -> made("item: my\nassumed: a test\n" + wrong + "\n"))
        .isInstanceOf(Problem.class)
        .hasMessageContaining(message)
        .message()
        .doesNotContain("\n");
  }

  @Test
  void aFigureWithoutASourceIsRefused() {
    assertThatThrownBy(() -> made("item: my\npeaks: [{format: int8, ops: 1 TOPS}]\n"))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("source");
  }
}
