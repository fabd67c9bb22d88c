package bitline.money.own;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import bitline.Cases;
import bitline.base.Interval;
import bitline.base.Problem;
import bitline.base.Units;
import bitline.money.own.Ownership.Item;
import bitline.money.own.Ownership.Operations;
import bitline.money.own.Setting.Share;
import bitline.money.own.Setting.Tariff;
import bitline.money.own.Setting.Years;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OwnershipTest {
  private static final double YEAR = 31_557_600;
  private static final double KWH = 3.6e6;

  private static Interval exactly(double value) {
    return new Interval(value, value, value);
  }

  private static Share share(double value) {
    return new Share(value, value, value);
  }

  /// A setting without any doubt.
  private static Setting certain(double interest) {
    double tariff = 0.10 / KWH;
    double rent = Units.parse("200 USD/kW-month", "USD/J");
    return new Setting(
        "certain",
        "all is known",
        "2024",
        new Tariff(tariff, tariff, tariff),
        share(1.25),
        share(1.5),
        share(2),
        share(0.2),
        new Tariff(rent, rent, rent),
        new Years(5 * YEAR, 5 * YEAR, 5 * YEAR),
        share(0.5),
        share(0.9),
        share(0.8),
        share(0.2),
        share(interest),
        share(0.05),
        share(0.02));
  }

  private static Ownership.Unit unit(double dollars, double watts) {
    return new Ownership.Unit(
        "card", exactly(dollars), exactly(watts), true, exactly(1e14), exactly(1000));
  }

  @Test
  void aYearCostsWhatTheSumSays() {
    Ownership owned = Ownership.of(unit(1000, 100), certain(0.08));
    double annuity = 0.08 * Math.pow(1.08, 5) / (Math.pow(1.08, 5) - 1);
    double kilowattHours = 0.2 * 0.9 * (0.5 * 0.8 + 0.5 * 0.2) * 8766;
    Map<Item, Double> expected =
        Map.of(
            Item.UNIT, 1000 * annuity,
            Item.SERVER, 500 * annuity,
            Item.NETWORK, 375 * annuity,
            Item.ROOM, 0.2 * 200 * 12,
            Item.ELECTRICITY, kilowattHours * 0.10,
            Item.DELIVERY, kilowattHours * 0.025,
            Item.MAINTENANCE, 1875 * 0.05,
            Item.STAFF, 1875 * 0.02);
    assertThat(annuity).isEqualTo(0.2504565, within(1e-7));
    expected.forEach((item, dollars) ->
        assertThat(Objects.requireNonNull(owned.yearly().get(item)).middle())
            .as(item.words())
            .isCloseTo(dollars, Percentage.withPercentage(1e-9)));
    double sum = expected.values().stream().mapToDouble(d -> d).sum();
    assertThat(owned.total().middle()).isCloseTo(sum, Percentage.withPercentage(1e-9));
    assertThat(owned.total().high()).isEqualTo(owned.total().low());
    assertThat(owned.causes()).isEmpty();
    assertThat(owned.purchase().middle()).isEqualTo(1875, within(1e-9));
    assertThat(owned.life().middle())
        .isCloseTo(1875 + 5 * (sum - 1875 * annuity), Percentage.withPercentage(1e-9));
    double seconds = YEAR * 0.45;
    assertThat(Objects.requireNonNull(owned.pictures()).middle())
        .isCloseTo(sum / (seconds * 1000) * 1e6, Percentage.withPercentage(1e-9));
    Operations operations = Objects.requireNonNull(owned.operations());
    assertThat(operations.purchase().middle())
        .isCloseTo(5 * seconds * 1e14 / 1000, Percentage.withPercentage(1e-9));
    assertThat(operations.year().middle())
        .isCloseTo(seconds * 1e14 / sum, Percentage.withPercentage(1e-9));
    assertThat(operations.whole().middle())
        .isCloseTo(5 * seconds * 1e14 / owned.life().middle(), Percentage.withPercentage(1e-9));
  }

  @Test
  void withoutInterestAYearOfTheWholeIsTheWholeOfAYear() {
    Ownership owned = Ownership.of(unit(1000, 100), certain(0));
    assertThat(5 * owned.total().middle())
        .isCloseTo(owned.life().middle(), Percentage.withPercentage(1e-9));
    Operations operations = Objects.requireNonNull(owned.operations());
    assertThat(operations.year().middle())
        .isCloseTo(operations.whole().middle(), Percentage.withPercentage(1e-9));
  }

  /// Spreadsheets of 2023 have 47000 to 52000 dollars of purchases for each H100 of a cluster of
  /// nodes that cost 310000: the share of the network is not taken from them.
  @Test
  void aClusterOfH100CostsWhatSpreadsheetsSay() {
    Setting setting = OwnershipPrices.known().setting("datacentre");
    double alone = 310_000.0 / 8 / Objects.requireNonNull(setting.serverPrice()).middle();
    Ownership owned = Ownership.of(unit(alone, 700), setting);
    assertThat(owned.purchase().middle()).isBetween(47_000.0, 52_000.0);
    // and the node draws 10.2 kW
    assertThat(8 * 700 * Objects.requireNonNull(setting.serverPower()).middle())
        .isCloseTo(10_200, Percentage.withPercentage(2));
  }

  @Test
  void aDeviceHasNoServerAndNoRent() {
    for (String name : new String[] {"edge", "vehicle"}) {
      Ownership owned = Ownership.of(unit(100, 10), OwnershipPrices.known().setting(name));
      assertThat(owned.yearly())
          .containsOnlyKeys(Item.UNIT, Item.ELECTRICITY, Item.DELIVERY, Item.MAINTENANCE);
      assertThat(owned.total().low()).isLessThan(owned.total().middle());
      assertThat(owned.total().high()).isGreaterThan(owned.total().middle());
    }
  }

  @Test
  void itemsStandInTheirOrderAndSumToTheWhole() {
    Cases.forAll(
        200,
        random -> {
          Ownership.Unit unit =
              new Ownership.Unit(
                  "random",
                  Interval.within(1 + random.nextDouble() * 1e4, 1 + random.nextDouble()),
                  Interval.within(0.1 + random.nextDouble() * 700, 1 + random.nextDouble()),
                  random.nextBoolean(),
                  null,
                  null);
          for (Setting setting : OwnershipPrices.known().settings()) {
            Ownership owned = Ownership.of(unit, setting);
            assertThat(owned.yearly().keySet().stream().map(Enum::ordinal)).isSorted();
            double sum = owned.yearly().values().stream().mapToDouble(Interval::middle).sum();
            assertThat(owned.total().middle()).isCloseTo(sum, Percentage.withPercentage(1e-9));
            assertThat(owned.causes())
                .allSatisfy(cause -> {
                  assertThat(owned.total().low())
                      .isLessThanOrEqualTo(Math.min(cause.low(), cause.high()) * (1 + 1e-12));
                  assertThat(owned.total().high())
                      .isGreaterThanOrEqualTo(Math.max(cause.low(), cause.high()) * (1 - 1e-12));
                });
            assertThat(owned.pictures()).isNull();
            assertThat(owned.operations()).isNull();
          }
        });
  }

  /// More use costs more in all, less a picture; dearer electricity costs more.
  @Test
  void moreUseMakesAPictureCheaper() {
    Setting setting = OwnershipPrices.known().setting("edge");
    Ownership little = Ownership.of(unit(50, 5), setting.with(0.1, null, null));
    Ownership much = Ownership.of(unit(50, 5), setting.with(0.9, null, null));
    assertThat(much.total().middle()).isGreaterThan(little.total().middle());
    assertThat(Objects.requireNonNull(much.pictures()).middle())
        .isLessThan(Objects.requireNonNull(little.pictures()).middle() / 5);
    Ownership dear = Ownership.of(unit(50, 5), setting.with(0.9, null, 1 / KWH));
    assertThat(dear.total().middle()).isGreaterThan(much.total().middle());
    assertThat(dear.causes()).noneMatch(cause -> cause.name().contains("electricity"));
    Ownership shortLived = Ownership.of(unit(50, 5), setting.with(null, YEAR, null));
    assertThat(Objects.requireNonNull(shortLived.yearly().get(Item.UNIT)).middle())
        .isEqualTo(50 * 1.08, within(1e-9));
  }

  @Test
  void everyPriceHasASourceOrAReason() {
    OwnershipPrices prices = OwnershipPrices.known();
    assertThat(prices.evidence()).allSatisfy(e -> assertThat(e.text()).isNotBlank());
    for (Setting setting : prices.settings()) {
      assertThat(prices.evidence(setting.name()).stream().map(e -> e.path()))
          .contains("electricity.middle", "utilisation.high", "life.low");
    }
  }

  @Test
  void anUnknownSettingIsRefusedWithNearNames() {
    assertThatThrownBy(() -> OwnershipPrices.known().setting("datacenter"))
        .isInstanceOf(Problem.class)
        .hasMessage(
            "no setting 'datacenter'; did you mean 'datacentre'?; datacentre, edge, vehicle are known");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "date: 2024-01|date: January|date 'January' is none",
        "middle: 30 %|middle: 300 %|does not lie between low",
        "high: 95 %|high: 195 %|utilisation must lie above 0",
        "date: 2024-01||missing key 'date'",
        "low: 1.08|low: 0.9|delivery must lie above 1",
        "low: 0.5 %|low: 0 %|maintenance must lie above 0",
      })
  void aBadFileIsRefusedInOneLine(String from, String to, String message, @TempDir Path folder)
      throws IOException {
    String text;
    try (var in =
        Objects.requireNonNull(getClass().getResourceAsStream("/prices/ownership.yaml"))) {
      text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    int edge = text.indexOf("name: edge");
    int at = text.indexOf(from, edge);
    assertThat(at).isPositive();
    String changed =
        text.substring(0, at) + (to == null ? "" : to) + text.substring(at + from.length());
    Path file = Files.writeString(folder.resolve("ownership.yaml"), changed);
    assertThatThrownBy(() -> OwnershipPrices.read(file))
        .isInstanceOf(Problem.class)
        .hasMessageContaining(message)
        .hasMessageMatching(".*ownership.yaml:[0-9]+:[0-9]+: .*");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.001, 1})
  void aShareThatIsKnownIsNoCause(double share) {
    Setting setting = OwnershipPrices.known().setting("vehicle").with(share, null, null);
    assertThat(Ownership.of(unit(50, 5), setting).causes())
        .noneMatch(cause -> cause.name().equals("utilisation"));
  }
}
