package bitline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import bitline.catalogue.Accelerator;
import bitline.catalogue.Catalogue;
import bitline.report.CatalogueSheet;
import bitline.text.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `bitline catalogue`.
class CatalogueCommandTest {
  @TempDir Path folder;

  private record Ran(int code, String out, String err) {}

  private static Ran run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code = Main.run(arguments, new PrintWriter(out), new PrintWriter(err));
    return new Ran(code, out.toString(), err.toString());
  }

  @Test
  void theListFitsAndShortensNoName() {
    Ran ran = run("catalogue");
    assertThat(ran.code()).isEqualTo(Main.DONE);
    assertThat(ran.out().lines()).allMatch(line -> line.length() <= 120);
    for (Accelerator each : Catalogue.all()) {
      assertThat(ran.out().lines().map(l -> l.split(" ", 2)[0])).contains(each.name());
    }
    assertThat(ran.out())
        .containsPattern("agx-orin +SoC +2022 +8 nm +137.5 TOPS +INT8 +60 W +2.29 T +64 GB")
        .contains(Catalogue.all().size() + " accelerators; peaks are dense");
  }

  @Test
  void oneFormIsPrintedNotTwo() {
    Ran ran = run("catalogue", "--csv", "--json");
    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err().strip()).isEqualTo("--csv and --json exclude each other");
  }

  @Test
  void conditionsOrderAndColumns() {
    Ran ran =
        run(
            "catalogue",
            "--where",
            "technology=gpu and power<100W and released>=2022",
            "--sort=-ops/power",
            "--columns",
            "name,ops/power,format");
    assertThat(ran.out().lines().map(String::strip))
        .anyMatch(l -> l.matches("name +ops/power +format"))
        .anyMatch(l -> l.matches("l4 +3.361 TOPS/W +INT8"));
    assertThat(ran.out()).contains(" of " + Catalogue.all().size() + " accelerators");
  }

  @Test
  void oneIsShownWithGradeAndSourceOfEveryValue() {
    for (Accelerator each : Catalogue.all()) {
      String sheet = CatalogueSheet.text(each, Output.WIDTH);
      assertThat(sheet.lines()).as(each.name()).allMatch(line -> line.length() <= 80);
      assertThat(
              sheet
                  .lines()
                  .filter(l -> l.matches(".*  (measured|vendor|press|derived|recalled) \\[[0-9]+]"))
                  .count())
          .as(each.name())
          .isEqualTo(each.evidence().size());
    }
    assertThat(run("catalogue", "T4").out())
        .isEqualTo(CatalogueSheet.text(Catalogue.find("t4"), Output.WIDTH));
  }

  @Test
  void jsonReadsBack() {
    Ran one = run("catalogue", "houmo-h30", "--json");
    assertThat(Json.read(Accelerator.class, one.out(), "out"))
        .isEqualTo(Catalogue.find("houmo-h30"));
    Ran some = run("catalogue", "--where", "name~houmo", "--json");
    assertThat(Json.parse(some.out(), "out")).isNotNull();
    assertThat(some.out()).contains("\"name\": \"houmo-m50\"");
  }

  @Test
  void csvIsInSiUnits() {
    Ran ran = run("catalogue", "--where", "name=t4", "--csv", "--columns", "name,int8,power,title");
    assertThat(ran.out()).isEqualTo("name,int8 (op/s),power (W),title\nt4,1.3E14,70.0,NVIDIA T4\n");
    assertThat(run("catalogue", "--csv").out().lines()).hasSize(1 + Catalogue.all().size());
  }

  @Test
  void aFileOfYourOwn() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("own.yaml"),
            """
            accelerators:
              - name: mine
                title: x
                vendor: y
                technology: gpu
                segment: edge
                source: a data sheet
                grade: vendor
                released: "2024-03"
                rates: [{format: int8, dense: 400 TOPS}, {format: fp16, dense: 100 TOPS}]
                power: 2 W
            """);
    assertThat(run("catalogue", "--file", file.toString()).out())
        .contains("mine", "1 accelerators");
    assertThat(run("catalogue", "mine", "--file", file.toString()).out()).contains("mine: x");
    Ran check = run("catalogue", "--check", file.toString());
    assertThat(check.code()).isEqualTo(Main.NO);
    assertThat(check.out()).contains("mine: sparse: ", "mine: efficiency: ", "2 findings");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "h100|no accelerator 'h100'; did you mean h100-nvl, h100-pcie, h100-sxm?",
        "--where pwer<3W|unknown field 'pwer'; did you mean 'power'?",
        "--where power<3|'3' needs a unit",
        "--sort powr|--sort 'powr', character 1: unknown field 'powr'; did you mean 'power'?",
        "--columns name,pwr|unknown field 'pwr'",
        "--check missing.csv|missing.csv: cannot be read (no such file)",
        "t4 --csv|--where, --sort, --columns and --csv are for the list",
      })
  void mistakesAreOneLine(String arguments, String message) {
    List<String> all = new ArrayList<>(List.of("catalogue"));
    all.addAll(List.of(arguments.split(" ")));
    Ran ran = run(all.toArray(String[]::new));
    assertThat(ran.code()).isEqualTo(Main.BAD_INPUT);
    assertThat(ran.err().lines()).singleElement().asString().contains(message);
  }
}
