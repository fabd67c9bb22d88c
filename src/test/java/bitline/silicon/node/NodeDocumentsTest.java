package bitline.silicon.node;

import static org.assertj.core.api.Assertions.assertThat;

import bitline.text.Yaml;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/// What is written about nodes is what is computed with: the table in the docs and the JSON Schema.
class NodeDocumentsTest {
  private static final Path PAGE = Path.of("docs/components.md");
  private static final Path SCHEMA = Path.of("docs/schema/node.schema.json");
  private static final String HEAD = "| Node | Supply, V |";

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
            .append(" range, V | thick oxide, V | threshold, V | gate, fF | gate, µm² | 6T cell,")
            .append(" µm² | FO4, ps | wire, fJ/mm | logic leaks, mW/mm² | 6T cell leaks, nW |\n")
            .append("|--:|--:|:-:|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
    for (Node node : Nodes.all()) {
      out.append("\n| ")
          .append(node.name())
          .append(cell(node.supply(), 0))
          .append(cell(node.lowest(), 0))
          .append(" –")
          .append(cell(node.highest(), 0).substring(2))
          .append(cell(node.thickOxide(), 0))
          .append(cell(node.threshold(), 0))
          .append(cell(node.gateCapacitance(), 15))
          .append(cell(node.gateArea(), 12))
          .append(cell(node.sramCell(), 12))
          .append(cell(node.gateDelay(), 12))
          .append(cell(node.wireEnergy(), 12))
          .append(cell(node.leakage().logic(), -3))
          .append(cell(node.leakage().sramCell(), 9))
          .append(" |");
    }
    return out.toString();
  }

  private static String cell(double value, int shift) {
    return " | "
        + new BigDecimal(value)
            .scaleByPowerOfTen(shift)
            .round(new MathContext(3))
            .stripTrailingZeros()
            .toPlainString();
  }

  @Test
  void theSchemaInTheDocsIsToday() throws IOException {
    if (Boolean.getBoolean("golden.rewrite")) {
      Files.writeString(SCHEMA, Nodes.schema());
    }
    assertThat(SCHEMA)
        .as("rewrite it with -Dgolden.rewrite=true")
        .content()
        .isEqualTo(Nodes.schema());
  }

  @Test
  void theSchemaTakesOurFilesAndRefusesWrongOnes() throws IOException {
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(Nodes.schema(), InputFormat.JSON);
    for (Node node : Nodes.all()) {
      String file = "nodes/" + node.name().replace(" ", "") + ".yaml";
      String text = Files.readString(Path.of(file));
      assertThat(Yaml.parse(text, file)).isNotNull();
      assertThat(schema.validate(text, InputFormat.YAML)).as(file).isEmpty();
      for (String wrong : List.of("0.7", "fast", "1.2 V")) {
        String bad = text.replaceFirst("(gateCapacitance:\n  value: )[^\n]*", "$1" + wrong);
        assertThat(bad).isNotEqualTo(text);
        assertThat(schema.validate(bad, InputFormat.YAML)).as(file + " " + wrong).isNotEmpty();
      }
      String missing = text.replaceFirst("(?m)^alpha:.*\n", "");
      assertThat(schema.validate(missing, InputFormat.YAML))
          .as(String.format(Locale.ROOT, "%s without alpha", file))
          .isNotEmpty();
    }
  }
}
