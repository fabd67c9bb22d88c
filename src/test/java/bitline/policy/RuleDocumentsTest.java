package bitline.policy;

import static org.assertj.core.api.Assertions.assertThat;

import bitline.policy.Rule.Period;
import bitline.policy.supply.Supply;
import bitline.text.condition.Vocabulary;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What is written about rules is what is assessed with: the tables in the docs and the JSON
/// Schemas.
class RuleDocumentsTest {
  private static final Path PAGE = Path.of("docs/policy-rules.md");
  private static final Map<String, String> SCHEMAS =
      Map.of("rule", Rules.schema(), "equipment", Supply.schema());

  @Test
  void theTablesInTheDocsAreTheData() throws IOException {
    for (String[] each :
        new String[][] {
          {"| Rule | What it asks |", rules()},
          {"| Status | From | To |", unknown()},
          {"| Name | What it is |", names()},
        }) {
      String page = Files.readString(PAGE);
      int start = page.indexOf(each[0]);
      assertThat(start).as(each[0]).isPositive();
      int end = page.indexOf("\n\n", start);
      if (Boolean.getBoolean("golden.rewrite")) {
        Files.writeString(PAGE, page.substring(0, start) + each[1] + page.substring(end));
      } else {
        assertThat(page.substring(start, end))
            .as("rewrite it with -Dgolden.rewrite=true")
            .isEqualTo(each[1]);
      }
    }
  }

  private static String rules() {
    StringBuilder out =
        new StringBuilder("| Rule | What it asks | Since | Citation |\n|:--|:--|:--|:--|");
    for (Rule rule : Rules.standard().all()) {
      List<String> asks = new ArrayList<>();
      for (Rule.Reading reading : rule.readings()) {
        asks.add(
            (reading.name().isEmpty() ? "" : reading.name() + ": ") + "`" + reading.when() + "`");
      }
      List<String> periods = new ArrayList<>();
      for (Period period : rule.periods()) {
        periods.add(
            period.from()
                + (period.to() == null ? "" : " to " + period.to())
                + " "
                + word(period.status()));
      }
      out.append("\n| **").append(rule.label()).append("** `").append(rule.id()).append("`: ");
      out.append(rule.title()).append(" | ").append(String.join("<br>", asks)).append(" | ");
      out.append(String.join("<br>", periods)).append(" | ").append(rule.citation()).append(" |");
    }
    return out.toString();
  }

  /// Every period whose status or date could not be established from a text.
  private static String unknown() {
    StringBuilder out =
        new StringBuilder("| Status | From | To | Rule | Why |\n|:--|:--|:--|:--|:--|");
    for (Rule rule : Rules.standard().all()) {
      for (Period period : rule.periods()) {
        if (period.status() == Rule.Status.UNKNOWN) {
          out.append("\n| unknown | ").append(period.from()).append(" | ");
          out.append(period.to() == null ? "" : period.to()).append(" | ");
          out.append(rule.label()).append(" | ").append(period.why()).append(" |");
        }
      }
    }
    return out.toString();
  }

  private static String names() {
    StringBuilder out = new StringBuilder("| Name | What it is | Values |\n|:--|:--|:--|");
    for (Vocabulary.Term term : Quantities.VOCABULARY.terms().values()) {
      out.append("\n| `").append(term.name()).append("` | ").append(term.says()).append(" | ");
      out.append(
          switch (term.kind()) {
            case Vocabulary.Kind.Numbers n ->
                n.dimension().unit().isEmpty() ? "a number" : n.dimension().unit();
            case Vocabulary.Kind.Text t ->
                t.choices().isEmpty() ? "text" : String.join(", ", t.choices());
            case Vocabulary.Kind.Dates d -> "a date";
            case Vocabulary.Kind.Flag f -> "yes, no";
          });
      out.append(" |");
    }
    return out.toString();
  }

  private static String word(Rule.Status status) {
    return status.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  @Test
  void theSchemasInTheDocsAreTodays() throws IOException {
    for (Map.Entry<String, String> schema : SCHEMAS.entrySet()) {
      Path file = Path.of("docs/schema/" + schema.getKey() + ".schema.json");
      if (Boolean.getBoolean("golden.rewrite")) {
        Files.writeString(file, schema.getValue());
      }
      assertThat(file)
          .as("rewrite it with -Dgolden.rewrite=true")
          .content()
          .isEqualTo(schema.getValue());
    }
  }

  @Test
  void theSchemasTakeOurFilesAndRefuseWrongOnes() throws IOException {
    List<String> files = new ArrayList<>(Rules.FILES);
    files.add("equipment");
    for (String file : files) {
      Schema schema =
          SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
              .getSchema(SCHEMAS.getOrDefault(file, Rules.schema()), InputFormat.JSON);
      String text = Files.readString(Path.of("rules/" + file + ".yaml"));
      assertThat(schema.validate(text, InputFormat.YAML)).as(file).isEmpty();
      String mistyped = text.replaceFirst("(?m)^(\\s+(?:- )?)(title|label): ", "$1titel: ");
      assertThat(mistyped).isNotEqualTo(text);
      assertThat(schema.validate(mistyped, InputFormat.YAML)).as(file + " titel").isNotEmpty();
    }
  }
}
