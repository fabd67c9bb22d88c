package bitline.money.price;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import bitline.base.Interval;
import bitline.base.Problem;
import bitline.cell.Medium;
import bitline.chip.Memory;
import bitline.text.Binder;
import bitline.text.Evidence;
import bitline.text.Yaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PricesTest {
  private static final Prices PRICES = Prices.standard();

  private static Quote.Dollars quote(String by, String date, double usd) {
    return new Quote.Dollars(by, date, usd);
  }

  @Test
  void oneVoiceASourceTheGeometricMiddleTheRangeWidened() {
    List<Quote.Dollars> quotes =
        List.of(quote("a", "2018", 50), quote("a", "2020-04", 100), quote("b", "2019", 400));
    Interval both = PRICES.of(quotes, 1.25, 2024);
    assertThat(both.middle()).isCloseTo(200, within(1e-9));
    assertThat(both.low()).isEqualTo(80);
    assertThat(both.high()).isEqualTo(500);
    // In 2019 the first source still said 50; what is said later counts only where nothing was
    // before.
    assertThat(PRICES.of(quotes, 1, 2019).low()).isEqualTo(50);
    assertThat(PRICES.of(quotes, 1, 2010).middle()).isCloseTo(Math.sqrt(50 * 400), within(1e-9));
    // A single source is taken at its word, to the bit, and not believed beyond the factor.
    Interval alone = PRICES.by(Set.of("b")).of(quotes, 2, 2024);
    assertThat(alone).isEqualTo(new Interval(400, 200, 800));
    // Old voices are left out while a younger one remains.
    List<Quote.Dollars> old = List.of(quote("a", "2004", 10), quote("b", "2020", 400));
    assertThat(PRICES.of(old, 1, 2024)).isEqualTo(new Interval(400, 400, 400));
    assertThat(PRICES.of(old, 1, 2014).low()).isEqualTo(10);
    assertThat(PRICES.of(old.subList(0, 1), 1, 2024).middle()).isEqualTo(10);
    assertThat(PRICES.voices(old, 2024)).containsExactly(old.get(1));
  }

  @Test
  void everyNodeHasAllItsPrices() {
    double before = 0;
    for (ProcessQuotes quotes : PRICES.processes()) {
      Process process = PRICES.process(quotes.length(), 2024);
      assertThat(process.name()).isEqualTo(quotes.name());
      assertThat(process.wafer().middle()).isBetween(1000.0, 30000.0);
      assertThat(process.defects().middle()).isBetween(500.0, 3000.0);
      assertThat(process.design().middle()).isBetween(1e7, 1e9);
      // Finer processes hold more and their masks cost no less.
      assertThat(process.transistors().middle()).isGreaterThan(before * 0.9);
      before = process.transistors().middle();
      assertThat(quotes.evidence()).isNotEmpty().allMatch(e -> !e.text().isBlank());
      assertThat(quotes.evidence())
          .as(quotes.name())
          .anyMatch(e -> e.kind() == Evidence.Kind.PUBLISHED);
    }
  }

  @Test
  void betweenNodesOnStraightLinesOfLogarithms() {
    Process larger = PRICES.process(28e-9, 2024);
    Process smaller = PRICES.process(20e-9, 2024);
    Process middle = PRICES.process(Math.sqrt(28e-9 * 20e-9), 2024);
    assertThat(middle.name()).startsWith("23.66 nm (between 28 nm and 20 nm)");
    double root = Math.sqrt(larger.wafer().middle() * smaller.wafer().middle());
    assertThat(middle.wafer().middle()).isCloseTo(root, within(1e-9 * root));
    assertThat(PRICES.process(22e-9, 2024).wafer().middle())
        .isBetween(larger.wafer().middle(), smaller.wafer().middle());
    assertThatThrownBy(() -> PRICES.process(130e-9, 2024))
        .isInstanceOf(Problem.class)
        .hasMessage("node 130 nm: no price of such a process is known; 3 nm to 90 nm are possible");
  }

  @Test
  void everyMemoryAndMediumHasItsPrice() {
    for (Memory.Type type : Memory.Type.values()) {
      if (!type.onChip()) {
        assertThat(PRICES.memory(type, 2024).middle()).isBetween(1e-9, 20e-9);
        assertThat(PRICES.link(type).pin()).isPositive();
      }
    }
    for (Medium medium : Medium.values()) {
      if (medium != Medium.SRAM) {
        assertThat(PRICES.embedded(medium).masks()).isNotEmpty();
      }
    }
    // DRAM does not only fall.
    assertThat(PRICES.memory(Memory.Type.LPDDR5, 2025).middle())
        .isGreaterThan(1.3 * PRICES.memory(Memory.Type.LPDDR5, 2024).middle());
    assertThat(PRICES.memory(Memory.Type.GDDR6, 2022).middle())
        .isGreaterThan(3 * PRICES.memory(Memory.Type.GDDR6, 2024).middle());
  }

  @Test
  void whatFilesLackOrGetWrongIsRefusedInOneLine() throws IOException {
    String good = Files.readString(Path.of("prices/7nm.yaml"));
    refused(good, "date: 2020-04, ", "", "missing key 'date' in wafer\\[0\\]");
    refused(
        good,
        "date: 2020-04",
        "date: soon",
        "date 'soon' is none; write the year, \"2020\", or the month, 2020-04");
    refused(good, "date: 2020-04", "date: 2020-14", "date '2020-14' is none; .*");
    refused(good, "date: 2020-04", "date: 2020", "date must be text; write \"2020\" in quotes");
    refused(good, "9346 USD", "-9346 USD", "usd -9346 USD is out of range; .*");
    refused(good, "9346 USD", "9346", "usd: '9346' needs a unit, such as 9346 USD");
    refused(
        good,
        ", source: \"Gartner, as quoted by Semiconductor Engineering\"",
        "",
        "nothing says where usd 271 MUSD comes from; .*");
    refused(good, "maskCount:\n", "maskCount: []\nmasks_: \n", "unknown key 'masks_' .*");
    refused(
        good, "design:\n(  - .*\n?)+", "design: []\n", "design is empty; give at least one quote");
  }

  private static void refused(String good, String what, String by, String message) {
    String bad = Pattern.compile(what).matcher(good).replaceFirst(by);
    assertThat(bad).isNotEqualTo(good);
    assertThatThrownBy(
            () -> Binder.written().bind(ProcessQuotes.class, Yaml.parse(bad, "my.yaml"), "my.yaml"))
        .isInstanceOf(Problem.class)
        .hasMessageMatching("my\\.yaml:\\d+:\\d+: " + message);
  }

  @Test
  void onesOwnProcessTakesThePlaceOfOurs(@TempDir Path folder) throws IOException {
    String text =
        Files.readString(Path.of("prices/7nm.yaml"))
            .replace("9346 USD", "4000 USD")
            .replace("10000 USD", "4000 USD");
    Path file = folder.resolve("my7.yaml");
    Files.writeString(file, text);
    Prices own = PRICES.with(file);
    assertThat(own.processes()).hasSameSizeAs(PRICES.processes());
    assertThat(own.process(7e-9, 2024).wafer().middle()).isCloseTo(4000, within(1e-9));
    Files.writeString(file, text.replace("7 nm", "2 nm"));
    assertThat(PRICES.with(file).process(2e-9, 2024).name()).isEqualTo("2 nm");
  }
}
