package bitline.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import bitline.base.Problem;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BinderTest {
  enum Colour {
    RED,
    DARK_BLUE
  }

  sealed interface Form2 {
    record Square(@Unit("m") double side) implements Form2 {}

    record RoundHole(@Unit("m") @Range(min = 0) double radius, @Nullable Colour colour)
        implements Form2 {}
  }

  record Inner(
      @Range(min = 1, max = 12) int bits, @Nullable @Unit("F") @Range(min = 0) Double load) {
    Inner {
      if (bits == 7) {
        throw new IllegalArgumentException("bits 7 is an unlucky number");
      }
      if (bits == 5) {
        throw new IllegalArgumentException("five is refused");
      }
    }
  }

  @Sourced
  record Thing(
      String name,
      Inner adc,
      @Default("[]") List<Inner> more,
      @Nullable List<Integer> widths,
      @Default("true") boolean on,
      @Nullable Colour colour,
      @Nullable Form2 form,
      @Default("{}") Map<String, Integer> counts,
      @Unit("1") @Range(min = 0, max = 1) @Nullable Double share,
      @Nullable Long large,
      @Collected List<Evidence> evidence) {}

  private static Thing bind(String text) {
    return Binder.written()
        .bind(Thing.class, Yaml.parse(text.replace("\\n", "\n"), "f.yaml"), "f.yaml");
  }

  @Test
  void bindsAllThatItKnows() {
    Thing thing =
        bind(
            """
            source: a paper
            name: x
            adc: {bits: 8, load: 1.2 fF}
            more:
              - {bits: 1}
              - {bits: 2.0, assumed: because}
            widths: [1, 2, 4]
            colour: dark_blue
            form: {kind: round_hole, radius: 3 mm}
            counts: {a: 1, b: {value: 2, assumed: guess}}
            share: 5 %
            large: 12345678901
            """);
    assertThat(thing.adc()).isEqualTo(new Inner(8, 1.2e-15));
    assertThat(thing.more()).containsExactly(new Inner(1, null), new Inner(2, null));
    assertThat(thing.widths()).containsExactly(1, 2, 4);
    assertThat(thing.on()).isTrue();
    assertThat(thing.colour()).isEqualTo(Colour.DARK_BLUE);
    assertThat(thing.form()).isEqualTo(new Form2.RoundHole(3e-3, null));
    assertThat(thing.counts()).containsExactly(Map.entry("a", 1), Map.entry("b", 2));
    assertThat(thing.share()).isEqualTo(0.05);
    assertThat(thing.large()).isEqualTo(12345678901L);
    Evidence.Kind published = Evidence.Kind.PUBLISHED;
    Evidence.Kind assumed = Evidence.Kind.ASSUMED;
    assertThat(thing.evidence())
        .containsExactly(
            new Evidence("adc.bits", "8", published, "a paper"),
            new Evidence("adc.load", "1.2 fF", published, "a paper"),
            new Evidence("more[0].bits", "1", published, "a paper"),
            new Evidence("more[1].bits", "2.0", assumed, "because"),
            new Evidence("widths", "[1, 2, 4]", published, "a paper"),
            new Evidence("colour", "dark_blue", published, "a paper"),
            new Evidence("form.radius", "3 mm", published, "a paper"),
            new Evidence("counts.a", "1", published, "a paper"),
            new Evidence("counts.b", "2", assumed, "guess"),
            new Evidence("share", "5 %", published, "a paper"),
            new Evidence("large", "12345678901", published, "a paper"),
            new Evidence("on", "true", assumed, "not given; this is the default"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "source: s\\nname: x\\nadc:\\n  bits: 8\\n  bitz: 8|f.yaml:5:3: unknown key 'bitz' in adc; did you mean 'bits'?",
        "source: s\\nname: x\\nadc: {bits: 8, qqqqqqq: 8}|f.yaml:3:16: unknown key 'qqqqqqq' in adc; it has bits, load, source, assumed, grade",
        "source: s\\nname: x\\nadc: {load: 1 fF}|f.yaml:3:6: missing key 'bits' in adc",
        "source: s\\nadc: {bits: 8}|f.yaml:1:1: missing key 'name' in thing",
        "source: s\\nname: 3\\nadc: {bits: 8}|f.yaml:2:7: name must be text; write \"3\" in quotes",
        "source: s\\nname: x\\nadc: 8|f.yaml:3:6: adc must be a map with bits, load, not a single value",
        "source: s\\nname: x\\nadc: {bits: eight}|f.yaml:3:13: bits must be a whole number, not 'eight'",
        "source: s\\nname: x\\nadc: {bits: '8'}|f.yaml:3:13: bits must be a whole number, not '8'",
        "source: s\\nname: x\\nadc: {bits: 8.5}|f.yaml:3:13: bits must be a whole number that fits, not 8.5",
        "source: s\\nname: x\\nadc: {bits: 13}|f.yaml:3:13: bits 13 is out of range; from 1 to 12",
        "source: s\\nname: x\\nadc: {bits: 99999999999}|f.yaml:3:13: bits 99999999999 is out of range; from 1 to 12",
        "source: s\\nname: x\\nadc: {bits: 7}|f.yaml:3:13: bits 7 is an unlucky number",
        "source: s\\nname: x\\nadc: {bits: 5}|f.yaml:3:6: adc: five is refused",
        "source: s\\nname: x\\nadc: {bits: ~}|f.yaml:3:13: bits needs a value: a whole number",
        "source: s\\nname: x\\nadc: {bits: 8, load: 3}|f.yaml:3:22: load: '3' needs a unit, such as 1.2 fF",
        "source: s\\nname: x\\nadc: {bits: 8, load: -3 fF}|f.yaml:3:22: load -3 fF is out of range; at least 0 F",
        "source: s\\nname: x\\nadc: {bits: 8, load: 3 nm}|f.yaml:3:22: load: '3 nm' is not in F; write it as 1.2 fF",
        "source: s\\nname: x\\nadc: {bits: 8}\\ncolour: darkblue|f.yaml:4:9: colour must be one of red, dark_blue, not 'darkblue'; did you mean 'dark_blue'?",
        "source: s\\nname: x\\nadc: {bits: 8}\\non: yes|f.yaml:4:5: on must be true or false, not 'yes'",
        "source: s\\nname: x\\nadc: {bits: 8}\\nshare: 120 %|f.yaml:4:8: share 120 % is out of range; from 0 to 1",
        "source: s\\nname: x\\nadc: {bits: 8}\\nwidths: 3|f.yaml:4:9: widths must be a list, not a single value",
        "source: s\\nname: x\\nadc: {bits: 8}\\nwidths: [1, x]|f.yaml:4:13: widths must be a whole number, not 'x'",
        "source: s\\nname: x\\nadc: {bits: 8}\\nmore: [{bits: 8}, {bitz: 1}]|f.yaml:4:20: unknown key 'bitz' in more[1]; did you mean 'bits'?",
        "source: s\\nname: x\\nadc: {bits: 8}\\nform: {side: 1 m}|f.yaml:4:7: missing key 'kind' in form: one of square, round_hole",
        "source: s\\nname: x\\nadc: {bits: 8}\\nform: {kind: sqare, side: 1 m}|f.yaml:4:14: kind must be one of square, round_hole, not 'sqare'; did you mean 'square'?",
        "source: s\\nname: x\\nadc: {bits: 8}\\nevidence: []|f.yaml:4:1: unknown key 'evidence' in thing; it has name, adc, more, widths, on, colour, form, counts, share, large, source, assumed and 1 more",
        "- 1|f.yaml:1:1: thing must be a map with name, adc, more, widths, on, colour, form, counts, share, large, not a list",
        "name: x\\nadc: {bits: 8}|f.yaml:2:13: nothing says where bits 8 comes from; add 'source: …' or 'assumed: …' to the map around it, or write {value: …, source: …}",
        "name: x\\nsource: s\\nassumed: a\\nadc: {bits: 8}|f.yaml:3:1: thing has both 'source' and 'assumed'; keep one, and mark single values",
        "name: x\\nsource: ' '\\nadc: {bits: 8}|f.yaml:2:9: source must be text that is not empty",
        "name: x\\nsource: 3\\nadc: {bits: 8}|f.yaml:2:9: source must be text that is not empty",
        "name: x\\nadc: {bits: {value: 8}}|f.yaml:2:13: bits needs 'source' or 'assumed' beside 'value'",
        "name: x\\nadc: {bits: {valu: 8, source: s}}|f.yaml:2:14: unknown key 'valu' in bits; did you mean 'value'?",
        "source: s\\ngrade: rumour\\nname: x\\nadc: {bits: 8}|f.yaml:2:8: grade must be one of measured, vendor, press, derived, recalled, not 'rumour'",
        "source: s\\ngrade: vender\\nname: x\\nadc: {bits: 8}|f.yaml:2:8: grade must be one of measured, vendor, press, derived, recalled, not 'vender'; did you mean 'vendor'?",
        "source: s\\nname: x\\nadc: {grade: vendor, bits: 8}|f.yaml:3:7: adc has 'grade' alone; it says how good a 'source' is",
        "assumed: a\\ngrade: vendor\\nname: x\\nadc: {bits: 8}|f.yaml:2:8: grade vendor needs a 'source', not 'assumed'",
      })
  void everyMistakeHasItsPlace(String text, String message) {
    assertThatThrownBy(() -> bind(text)).isInstanceOf(Problem.class).hasMessage(message);
  }

  @Sourced(graded = true)
  record Graded(
      @Sourced String since,
      String title,
      Inner adc,
      @Default("1") int count,
      @Collected List<Evidence> evidence) {}

  private static Graded graded(String text) {
    return Binder.written().bind(Graded.class, Yaml.parse(text, "g.yaml"), "g.yaml");
  }

  @Test
  void gradesGoWhereSourcesGo() {
    Graded thing =
        graded(
            """
            source: a data sheet
            grade: vendor
            since: "2024"
            title: x
            adc: {bits: {value: 8, source: the board, grade: measured}, load: 1 fF}
            """);
    assertThat(thing.evidence())
        .extracting(Evidence::path, Evidence::text, Evidence::grade)
        .containsExactly(
            tuple("since", "a data sheet", Evidence.Grade.VENDOR),
            tuple("adc.bits", "the board", Evidence.Grade.MEASURED),
            tuple("adc.load", "a data sheet", Evidence.Grade.VENDOR),
            tuple("count", "not given; this is the default", Evidence.Grade.DERIVED));
    assertThat(Json.read(Graded.class, Json.text(thing), "t.json")).isEqualTo(thing);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "source: s\\nsince: a\\ntitle: x\\nadc: {bits: 8}|g.yaml:2:8: nothing says how well since a is known; add 'grade: …' beside its source: measured, vendor, press, derived, recalled",
        "title: x\\nsince: a\\nadc: {bits: 8, source: s, grade: press}|g.yaml:2:8: nothing says where since a comes from; add 'source: …' or 'assumed: …' to the map around it, or write {value: …, source: …}",
        "source: s\\ngrade: press\\nsince: a\\ntitle: x\\nadc: {bits: {value: 8, source: t}}|g.yaml:5:21: nothing says how well bits 8 is known; add 'grade: …' beside its source: measured, vendor, press, derived, recalled",
      })
  void whatDemandsGradesRefusesValuesWithoutOne(String text, String message) {
    assertThatThrownBy(() -> graded(text.replace("\\n", "\n")))
        .isInstanceOf(Problem.class)
        .hasMessage(message);
  }

  @Test
  void aMentionIsLookedUpAndItsEvidenceTaken() {
    Binder binder =
        Binder.written()
            .naming(
                Inner.class,
                (name, mention) -> {
                  if (name.equals("wide")) {
                    return new Inner(12, null);
                  }
                  throw mention.problem("no adc '" + name + "'");
                });
    Thing thing =
        binder.bind(Thing.class, Yaml.parse("source: s\nname: x\nadc: wide", "f.yaml"), "f.yaml");
    assertThat(thing.adc()).isEqualTo(new Inner(12, null));
    assertThatThrownBy(() ->
            binder.bind(
                Thing.class, Yaml.parse("source: s\nname: x\nadc: slim", "f.yaml"), "f.yaml"))
        .isInstanceOf(Problem.class)
        .hasMessage("f.yaml:3:6: no adc 'slim'");
  }

  @Test
  void jsonGoesThereAndBack() {
    Thing thing =
        bind(
            "source: s\nname: \"q\\\"\u00e9\\\\\"\nadc: {bits: 8, load: 1.2 fF}\nform: {kind: square, side: 1 um}\ncounts: {b: 1, a: 2}\nwidths: [3]");
    String json = Json.text(thing);
    assertThat(Json.read(Thing.class, json, "t.json")).isEqualTo(thing);
    assertThat(Json.text(Json.read(Thing.class, json, "t.json"))).isEqualTo(json);
    assertThat(json)
        .contains("\"load\": 1.2E-15")
        .contains("\"kind\": \"square\"")
        .contains("\"kind\": \"published\"");
  }
}
