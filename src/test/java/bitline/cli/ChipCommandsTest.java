package bitline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import bitline.chip.Chip;
import bitline.chip.Chips;
import bitline.text.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `bitline chips` and `bitline show CHIP`.
class ChipCommandsTest {
  @TempDir Path folder;

  private record Ran(int code, String out, String err) {}

  private static Ran run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code = Main.run(arguments, new PrintWriter(out), new PrintWriter(err));
    return new Ran(code, out.toString(), err.toString());
  }

  @Test
  void theListFitsEightyColumnsAndNamesEveryChip() {
    Ran ran = run("chips");
    assertThat(ran.code()).isEqualTo(Main.DONE);
    assertThat(ran.out().lines())
        .hasSize(1 + Chips.names().size())
        .allMatch(line -> line.length() <= 80);
    assertThat(ran.out())
        .containsPattern("houmo_h30_2023 +12 nm +sram +64 +none +8×8 +4.19 M +256 TOPS");
    assertThat(ran.out()).contains(Chips.names());
  }

  @Test
  void theListAsJson() {
    Ran ran = run("chips", "--json");
    assertThat(ran.code()).isEqualTo(Main.DONE);
    assertThat(ran.out()).contains("\"name\": \"houmo_h30_2023\"", "\"watts\": 35.0");
    assertThat(Json.parse(ran.out(), "out")).isNotNull();
  }

  @Test
  void aChipIsShownWithTheSourceOfEveryValue() {
    for (Chip chip : Chips.all()) {
      Ran ran = run("show", chip.name());
      assertThat(ran.code()).isEqualTo(Main.DONE);
      assertThat(ran.out().lines()).as(chip.name()).allMatch(line -> line.length() <= 80);
      assertThat(
              ran.out()
                  .lines()
                  .filter(line -> line.matches(".*  (published|assumed) \\[\\d+]"))
                  .count())
          .as(chip.name())
          .isEqualTo(chip.evidence().size());
    }
    assertThat(run("show", "houmo_h30_2023").out())
        .containsPattern("array.rows +512 +assumed \\[")
        .containsPattern("operatingPoints\\[0].power +35 W +published \\[")
        .contains("published: Houmo press release of 10 May 2023");
  }

  @Test
  void aChipAsJsonReadsBack() {
    Ran ran = run("show", "jia_jssc_2020", "--json");
    assertThat(Json.read(Chip.class, ran.out(), "out")).isEqualTo(Chips.byName("jia_jssc_2020"));
  }

  @Test
  void mistakesAreOneLine() throws IOException {
    Ran ran = run("show", "houmo_h30");
    assertThat(ran.code()).isEqualTo(Main.BAD_INPUT);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).isEqualTo("no chip 'houmo_h30'; did you mean 'houmo_h30_2023'?\n");
    Path file = folder.resolve("chip.yaml");
    String good = Files.readString(Path.of("chips/jia_jssc_2020.yaml"));
    Files.writeString(file, good.replace("      bits: 8", "      bitz: 8"));
    long line = 1 + good.substring(0, good.indexOf("      bits: 8")).lines().count();
    Ran typo = run("show", file.toString());
    assertThat(typo.code()).isEqualTo(Main.BAD_INPUT);
    assertThat(typo.err())
        .isEqualTo(file + ":" + line + ":7: unknown key 'bitz' in adc; did you mean 'bits'?\n");
    Path none = folder.resolve("none");
    assertThat(run("chips", none.toString()).code()).isEqualTo(Main.BAD_INPUT);
    assertThat(run("chips", none.toString()).err()).isEqualTo(none + ": no such folder\n");
    assertThat(run("chips", file.toString()).err()).isEqualTo(file + ": not a folder\n");
    Path empty = Files.createDirectory(folder.resolve("empty"));
    assertThat(run("chips", empty.toString()).err())
        .isEqualTo(empty + ": no chip in this folder; a chip is a .yaml file\n");
  }

  @Test
  void convertersThatAreNotThereCannotBeChanged() {
    String model = "models/signs_bitline.onnx";
    Ran digital = run("map", model, "--chip", "houmo_h30_2023", "--adc-bits", "4");
    assertThat(digital.code()).isEqualTo(Main.BAD_INPUT);
    assertThat(digital.err())
        .isEqualTo("--adc-bits 4: houmo_h30_2023 has no ADC, its sums are digital and exact\n");
    for (String bits : List.of("0", "-1", "17")) {
      Ran ran = run("map", model, "--chip", "wan_nature_2022", "--adc-bits", bits);
      assertThat(ran.code()).isEqualTo(Main.BAD_INPUT);
      assertThat(ran.err()).isEqualTo("--adc-bits " + bits + " is not 1 to 16\n");
    }
  }

  @Test
  void aMappingIsExplainedWhereThatIsAskedFor() {
    String[] signs = {"map", "models/signs_bitline.onnx", "--chip", "houmo_h30_2023"};
    assertThat(run(signs).out()).doesNotContain("roof:");
    Ran ran = run(with(signs, "--explain", "--way", "streamed"));
    assertThat(ran.code()).isEqualTo(Main.DONE);
    assertThat(ran.out())
        .contains("- streamed: ", "- writing weights takes ", "- roof: no schedule ");
    assertThat(ran.out().lines()).allMatch(line -> line.length() <= 80);
    assertThat(run(with(signs, "--explain", "--json")).out())
        .contains("\"explanation\": [", "\"wear\": {");
    Ran slip = run(with(signs, "--explian"));
    assertThat(slip.code()).isEqualTo(Main.BAD_INPUT);
    assertThat(slip.err())
        .isEqualTo("bitline map: unknown option '--explian'; did you mean '--explain'?\n");
    assertThat(run(with(signs, "--fps", "0")).err())
        .isEqualTo("--fps 0.0; more than 0 and at most 1e9 are possible\n");
    assertThat(run(with(signs, "--grouped", "vecto")).err())
        .isEqualTo("--grouped 'vecto' is none of auto, arrays, vector; did you mean 'vector'?\n");
  }

  private static String[] with(String[] arguments, String... more) {
    return Stream.concat(Stream.of(arguments), Stream.of(more)).toArray(String[]::new);
  }

  @Test
  void aLayerThatIsNotThereCannotBeQuantisedOtherwise() {
    Ran ran =
        run("map", "models/signs_bitline.onnx", "--chip", "wan_nature_2022", "--layer", "zzz:4:4");
    assertThat(ran.code()).isEqualTo(Main.BAD_INPUT);
    assertThat(ran.err()).startsWith("override 'zzz' matches no layer; there are ").hasLineCount(1);
  }
}
