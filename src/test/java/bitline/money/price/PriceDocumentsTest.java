package bitline.money.price;

import static org.assertj.core.api.Assertions.assertThat;

import bitline.base.Interval;
import bitline.money.Terms;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What is written about prices is what is computed with: the table in the docs and the JSON
/// Schemas.
class PriceDocumentsTest {
  private static final Path PAGE = Path.of("docs/prices.md");
  private static final String HEAD = "| Node | Wafer, $ |";

  @Test
  void theTableInTheDocsIsTheData() throws IOException {
    String page = Files.readString(PAGE);
    int start = page.indexOf(HEAD);
    assertThat(start).isPositive();
    int end = page.indexOf("\n\n", start);
    if (Boolean.getBoolean("golden.rewrite")) {
      Files.writeString(PAGE, page.substring(0, start) + table() + page.substring(end));
    } else {
      assertThat(page.substring(start, end))
          .as("rewrite it with -Dgolden.rewrite=true")
          .isEqualTo(table());
    }
  }

  private static String table() {
    StringBuilder out =
        new StringBuilder(HEAD)
            .append(
                " masks, M$ | masks of a set | M transistors/mm² | defects/cm² | design, M$ |\n")
            .append("|--:|--:|--:|--:|--:|--:|--:|");
    for (ProcessQuotes quotes : Prices.standard().processes()) {
      Process process = Prices.standard().process(quotes.length(), Terms.YEAR);
      out.append("\n| ")
          .append(process.name())
          .append(cell(process.wafer(), 0))
          .append(cell(process.masks(), -6))
          .append(cell(process.maskCount(), 0))
          .append(cell(process.transistors(), -12))
          .append(cell(process.defects(), -4))
          .append(cell(process.design(), -6))
          .append(" |");
    }
    return out.toString();
  }

  private static String cell(Interval value, int shift) {
    return " | "
        + number(value.middle(), shift)
        + " ("
        + number(value.low(), shift)
        + " – "
        + number(value.high(), shift)
        + ")";
  }

  private static String number(double value, int shift) {
    return new BigDecimal(value)
        .scaleByPowerOfTen(shift)
        .round(new MathContext(3))
        .stripTrailingZeros()
        .toPlainString();
  }

  @Test
  void theSchemasInTheDocsAreTodays() throws IOException {
    for (Map.Entry<String, String> schema : Prices.schemas().entrySet()) {
      Path file = file(schema.getKey());
      if (Boolean.getBoolean("golden.rewrite")) {
        Files.writeString(file, schema.getValue());
      }
      assertThat(file)
          .as("rewrite it with -Dgolden.rewrite=true")
          .content()
          .isEqualTo(schema.getValue());
    }
  }

  private static Path file(String schema) {
    return Path.of("docs/schema/" + schema + ".schema.json");
  }

  @Test
  void theSchemasTakeOurFilesAndRefuseWrongOnes() throws IOException {
    for (Map.Entry<String, String> each : Prices.schemas().entrySet()) {
      Schema schema =
          SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
              .getSchema(each.getValue(), InputFormat.JSON);
      for (String file : files(each.getKey())) {
        String text = Files.readString(Path.of(file));
        assertThat(schema.validate(text, InputFormat.YAML)).as(file).isEmpty();
        for (String needed : List.of("date: [^,]*, ", "(source|assumed): ")) {
          String without = text.replaceFirst(needed, "");
          if (!without.equals(text)) {
            assertThat(schema.validate(without, InputFormat.YAML))
                .as(file + " without " + needed)
                .isNotEmpty();
          }
        }
        String mistyped = text.replaceFirst("\\{(by|value): ", "{bi: ");
        assertThat(mistyped).isNotEqualTo(text);
        assertThat(schema.validate(mistyped, InputFormat.YAML)).as(file + " bi").isNotEmpty();
      }
    }
  }

  private static List<String> files(String schema) {
    if (!schema.equals("price-process")) {
      return List.of("prices/" + schema.substring("price-".length()) + ".yaml");
    }
    List<String> files = new ArrayList<>();
    for (ProcessQuotes quotes : Prices.standard().processes()) {
      files.add("prices/" + quotes.name().replace(" ", "") + ".yaml");
    }
    return files;
  }
}
