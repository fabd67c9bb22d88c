package bitline.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bitline.base.Problem;
import bitline.policy.Quantities.Quantity;
import bitline.policy.Rule.Period;
import bitline.policy.Rule.Status;
import bitline.policy.Rule.Subject;
import bitline.text.condition.Condition;
import bitline.text.condition.Dimension;
import bitline.text.condition.Truth;
import bitline.text.condition.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The rules as data, and every boundary of the texts.
class RulesTest {
  private static final LocalDate TEXT = LocalDate.of(2026, 7, 23);

  /// A digital chip for data centres, with these values.
  private static Quantities chip(Object... namesAndTexts) {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("computing", "digital");
    texts.put("market", "data_centre");
    texts.put("article", "processor");
    for (int i = 0; i < namesAndTexts.length; i += 2) {
      texts.put((String) namesAndTexts[i], String.valueOf(namesAndTexts[i + 1]));
    }
    texts.values().removeIf(text -> text.equals("unknown"));
    return Quantities.written("test", Subject.CHIP, texts, "of a test");
  }

  private static Truth applies(String rule, Quantities of, LocalDate on) {
    return Rules.standard().assess(of, on).find(rule).orElseThrow().applies();
  }

  private static List<String> controls(Quantities of) {
    return Rules.standard().assess(of, TEXT).findings(Rule.Effect.CONTROL, Truth.YES).stream()
        .map(finding -> finding.rule().label())
        .toList();
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {
        // total processing performance at little density
        "1599.99, 100, none",
        "1600, 100, 3A090.a.2",
        "2399.99, 3.1999, none",
        "2400, 3.1999, 3A090.b.1",
        "4799.99, 3.1999, 3A090.b.1",
        "4800, 3.1999, 3A090.a.1",
        "4800, 0.001, 3A090.a.1",
        // performance density
        "2400, 1.5999, none",
        "2400, 1.6, 3A090.b.1",
        "1600, 3.1999, none",
        "1600, 3.2, 3A090.b.2",
        "1600, 5.9199, 3A090.b.2",
        "1600, 5.92, 3A090.a.2",
        "1599.99, 5.92, none",
        "2399.99, 3.2, 3A090.b.2",
        // chips on the market
        "2368, 2.91, none",
        "1912, 3.14, none",
        "1936, 6.57, 3A090.a.2",
        "1544, 5.24, none",
        "2640, 3.196, 3A090.b.1",
        "15832, 19.45, 3A090.a.1 3A090.a.2",
      })
  void thresholdsOf3A090(String tpp, String pd, String expected) {
    assertThat(String.join(" ", controls(chip("tpp", tpp, "pd", pd))))
        .isEqualTo(expected == null ? "" : expected);
  }

  @ParameterizedTest
  @CsvSource({
    "4799.99, vehicle, NO",
    "4800, vehicle, YES",
    "4799.99, data_centre, YES",
    "4799.99, unknown, UNKNOWN",
    "4800, unknown, YES",
  })
  void note2TakesOutWhatIsNotForDataCentresBelow4800(String tpp, String market, Truth expected) {
    Quantities of = chip("tpp", tpp, "pd", "7", "market", market);
    assertThat(applies("ccl-3a090-a2", of, TEXT)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "20999.99, 6499.99, YES, NO",
    "21000, 6499.99, NO, YES",
    "20999.99, 6500, NO, YES",
    "1599, 100, NO, NO",
    "20999.99, unknown, UNKNOWN, UNKNOWN",
    "21000, unknown, NO, YES",
  })
  void chinaSince2026(String tpp, String bandwidth, Truth caseByCase, Truth denial) {
    Quantities of =
        chip(
            "tpp",
            tpp,
            "pd",
            "10",
            "dram_bandwidth",
            bandwidth.equals("unknown") ? bandwidth : bandwidth + " GB/s");
    assertThat(applies("us-2026-case-by-case", of, TEXT)).isEqualTo(caseByCase);
    assertThat(applies("us-2026-denial", of, TEXT)).isEqualTo(denial);
    Assessment before = Rules.standard().assess(of, LocalDate.of(2026, 1, 14));
    assertThat(before.find("us-2026-denial")).isEmpty();
    assertThat(before.find("us-2023-denial")).isPresent();
  }

  @ParameterizedTest
  @CsvSource({"2.00, memory, NO", "2.01, memory, YES", "2.01, processor, NO"})
  void stackedMemory(String density, String article, Truth expected) {
    Quantities of = chip("article", article, "hbm_density", density + " GB/s/mm2");
    assertThat(applies("ccl-3a090-c", of, TEXT)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "15832, 4800, YES, NO",
    "15832, 3350, NO, NO",
    "20919.2, 6000, NO, YES",
    "13999.99, 4800, NO, NO",
    "17500.01, 4800, NO, NO",
  })
  void tariffBands(String tpp, String bandwidth, Truth first, Truth second) {
    Quantities of = chip("tpp", tpp, "dram_bandwidth", bandwidth + " GB/s");
    assertThat(applies("us-232-band-1", of, TEXT)).isEqualTo(first);
    assertThat(applies("us-232-band-2", of, TEXT)).isEqualTo(second);
  }

  @ParameterizedTest
  @CsvSource({
    "4992, 600 GB/s, digital, YES", // A100
    "4992, 400 GB/s, digital, NO", // A800
    "4799.99, 600 GB/s, digital, NO",
    "4800, 599.99 GB/s, digital, NO",
    "100, 600 GB/s, analog, YES", // 700 tera-operations at 8 bits
  })
  void theRuleOf2022AskedForLinks(String tpp, String link, String computing, Truth expected) {
    Quantities of =
        chip("tpp", tpp, "link_bandwidth", link, "computing", computing, "ops", "700 TOPS");
    assertThat(applies("us-3a090-2022", of, LocalDate.of(2023, 6, 1))).isEqualTo(expected);
    assertThat(Rules.standard().assess(of, LocalDate.of(2023, 11, 17)).find("us-3a090-2022"))
        .isEmpty();
  }

  @Test
  void analogArraysAreReadBothWays() {
    Finding finding =
        Rules.standard()
            .assess(chip("tpp", "9000", "computing", "analog"), TEXT)
            .find("ccl-3a090-a1")
            .orElseThrow();
    assertThat(finding.holds()).isEqualTo(Truth.UNKNOWN);
    assertThat(finding.doubtful()).isTrue();
    assertThat(finding.readings().stream().map(Finding.Read::holds))
        .containsExactly(Truth.NO, Truth.YES);
    assertThat(finding.words())
        .isEqualTo(
            "3A090.a.1 cannot be decided: the text can be read in several ways; only units that"
                + " multiply digitally count: no; arrays that multiply in analog count too: yes");
    assertThat(applies("ccl-3a090-a1", chip("tpp", "200", "computing", "analog"), TEXT))
        .isEqualTo(Truth.NO);
  }

  @Test
  void aPlanarChipHasNoDensityAndOnlyItsPerformanceCounts() {
    Map<String, Quantity> of = new LinkedHashMap<>(chip("tpp", "4799.99").quantities());
    of.put("pd", new Quantity(Value.Number.of(0), "planar: no applicable die area"));
    assertThat(controls(new Quantities("planar", Subject.CHIP, of))).isEmpty();
    of.put("tpp", new Quantity(Value.Number.of(4800), "more"));
    assertThat(controls(new Quantities("planar", Subject.CHIP, of))).containsExactly("3A090.a.1");
  }

  @Test
  void whatIsNotKnownIsSaid() {
    Finding finding =
        Rules.standard().assess(chip("tpp", "2000"), TEXT).find("ccl-3a090-a2").orElseThrow();
    assertThat(finding.applies()).isEqualTo(Truth.UNKNOWN);
    assertThat(finding.missing()).containsExactly("pd");
    assertThat(finding.words()).isEqualTo("3A090.a.2 cannot be decided: pd is not known");
    Quantities range =
        new Quantities(
            "range",
            Subject.CHIP,
            Map.of(
                "tpp",
                new Quantity(new Value.Number(4700, 4900, Dimension.NONE), "between claims")));
    Finding open = Rules.standard().assess(range, TEXT).find("ccl-3a090-a1").orElseThrow();
    assertThat(open.readings().getLast().trace().getFirst().words())
        .isEqualTo(
            "tpp >= 4800: 4700 to 4900 is 0.9792 to 1.021 times that, between 100 below and 100"
                + " above: cannot be decided");
  }

  @Test
  void marginsAreSaidExactly() {
    Finding finding =
        Rules.standard()
            .assess(chip("tpp", "4799.99", "pd", "7.735"), TEXT)
            .find("ccl-3a090-a1")
            .orElseThrow();
    assertThat(finding.trace().stream().map(step -> step.words()))
        .contains("tpp >= 4800: 4799.99 is 0.999998 times that, 0.01 below: no");
  }

  @ParameterizedTest
  @CsvSource({
    "29.9e9, yes, 2026-07-23, NO",
    "30e9, yes, 2026-07-23, YES",
    "30e9, no, 2026-07-23, YES",
    "34.9e9, no, 2027-01-01, NO",
    "35e9, no, 2027-12-31, YES",
    "34.9e9, yes, 2027-06-01, YES",
    "34.9e9, no, 2028-06-01, UNKNOWN", // the text does not name 2028
    "39.9e9, no, 2029-01-01, NO",
    "40e9, no, 2031-01-01, YES",
  })
  void foundriesPresume(String transistors, String hbm, String on, Truth expected) {
    Quantities of =
        chip("node", "5 nm", "transistors", transistors, "hbm", hbm, "authorised_designer", "no");
    assertThat(applies("us-foundry-presumption", of, LocalDate.parse(on))).isEqualTo(expected);
  }

  @Test
  void foundriesDoNotPresumeOfOldPlanarLogic() {
    Quantities of = chip("node", "22 nm", "planar", "yes", "transistors", "60e9", "hbm", "yes");
    assertThat(applies("us-foundry-presumption", of, TEXT)).isEqualTo(Truth.NO);
    assertThat(applies("us-foundry-red-flag", of, TEXT)).isEqualTo(Truth.YES);
  }

  @Test
  void statusesOverTime() {
    Rules rules = Rules.standard();
    Rule affiliates = rules.find("us-affiliates");
    assertThat(affiliates.status(LocalDate.of(2025, 11, 9))).isEqualTo(Status.IN_FORCE);
    assertThat(affiliates.status(LocalDate.of(2025, 11, 10))).isEqualTo(Status.SUSPENDED);
    assertThat(affiliates.status(LocalDate.of(2026, 11, 9))).isEqualTo(Status.SUSPENDED);
    assertThat(affiliates.status(LocalDate.of(2026, 11, 10))).isEqualTo(Status.UNKNOWN);
    Rule diffusion = rules.find("us-diffusion-worldwide");
    assertThat(diffusion.status(LocalDate.of(2025, 5, 12))).isEqualTo(Status.IN_FORCE);
    assertThat(diffusion.status(LocalDate.of(2025, 5, 13))).isEqualTo(Status.UNENFORCED);
    Rule order = rules.find("us-eo-14110");
    assertThat(order.status(LocalDate.of(2025, 1, 20))).isEqualTo(Status.ABSENT);
    assertThat(rules.changes(LocalDate.of(2026, 11, 9), LocalDate.of(2026, 11, 12)))
        .extracting(c -> c.on() + " " + c.rule().id() + " " + c.before() + " " + c.after())
        .containsExactly(
            "2026-11-10 us-affiliates SUSPENDED UNKNOWN",
            "2026-11-11 cn-mofcom-61-2025 SUSPENDED UNKNOWN",
            "2026-11-11 cn-mofcom-55-62-2025 SUSPENDED UNKNOWN");
  }

  @Test
  void whatIsNotEnforcedDoesNotApplyButIsShown() {
    Finding finding =
        Rules.standard()
            .assess(chip("tpp", "9000"), TEXT)
            .find("us-diffusion-worldwide")
            .orElseThrow();
    assertThat(finding.holds()).isEqualTo(Truth.YES);
    assertThat(finding.applies()).isEqualTo(Truth.NO);
    assertThat(finding.words())
        .isEqualTo("worldwide licence stands in the text but is not enforced; it would apply");
  }

  @Test
  void theDayOfTheTextIsSaid() {
    Quantities of = chip("tpp", "9000");
    assertThat(Rules.standard().assess(of, TEXT).cautions())
        .containsExactly("This is not legal advice.");
    assertThat(Rules.standard().assess(of, LocalDate.of(2026, 11, 21)).cautions())
        .containsExactly(
            "This is not legal advice.",
            "The texts were last seen on 2026-07-23; what changed between then and 2026-11-21 is"
                + " not known here.");
    assertThat(Rules.standard().assess(of, LocalDate.of(2019, 1, 1)).findings()).isEmpty();
    assertThat(Rules.standard().assess(of, LocalDate.of(2019, 1, 1)).cautions().getLast())
        .isEqualTo("None of the rules described here existed on 2019-01-01.");
  }

  @Test
  void everyRuleSaysWhereItStandsAndItsConditionsCanBeAsked() {
    Set<String> ids = new HashSet<>();
    for (Rule rule : Rules.standard().all()) {
      assertThat(ids.add(rule.id())).as(rule.id()).isTrue();
      assertThat(rule.citation()).as(rule.id()).isNotBlank();
      assertThat(rule.consequence()).as(rule.id()).isNotBlank();
      assertThat(rule.evidence()).as(rule.id()).isNotEmpty().allMatch(e -> e.grade() != null);
      assertThat(Rules.standard().conditions(rule)).hasSameSizeAs(rule.readings());
      for (Condition condition : Rules.standard().conditions(rule)) {
        assertThat(condition.names()).as(rule.id()).isNotEmpty();
      }
      for (Period period : rule.periods()) {
        assertThat(period.why()).as(rule.id()).isNotBlank();
        assertThat(period.grade()).as(rule.id()).isNotNull();
      }
    }
  }

  /// Whatever is asked on whatever day, there is an answer; of nothing known nothing is decided
  /// that a value could turn round.
  @Test
  void ofNothingKnownNothingApplies() {
    for (Subject subject : Subject.values()) {
      Quantities nothing = new Quantities("nothing", subject, Map.of());
      for (LocalDate on = LocalDate.of(2020, 1, 15); on.getYear() < 2031; on = on.plusMonths(1)) {
        for (Finding finding : Rules.standard().assess(nothing, on).findings()) {
          assertThat(finding.applies()).as(finding.words()).isNotEqualTo(Truth.YES);
          assertThat(finding.words()).isNotBlank();
        }
      }
    }
  }

  @Test
  void periodsNeverOverlap() {
    List<Period> periods = new ArrayList<>();
    for (String[] each : new String[][] {{"2022-01-01", "2022-06-30"}, {"2022-06-30", ""}}) {
      periods.add(
          new Period(
              LocalDate.parse(each[0]),
              each[1].isEmpty() ? null : LocalDate.parse(each[1]),
              Status.IN_FORCE,
              "a test",
              null));
    }
    assertThatThrownBy(() -> rule("x", "tpp > 1", periods))
        .hasMessageContaining("two periods of x cover 2022-06-30");
    assertThatThrownBy(() -> rule("x", "tpp > 1", List.of(periods.get(1), periods.get(0))))
        .hasMessageContaining("not in order");
    assertThatThrownBy(() -> rule("X y", "tpp > 1", List.of(periods.get(0))))
        .hasMessageContaining("is no word");
  }

  private static Rule rule(String id, String when, List<Period> periods) {
    return new Rule(
        id,
        id,
        id,
        "tests",
        Subject.CHIP,
        Rule.Effect.CONTROL,
        "text",
        "here",
        List.of(new Rule.Reading("", when)),
        List.of(),
        "nothing",
        TEXT,
        periods,
        List.of());
  }

  @Test
  void wrongRulesAreRefused() {
    List<Period> always =
        List.of(new Period(LocalDate.of(2020, 1, 1), null, Status.IN_FORCE, "a test", null));
    assertThatThrownBy(() -> Rules.of(List.of(rule("a", "b", always), rule("b", "a", always))))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("asks for itself");
    assertThatThrownBy(
            () -> Rules.of(List.of(rule("a", "tpp > 1", always), rule("a", "tpp > 1", always))))
        .hasMessageContaining("stands twice");
    assertThatThrownBy(() -> Rules.of(List.of(rule("a", "tp > 1", always))))
        .hasMessageContaining("rule a, when 'tp > 1', character 1: unknown field 'tp'");
    assertThatThrownBy(() -> Rules.standard().find("ccl-3a090-a3"))
        .hasMessageContaining("did you mean 'ccl-3a090-");
  }

  @Test
  void ownRulesStandBesideOurs(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("own.yaml");
    String own =
        """
        regime: mine
        seen: 2026-07-23
        source: myself
        grade: vendor
        rules:
          - id: mine-1
            label: mine
            title: fast and of 3A090
            subject: chip
            effect: duty
            text: fast
            citation: here
            when: ccl-3a090-a1 and tpp >= 9000
            consequence: think
            periods:
              - from: 2026-01-01
                status: in_force
        """;
    Files.writeString(file, own);
    Rules rules = Rules.standard().with(file);
    assertThat(rules.assess(chip("tpp", "9000"), TEXT).find("mine-1").orElseThrow().applies())
        .isEqualTo(Truth.YES);
    Files.writeString(file, own.replace("2026-01-01", "soon"));
    assertThatThrownBy(() -> Rules.standard().with(file))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("from 'soon' is no day such as 2026-07-23");
    Files.writeString(file, own.replace("status: in_force", "status: absent"));
    assertThatThrownBy(() -> Rules.standard().with(file)).hasMessageContaining("leave it out");
  }

  @ParameterizedTest
  @CsvSource({
    "1e23, NO, NO, NO",
    "1.01e23, YES, NO, NO",
    "1e25, YES, NO, NO",
    "1.01e25, YES, YES, NO",
    "1e26, YES, YES, NO",
    "1.01e26, YES, YES, YES",
  })
  void thresholdsOfTraining(String ops, Truth general, Truth systemic, Truth california) {
    Quantities of =
        Quantities.written(
            "model", Subject.MODEL, Map.of("training_ops", ops, "general_purpose", "yes"), "test");
    assertThat(applies("eu-general-purpose", of, TEXT)).isEqualTo(general);
    assertThat(applies("eu-article-51", of, TEXT)).isEqualTo(systemic);
    assertThat(applies("ca-sb53-frontier", of, TEXT)).isEqualTo(california);
  }

  @ParameterizedTest
  @CsvSource({
    // trained, derived, added, holds: above both 2.5e25 and a quarter, "whichever is higher"
    "1e26, no, 1e24, YES",
    "9.9e25, no, 1e24, NO",
    "2e26, yes, 2.6e25, NO",
    "1e26, yes, 2.6e25, YES",
    "1e26, yes, 2.5e25, NO",
    "2e26, yes, 6e25, YES",
  })
  void weightsThatDeriveFromPublishedOnes(
      String trained, String derived, String added, Truth holds) {
    Quantities of =
        Quantities.written(
            "model",
            Subject.MODEL,
            Map.of(
                "training_ops", trained,
                "published_weights", "no",
                "derived", derived,
                "added_ops", added),
            "test");
    Finding finding = Rules.standard().assess(of, TEXT).find("ccl-4e091").orElseThrow();
    assertThat(finding.holds()).isEqualTo(holds);
    assertThat(finding.applies()).isEqualTo(Truth.NO);
  }

  @ParameterizedTest
  @CsvSource({
    "13.5 nm, 13 nm, 1.1 nm, ccl-3b001-f1a",
    "193 nm, 38 nm, 1.5 nm, ccl-3b001-f1b",
    "193 nm, 38 nm, 1.51 nm, ccl-3b993-f1",
    "193 nm, 38 nm, 2.4 nm, ccl-3b993-f1",
    "193 nm, 38 nm, 2.41 nm, none",
    "193 nm, 46 nm, 1.5 nm, none",
    "248 nm, 110 nm, 4 nm, none",
  })
  void scanners(String wavelength, String resolution, String overlay, String expected) {
    Quantities of =
        Quantities.written(
            "scanner",
            Subject.EQUIPMENT,
            Map.of(
                "tool", "scanner",
                "wavelength", wavelength,
                "resolution", resolution,
                "overlay", overlay),
            "test");
    List<String> found =
        Rules.standard().assess(of, TEXT).findings(Rule.Effect.CONTROL, Truth.YES).stream()
            .map(f -> f.rule().id())
            .filter(id -> id.startsWith("ccl"))
            .toList();
    assertThat(found).isEqualTo(expected.equals("none") ? List.of() : List.of(expected));
  }
}
