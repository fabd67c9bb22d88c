package bitline.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bitline.Cases;
import bitline.base.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryTest {
  private static Accelerator made(
      String name, Technology technology, String released, double int8, @Nullable Double power) {
    return new Accelerator(
        name,
        name,
        "Some Maker",
        technology,
        Segment.DATA_CENTRE,
        released,
        List.of(new Accelerator.Die("TSMC N7", 7e-9, 100e-6, null, 2)),
        List.of(new Accelerator.Rate(Format.INT8, int8, null)),
        power,
        null,
        new Accelerator.Store("HBM2", 16e9, 1e12),
        null,
        null,
        null,
        null,
        1,
        null,
        null,
        List.of(new Accelerator.Price(500, "2021", Accelerator.Basis.LIST)),
        List.of(),
        List.of(),
        List.of());
  }

  private static final List<Accelerator> THREE =
      List.of(
          made("a", Technology.GPU, "2020-05-14", 100e12, 50.0),
          made("b", Technology.DIGITAL_COMPUTE_IN_MEMORY, "2022", 300e12, 200.0),
          made("c", Technology.GPU, "2023-09", 10e12, null));

  private static String chosen(String where) {
    return String.join(
        "", THREE.stream().filter(Query.where(where)).map(Accelerator::name).toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      value = {
        "technology=gpu|ac",
        "technology=GPU and power<100W|a",
        "technology != gpu|b",
        "technology~compute|b",
        "technology = digital compute in memory|b",
        "technology='Digital-Compute-In-Memory'|b",
        "released>=2022|bc",
        "released>2022|c",
        "released=2020|a",
        "released<=2020-05|a",
        "released<2020-05|none",
        "ops/power > 1.9 TOPS/W|a",
        "ops/power > 1.9 TOPS/W or year=2022|ab",
        "not power<100W|b",
        "not (power<100W or power>=100W)|none",
        "power>0W or power<=0W|ab",
        "int8>=10TOPS and (power=50W or name=c)|ac",
        "area=200mm2 and node<=7nm and dies=2|abc",
        "ops/area>1TOPS/mm2|b",
        "ops/price >= 200 GOPS/USD|ab",
        "price/memory = 31.25 USD/GB|abc",
        "power*price > 20 kW|none",
        "vendor~maker and type=hbm2|abc",
        "bandwidth/memory>60Hz|abc",
      })
  void conditionsChoose(String where, @Nullable String expected) {
    if (where.startsWith("power*")) {
      assertThatThrownBy(() -> chosen(where)).hasMessageContaining("what stands on the left is in");
    } else {
      assertThat(chosen(where)).isEqualTo(expected == null ? "" : expected);
    }
  }

  @Test
  void whatIsUnknownComesLastInEitherOrder() {
    assertThat(sorted("power")).containsExactly("a", "b", "c");
    assertThat(sorted("-power")).containsExactly("b", "a", "c");
    assertThat(sorted("-ops/power")).containsExactly("a", "b", "c");
    assertThat(sorted("-released")).containsExactly("c", "b", "a");
    assertThat(sorted("name")).containsExactly("a", "b", "c");
  }

  private static List<String> sorted(String by) {
    return THREE.stream().sorted(Query.order(by)).map(Accelerator::name).toList();
  }

  @Test
  void columnsHaveUnits() {
    List<Query.Column> columns =
        Query.columns("name, ops/power,ops/price,power,released,price/memory");
    assertThat(columns.stream().map(c -> c.text(THREE.getFirst())))
        .containsExactly("a", "2 TOPS/W", "200 GOPS/USD", "50 W", "2020-05-14", "31.25 USD/GB");
    assertThat(columns.stream().map(c -> c.plain(THREE.get(2))))
        .containsExactly("c", "", "2.0E10", "", "2023-09", "3.125E-8");
    assertThat(columns.stream().map(Query.Column::plainTitle))
        .containsExactly(
            "name",
            "ops/power (op/J)",
            "ops/price (op/s/USD)",
            "power (W)",
            "released",
            "price/memory (USD/B)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "pwer<100W|--where 'pwer<100W', character 1: unknown field 'pwer'; did you mean 'power'?",
        "power<100|--where 'power<100', character 7: '100' needs a unit; power is in W",
        "power<100GB|--where 'power<100GB', character 7: what stands on the left is in W, this is in B",
        "power<100 parsecs|'100 parsecs' is no number with a unit",
        "technology=gpux|no technology 'gpux'; did you mean 'gpu'?",
        "technology<gpu|text is compared with =, != or ~ (contains)",
        "name<3|text is compared with =, != or ~ (contains)",
        "power~100W|~ looks into text",
        "power|a comparison (= != < <= > >= ~) should stand here",
        "power<|something should follow here",
        "power<100W and|something should follow here",
        "power<100W power>3W|'power' stands where the text should end",
        "(power<100W|the '(' is not closed",
        "power<100W)|')' stands where the text should end",
        "released>soon|released is compared with a date such as 2022 or 2022-09",
        "released>20|released is compared with a date such as 2022 or 2022-09",
        "power>2022-05|'2022-05' is a date",
        "name/power>1W|only numbers are multiplied and divided",
        "power # 3|'#' is not understood",
        "year=2022W|what stands on the left is a plain number, this is in W",
        "power=name|a text is compared with a number",
      })
  void mistakesAreSaidInOneLine(String where, String message) {
    assertThatThrownBy(() -> Query.where(where))
        .isInstanceOf(Problem.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "name,", "name,,power", "name;power", "powr"})
  void wrongColumnsAreRefused(String columns) {
    assertThatThrownBy(() -> Query.columns(columns)).isInstanceOf(Problem.class);
  }

  @Test
  void deepNestingAndLongTextAreRefusedNotFatal() {
    assertThatThrownBy(() -> Query.where("(".repeat(1_000) + "power<1W"))
        .hasMessageContaining("nested deeper");
    assertThatThrownBy(() -> Query.where("power<1W or ".repeat(1_000)))
        .hasMessageContaining("longer than");
  }

  /// Whatever is typed, the answer is a predicate or a problem.
  @Test
  void anyTextIsAConditionOrAProblem() {
    List<String> pieces =
        List.of(
            "power",
            "<",
            "100W",
            "and",
            "or",
            "not",
            "(",
            ")",
            "technology",
            "=",
            "gpu",
            "/",
            "*",
            "ops",
            "1 TOPS/W",
            "2022",
            "2022-05",
            "released",
            "~",
            "'x'",
            "name",
            "é",
            "-");
    Cases.forAll(
        300,
        random -> {
          List<String> words = new ArrayList<>();
          for (int i = random.nextInt(12); i >= 0; i--) {
            words.add(pieces.get(random.nextInt(pieces.size())));
          }
          try {
            Predicate<Accelerator> where = Query.where(String.join(" ", words));
            assertThat(THREE.stream().filter(where).toList()).isSubsetOf(THREE);
          } catch (Problem p) {
            assertThat(p.getMessage()).startsWith("--where");
          }
        });
  }

  /// De Morgan's laws hold in the logic of the unknown too.
  @Test
  void deMorgan() {
    List<String> atoms = List.of("power<100W", "released>=2022", "technology=gpu", "clock>1Hz");
    for (String a : atoms) {
      for (String b : atoms) {
        assertThat(chosen("not (" + a + " and " + b + ")"))
            .isEqualTo(chosen("not " + a + " or not " + b));
        assertThat(chosen("not (" + a + " or " + b + ")"))
            .isEqualTo(chosen("not " + a + " and not " + b));
      }
    }
  }

  @Test
  void everyFieldCanBeAskedOfEveryAccelerator() {
    for (Map.Entry<String, Field> field : Field.ALL.entrySet()) {
      Query.Column column = Query.column(field.getKey());
      for (Accelerator each : Catalogue.all()) {
        assertThat(column.text(each)).as(field.getKey() + " of " + each.name()).isNotBlank();
      }
    }
  }

  @Test
  void thePeakIsDenseAndOfEightBitsFirst() {
    assertThat(Catalogue.find("agx-orin").peak().orElseThrow())
        .isEqualTo(new Accelerator.Rate(Format.INT8, 137.5e12, 275e12));
    assertThat(Catalogue.find("thor-t5000").peak().orElseThrow().format()).isEqualTo(Format.FP8);
    assertThat(Catalogue.find("cerebras-wse3").peak()).isEmpty();
    assertThat(Catalogue.find("h100-sxm").price().orElseThrow().date()).isEqualTo("2025");
  }
}
