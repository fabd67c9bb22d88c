package bitline.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bitline.Cases;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {
  private static final Table LAYERS =
      new Table(
          List.of(Table.text("layer"), Table.number("arrays"), Table.number("SNR")),
          List.of(List.of("conv1", "2", "31.5"), List.of("backbone.block3.conv2", "128", "9.0")));

  @Test
  void numbersStandAtTheRightAndTextAtTheLeft() {
    assertThat(LAYERS.render(80))
        .isEqualTo(
            """
            layer                  arrays   SNR
            conv1                       2  31.5
            backbone.block3.conv2     128   9.0
            """);
  }

  @Test
  void textLosesItsMiddleWhenTheTableIsTooWide() {
    assertThat(LAYERS.render(25))
        .isEqualTo(
            """
            layer        arrays   SNR
            conv1             2  31.5
            backb…conv2     128   9.0
            """);
  }

  @Test
  void shortenedNamesStayApartWhereTheyCan() {
    Table table =
        new Table(
            List.of(Table.text("layer"), Table.number("SNR")),
            List.of(
                List.of("/encoder/level_1/conv/Conv", "1.0"),
                List.of("/encoder/level_2/conv/Conv", "2.0"),
                List.of("/head/Conv", "3.0")));
    assertThat(table.render(20).lines())
        .containsExactly(
            "layer            SNR",
            "/en…1/conv/Conv  1.0",
            "/en…2/conv/Conv  2.0",
            "/head/Conv       3.0");
  }

  @Test
  void aRowNeedsACellForEachColumn() {
    assertThatThrownBy(() -> new Table(List.of(Table.text("a")), List.of(List.of("1", "2"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2 cells in a table of 1 columns");
  }

  /// Whatever the cells: every line fits when text can give way, and no number loses a digit.
  @Test
  void fitsAndKeepsNumbers() {
    Cases.forAll(
        200,
        random -> {
          List<List<String>> rows = new ArrayList<>();
          for (int r = 0; r < 1 + random.nextInt(5); r++) {
            rows.add(
                List.of(
                    "µ".repeat(random.nextInt(60)),
                    Integer.toString(random.nextInt()),
                    "x".repeat(random.nextInt(60))));
          }
          String text =
              new Table(List.of(Table.text("name"), Table.number("n"), Table.text("what")), rows)
                  .render(40);
          assertThat(text.lines()).allMatch(line -> line.length() <= 40);
          rows.forEach(row -> assertThat(text).contains(row.get(1)));
        });
  }
}
