package bitline.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bitline.Cases;
import java.util.List;
import java.util.regex.Pattern;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnitsTest {
  @ParameterizedTest
  @CsvSource({
    "12 nm, m, 12e-9",
    "12nm, m, 12e-9",
    "1.2 fF, F, 1.2e-15",
    "35 W, W, 35",
    "256 TOPS, op/s, 256e12",
    "15 TOPS/W, op/J, 15e12",
    "6.65 TOPS/mm2, op/s/m2, 6.65e18",
    "3.64 mm2, m2, 3.64e-6",
    "4.93 um2, m2, 4.93e-12",
    "1941 µm², m2, 1941e-12",
    "0.5 cm2, m2, 0.5e-4",
    "52 MiB, B, 54525952",
    "8 GB, B, 8e9",
    "128 GB/s, B/s, 128e9",
    "40 uS, S, 40e-6",
    "40 µS, S, 40e-6",
    "5 %, 1, 0.05",
    "0.05, 1, 0.05",
    "10 y, s, 315576000",
    "2 d, s, 172800",
    "-1.5e3 mV, V, -1.5",
    "0.2 fF/um, F/m, 0.2e-9",
    "0.2 fF/µm, F/m, 0.2e-9",
    "120 fJ/mm, J/m, 120e-12",
    "40 mW/mm2, W/m2, 40e3",
    "9346 USD, USD, 9346",
    "18.1 MUSD, USD, 18.1e6",
    "111 TUSD, USD, 111e12",
    "0.005 USD/mm2, USD/m2, 5000",
    "7 USD/GB, USD/B, 7e-9",
    "0.09 USD/kWh, USD/J, 25e-9",
    "2.52 USD/h, USD/s, 0.0007",
    "0.09 /cm2, 1/m2, 900",
    "96.3 M/mm2, 1/m2, 96.3e12",
    "9346 EUR, USD, NaN",
    "1e5 kOhm, ohm, NaN",
    "12 kohm, ohm, 12000",
  })
  void readsExactly(String text, String unit, double si) {
    if (Double.isNaN(si)) {
      assertThatThrownBy(() -> Units.parse(text, unit)).isInstanceOf(Problem.class);
    } else {
      assertThat(Units.parse(text, unit)).isEqualTo(si);
      assertThat(text).matches(Pattern.compile(Units.pattern(unit, true)));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "12|m|'12' needs a unit, such as 12 nm",
        "12 kg|m|'12 kg' is not in m; write it as 12 nm",
        "12 nF|m|'12 nF' is not in m; write it as 12 nm",
        "twelve|m|'twelve' is not a number with a unit such as 12 nm",
        "1e9999 m|m|'1e9999 m' is not a number with a unit such as 12 nm",
        "1 2 nm|m|'1 2 nm' is not a number with a unit such as 12 nm",
      })
  void refusesWithTheFix(String text, String unit, String message) {
    assertThatThrownBy(() -> Units.parse(text, unit))
        .isInstanceOf(Problem.class)
        .hasMessage(message);
    assertThat(text).doesNotMatch(Pattern.compile(Units.pattern(unit, true)));
  }

  @Test
  void printsWithTheShortestPrefix() {
    assertThat(Units.format(12e-9, "m")).isEqualTo("12 nm");
    assertThat(Units.format(256e12, "op/s")).isEqualTo("256 TOPS");
    assertThat(Units.format(0.874e12, "op/s")).isEqualTo("874 GOPS");
    assertThat(Units.format(6.65e18, "op/s/m2")).isEqualTo("6.65 TOPS/mm2");
    assertThat(Units.format(3.64e-6, "m2")).isEqualTo("3.64 mm2");
    assertThat(Units.format(52 << 20, "B")).isEqualTo("52 MiB");
    assertThat(Units.format(128e9, "B/s")).isEqualTo("128 GB/s");
    assertThat(Units.format(999.96e6, "Hz")).isEqualTo("1 GHz");
    assertThat(Units.format(0, "J")).isEqualTo("0 J");
    assertThat(Units.format(0.2e-9, "F/m")).isEqualTo("200 aF/um");
    assertThat(Units.format(120e-12, "J/m")).isEqualTo("120 fJ/mm");
    assertThat(Units.format(40e3, "W/m2")).isEqualTo("40 mW/mm2");
    assertThat(Units.format(-1.5e-3, "V")).isEqualTo("-1.5 mV");
    assertThat(Units.format(0.07, "1")).isEqualTo("0.07");
    assertThat(Units.format(315_576_000, "s")).isEqualTo("10 y");
    assertThat(Units.format(1e-30, "J")).isEqualTo("0.000000000001 aJ");
  }

  @Test
  void whatIsPrintedReadsBack() {
    List<String> units =
        List.of(
            "m", "m2", "s", "F", "S", "J", "Hz", "B", "B/s", "op/s", "op/J", "op/s/m2", "ohm",
            "USD", "USD/m2", "USD/B", "USD/J", "USD/s", "1/m2", "1");
    Cases.forAll(
        300,
        random -> {
          String unit = units.get(random.nextInt(units.size()));
          double value = StrictMath.pow(10, random.nextDouble(-17, 17));
          String text = Units.format(value, unit, 17);
          assertThat(Units.parse(text, unit))
              .as(text)
              .isCloseTo(value, Percentage.withPercentage(1e-13));
          assertThat(text).matches(Pattern.compile(Units.pattern(unit, false)));
        });
  }
}
