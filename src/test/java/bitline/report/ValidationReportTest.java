package bitline.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import bitline.chip.Part;
import bitline.silicon.Assumption;
import bitline.silicon.validate.CurveError;
import bitline.silicon.validate.Fitting;
import bitline.silicon.validate.Form;
import bitline.silicon.validate.Interval;
import bitline.silicon.validate.Published;
import bitline.silicon.validate.Quantity;
import bitline.silicon.validate.Row;
import bitline.silicon.validate.Score;
import bitline.silicon.validate.Validation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What a validation looks like: table, file, sums, page.
class ValidationReportTest {
  private static Published figure(
      String chip, boolean digital, double supply, Form form, @Nullable String why, double value) {
    Quantity quantity =
        form == Form.AREA
            ? Quantity.AREA
            : form == Form.OPS ? Quantity.THROUGHPUT : Quantity.ENERGY;
    return new Published(
        chip,
        chip,
        digital,
        supply + " V",
        "",
        supply,
        quantity,
        form,
        List.of(Part.CELLS, Part.ADDERS),
        null,
        value,
        why);
  }

  private static Row row(Published p, double blind, double leftOut, double fitted) {
    Interval interval = p.quantity().evidence() ? new Interval(blind / 1.4, blind * 1.4) : null;
    return new Row(p, blind, interval, leftOut, interval, fitted);
  }

  /// Two chips: one with twice the joules that its TOPS/W say, one right.
  private static Validation sample() {
    List<Row> rows = new ArrayList<>();
    for (int k = 1; k <= 3; k++) {
      double volts = 0.6 + k / 10.0;
      double measured = 10e12 / (volts * volts);
      rows.add(
          row(
              figure("first", false, volts, Form.OPS_PER_JOULE, null, measured),
              measured / 2,
              measured / 1.2,
              measured));
    }
    rows.add(
        row(figure("first", false, 0.7, Form.AREA, "assumed: \"a\", b", 2e-6), 2e-6, 2e-6, 2e-6));
    rows.add(row(figure("second", true, 0.9, Form.OPS_PER_JOULE, null, 5e12), 5e12, 5e12, 5e12));
    rows.add(row(figure("second", true, 0.9, Form.OPS, null, 1e12), 1.1e12, 1.1e12, 1.1e12));
    return new Validation(
        rows,
        List.of(
            new Validation.Missing(
                figure("third", true, 0.2, Form.OPS_PER_JOULE, null, 1e12),
                "not modelled: <0.2 V>")),
        Map.of(Assumption.SAR_ENERGY, 1.5),
        Map.of());
  }

  @Test
  void ratiosAreOfJoulesWhateverTheForm() {
    Row row = sample().rows().getFirst();
    assertThat(row.ratio(Fitting.BLIND)).isEqualTo(2);
    assertThat(row.error(Fitting.BLIND)).isEqualTo(StrictMath.log(2));
    String table = ValidationText.figures(sample().rows(), true).render(118);
    assertThat(table.lines().toList().get(2))
        .matches("  0.7 V +energy +20.41 TOPS/W +2.00 +1.43–2.80 +no +1.20 +1.00");
  }

  @Test
  void chipsWeighAlike() {
    Score score =
        Score.of(sample().rows()).stream()
            .filter(s -> s.kind() == Score.Kind.ALL && s.fitting() == Fitting.BLIND)
            .filter(s -> s.quantity() == Quantity.ENERGY)
            .findFirst()
            .orElseThrow();
    assertThat(score.chips()).isEqualTo(2);
    assertThat(score.figures()).isEqualTo(4);
    assertThat(StrictMath.exp(score.median())).isCloseTo(Math.sqrt(2), within(1e-12));
    assertThat(StrictMath.exp(score.medianOfFigures())).isEqualTo(2);
    assertThat(score.inside()).isEqualTo(0.5);
    assertThat(score.figuresInside()).isEqualTo(0.25);
  }

  @Test
  void operatingPointsAreACurve() {
    assertThat(CurveError.of(sample().rows()))
        .singleElement()
        .satisfies(c -> {
          assertThat(c.curve()).isEqualTo("operating points");
          assertThat(c.blind()).isEqualTo(1);
          assertThat(c.constant()).isCloseTo(0.5, within(1e-12));
          assertThat(c.afterOne()).isLessThan(1e-12);
        });
  }

  @Test
  void targetsSayWhetherTheyAreMet() {
    List<Figure> targets = ValidationTargets.of(sample());
    assertThat(targets)
        .filteredOn(t -> t.what().equals("energy, blind: median factor"))
        .singleElement()
        .satisfies(t -> {
          assertThat(t.figure()).isEqualTo("1.414");
          assertThat(t.met()).isTrue();
        });
    assertThat(targets)
        .filteredOn(t -> t.what().startsWith("throughput"))
        .singleElement()
        .satisfies(t -> {
          assertThat(t.figure()).isEqualTo("0 of 1");
          assertThat(t.met()).isFalse();
          assertThat(t.remark()).isEqualTo("second 0.9 V");
        });
    assertThat(targets).filteredOn(t -> t.met() == null).isNotEmpty();
  }

  @Test
  void theFileShowsEveryChange() {
    String csv = ValidationCsv.of(sample());
    assertThat(csv.lines()).hasSize(8);
    assertThat(csv)
        .contains(
            "first,0.7 V,,energy,ops_per_joule,op/J,cells+adders,,2.041E+13,1.02E+13,7.289E+12,")
        .contains("\"no: assumed: \"\"a\"\", b\"")
        .contains("third,0.2 V,,energy,ops_per_joule,op/J,cells+adders,,1E+12,,,,,,,,no: not");
    assertThat(ValidationCsv.differences(csv, csv)).isEmpty();
    assertThat(
            ValidationCsv.differences(csv, csv.replace("2.041E+13,1.02E+13", "2.041E+13,9.9E+12")))
        .singleElement()
        .asString()
        .startsWith("was: first,0.7 V")
        .contains("\nis:  first,0.7 V");
    String fewer = csv.replaceAll("(?m)^second.*\n", "");
    assertThat(ValidationCsv.differences(csv, fewer))
        .hasSize(2)
        .allMatch(d -> d.startsWith("gone"));
    assertThat(ValidationCsv.differences(fewer, csv)).hasSize(2).allMatch(d -> d.startsWith("new"));
  }

  @Test
  void sumsGoBetweenTheirMarks() {
    String page =
        "# Title\n<!-- from here written by ./bitline validate --write -->\nstale line\n<!-- to here -->\nend\n";
    String written = ValidationText.within(page, sample());
    assertThat(written).startsWith("# Title\n").endsWith("<!-- to here -->\nend\n");
    assertThat(written).contains("    energy    all").doesNotContain("stale line");
    assertThat(ValidationText.within(written, sample())).isEqualTo(written);
    assertThatThrownBy(() -> ValidationText.within("# Title", sample()))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void thePageIsWhole() {
    String page = ValidationPage.page(sample());
    PageChecks.needsNothingElse(page);
    PageChecks.tagsAreBalanced(page);
    assertThat(page)
        .contains("Energy: model against silicon")
        .contains("not modelled: &lt;0.2 V&gt;")
        .contains("CiMLoop")
        .doesNotContain("NaN", "Infinity");
  }
}
