package bitline.text.condition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import bitline.Cases;
import bitline.base.Problem;
import bitline.text.condition.Vocabulary.Term;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionTest {
  private static final Vocabulary WORDS =
      Vocabulary.of(
          List.of(
              Term.number("x", "a number", Dimension.NONE),
              Term.number("y", "another", Dimension.NONE),
              Term.number("z", "a third", Dimension.NONE),
              Term.number("speed", "of memory", Dimension.BANDWIDTH),
              Term.number("density", "of that", Dimension.BANDWIDTH.over(Dimension.AREA)),
              Term.number("area", "of silicon", Dimension.AREA),
              Term.flag("hbm", "stacked"),
              Term.flag("us-rule-1", "another rule"),
              Term.date("date", "of today"),
              Term.words("market", "for whom", "edge", "data_centre")),
          "x<1",
          "there are x and others");

  private static Condition parse(String text) {
    return Condition.parse("rule", text, WORDS);
  }

  private static Value.Number number(double low, double high) {
    return new Value.Number(low, high, Dimension.NONE);
  }

  private static Truth holds(String text, Map<String, Value> values) {
    return parse(text).holds(values::get);
  }

  @ParameterizedTest
  @CsvSource({
    "x<4,UNKNOWN",
    "x<3,UNKNOWN",
    "x<2,NO",
    "x<4.1,YES",
    "x<=4,YES",
    "x<=2,UNKNOWN",
    "x<=1.9,NO",
    "x>=2,YES",
    "x>2,UNKNOWN",
    "x>4,NO",
    "x>=4,UNKNOWN",
    "x>=4.1,NO",
    "x=3,UNKNOWN",
    "x=5,NO",
    "x!=5,YES",
    "x!=3,UNKNOWN",
    "y=7,YES",
    "y!=7,NO",
    "x*y>=14,YES",
    "x*y>28,NO",
    "x/y<0.5,UNKNOWN",
    "y/x<=3.5,YES",
    "y/x<1.75,NO",
    "z>1,UNKNOWN",
    "z>1 or y=7,YES",
    "z>1 and y=8,NO",
    "not z>1,UNKNOWN",
    "x*z>0,UNKNOWN",
    "y>x,YES",
    "1<y,YES",
  })
  void rangesAreComparedWhole(String condition, Truth expected) {
    assertThat(holds(condition, Map.of("x", number(2, 4), "y", number(7, 7)))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "hbm,YES",
    "not hbm,NO",
    "hbm=yes,YES",
    "hbm = no,NO",
    "hbm!=no,YES",
    "us-rule-1,UNKNOWN",
    "hbm and not us-rule-1,UNKNOWN",
    "hbm or us-rule-1,YES",
    "market=data_centre,YES",
    "market != data centre,NO",
    "market~centre,YES",
    "date>=2026-11-10,YES",
    "date<2026,NO",
    "date=2026,YES",
    "speed<6500 GB/s,YES",
    "speed>=4.8TB/s,YES",
    "density>2 GB/s/mm2,YES",
    "speed/area>40GB/s/mm2,YES",
    "us-rule-1=yes,UNKNOWN",
  })
  void wordsDatesAndYesOrNo(String condition, Truth expected) {
    Map<String, Value> values =
        Map.of(
            "hbm", Value.Said.of(true),
            "market", new Value.Words("data_centre"),
            "date", new Value.Date("2026-11-21"),
            "speed", Value.Number.of(4.8e12, Dimension.BANDWIDTH),
            "area", Value.Number.of(100e-6, Dimension.AREA),
            "density", Value.Number.of(2.01e15, Dimension.BANDWIDTH.over(Dimension.AREA)));
    assertThat(holds(condition, values)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "hbn|rule 'hbn', character 1: unknown field 'hbn'; did you mean 'hbm'?",
        "quantum|unknown field 'quantum'; there are x and others",
        "hbm=maybe|hbm is yes or no",
        "hbm<yes|yes and no are compared with = or !=",
        "hbm=3|a text is compared with a number",
        "'x'=hbm|a yes-or-no value is compared with yes or no",
        "hbm*x>3|only numbers are multiplied and divided",
        "x>2026-05|'2026-05' is a date; only date is compared so",
        "date>soon|date is compared with a date such as 2022 or 2022-09",
        "market=moon|no market 'moon'",
        "speed>3|'3' needs a unit; speed is in B/s",
        "x|a comparison (= != < <= > >= ~) should stand here, as in x<1",
      })
  void mistakesAreSaidInOneLine(String text, String message) {
    assertThatThrownBy(() -> parse(text)).isInstanceOf(Problem.class).hasMessageContaining(message);
  }

  @Test
  void everyComparisonIsTracedWithItsMargin() {
    List<Step> trace = new ArrayList<>();
    Truth holds =
        parse("x >= 4800 or x >= 1600  and y >= 5.92 and us-rule-1")
            .holds(Map.<String, Value>of("x", number(2400, 2400))::get, trace::add);
    assertThat(holds).isEqualTo(Truth.UNKNOWN);
    assertThat(trace.stream().map(Step::text))
        .containsExactly("x >= 4800", "x >= 1600", "y >= 5.92", "us-rule-1");
    assertThat(trace.stream().map(Step::holds))
        .containsExactly(Truth.NO, Truth.YES, Truth.UNKNOWN, Truth.UNKNOWN);
    assertThat(trace.get(0).ratio().orElseThrow().low()).isEqualTo(0.5);
    assertThat(trace.get(1).difference().orElseThrow().high()).isEqualTo(800);
    assertThat(trace.get(2).ratio()).isEmpty();
    assertThat(trace.stream().map(Step::unknown))
        .containsExactly(List.of(), List.of(), List.of("y"), List.of("us-rule-1"));
  }

  @Test
  void marginsOfRangesAreRanges() {
    Step step = new Step("x>=2", number(1, 4), number(2, 2), Truth.UNKNOWN, List.of());
    assertThat(step.ratio()).contains(number(0.5, 2));
    assertThat(step.difference()).contains(number(-1, 2));
    assertThat(new Step("x>0", number(1, 1), number(0, 0), Truth.YES, List.of()).ratio()).isEmpty();
  }

  @Test
  void theNamesOfAConditionAreKnown() {
    assertThat(parse("not (x/y>1 or hbm) and x<3 and market=edge").names())
        .containsExactly("x", "y", "hbm", "market");
  }

  @Test
  void whatMayBeDividedByZeroIsUnknown() {
    assertThat(holds("y/x>1", Map.of("x", number(0, 4), "y", number(7, 7))))
        .isEqualTo(Truth.UNKNOWN);
    assertThat(holds("x*y>=0", Map.of("x", number(0, Double.POSITIVE_INFINITY), "y", number(0, 7))))
        .isEqualTo(Truth.YES);
  }

  /// What is decided for a range is so for each of its points; what one comparison leaves open has
  /// points on both sides.
  @Test
  void rangesAgreeWithTheirPoints() {
    Cases.forAll(
        400,
        random -> {
          String text = condition(random, 3);
          Condition condition = parse(text);
          Map<String, Value.Number> ranges = new HashMap<>();
          for (String name : List.of("x", "y")) {
            int low = random.nextInt(-3, 8);
            ranges.put(name, number(low, low + random.nextInt(5)));
          }
          Truth whole = condition.holds(ranges::get);
          for (double x = ranges.get("x").low(); x <= ranges.get("x").high(); x += 0.5) {
            for (double y = ranges.get("y").low(); y <= ranges.get("y").high(); y += 0.5) {
              Map<String, Value> point = Map.of("x", number(x, x), "y", number(y, y));
              Truth here = condition.holds(point::get);
              if (whole != Truth.UNKNOWN) {
                assertThat(here).as(text + " at " + point + " of " + ranges).isEqualTo(whole);
              }
            }
          }
        });
  }

  @Test
  void oneComparisonIsLeftOpenOnlyWherePointsDisagree() {
    Cases.forAll(
        400,
        random -> {
          String text = "x" + sign(random) + random.nextInt(6);
          double low = random.nextInt(6);
          double high = low + random.nextInt(4);
          Condition condition = parse(text);
          boolean yes = false;
          boolean no = false;
          for (double x = low; x <= high; x += 0.25) {
            Value.Number at = number(x, x);
            yes |= condition.holds(name -> at) == Truth.YES;
            no |= condition.holds(name -> at) == Truth.NO;
          }
          assertThat(condition.holds(name -> number(low, high)))
              .as(text + " of " + low + " to " + high)
              .isEqualTo(yes && no ? Truth.UNKNOWN : yes ? Truth.YES : Truth.NO);
        });
  }

  private static String sign(RandomGenerator random) {
    return List.of("<", "<=", ">", ">=", "=", "!=").get(random.nextInt(6));
  }

  private static String condition(RandomGenerator random, int depth) {
    if (depth == 0 || random.nextInt(3) == 0) {
      String left = List.of("x", "y", "x*y", "x/y", "y/x", "x*x", "z").get(random.nextInt(7));
      return left + sign(random) + (random.nextBoolean() ? "y" : random.nextInt(9));
    }
    return switch (random.nextInt(3)) {
      case 0 -> "not (" + condition(random, depth - 1) + ")";
      case 1 -> "(" + condition(random, depth - 1) + " and " + condition(random, depth - 1) + ")";
      default -> "(" + condition(random, depth - 1) + " or " + condition(random, depth - 1) + ")";
    };
  }

  @Test
  void kleene() {
    for (Truth a : Truth.values()) {
      assertThat(a.not().not()).isEqualTo(a);
      assertThat(a.and(a)).isEqualTo(a);
      assertThat(a.or(a)).isEqualTo(a);
      assertThat(a.and(Truth.YES)).isEqualTo(a);
      assertThat(a.or(Truth.NO)).isEqualTo(a);
      assertThat(a.and(Truth.NO)).isEqualTo(Truth.NO);
      assertThat(a.or(Truth.YES)).isEqualTo(Truth.YES);
      for (Truth b : Truth.values()) {
        assertThat(a.and(b)).isEqualTo(b.and(a));
        assertThat(a.or(b)).isEqualTo(b.or(a));
        assertThat(a.and(b).not()).isEqualTo(a.not().or(b.not()));
        assertThat(a.or(b).not()).isEqualTo(a.not().and(b.not()));
        assertThat(a.and(a.or(b))).isEqualTo(a);
        for (Truth c : Truth.values()) {
          assertThat(a.and(b.and(c))).isEqualTo(a.and(b).and(c));
          assertThat(a.or(b.or(c))).isEqualTo(a.or(b).or(c));
          assertThat(a.and(b.or(c))).isEqualTo(a.and(b).or(a.and(c)));
        }
      }
    }
  }

  /// Knowing more never turns an answer round.
  @Test
  void knowingMoreDecidesMore() {
    Cases.forAll(
        200,
        random -> {
          Condition condition = parse(condition(random, 3));
          Map<String, @Nullable Value> less = new HashMap<>();
          less.put("x", number(random.nextInt(8), 8));
          Map<String, @Nullable Value> more = new HashMap<>(less);
          more.put("y", number(1, 1 + random.nextInt(3)));
          Truth before = condition.holds(less::get);
          if (before != Truth.UNKNOWN) {
            assertThat(condition.holds(more::get)).isEqualTo(before);
          }
        });
  }

  @Test
  void valuesReadAsPeopleWriteThem() {
    assertThat(new Value.Number(4.1e12, 4.9e12, Dimension.BANDWIDTH).text())
        .isEqualTo("4.1 TB/s to 4.9 TB/s");
    assertThat(Value.Number.of(1600).text()).isEqualTo("1600");
    assertThat(Value.Said.of(false).text()).isEqualTo("no");
    assertThatThrownBy(() -> number(2, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThat(Value.Number.of(1e25).low()).isCloseTo(1e25, within(1.0));
  }
}
