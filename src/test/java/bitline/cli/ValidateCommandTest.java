package bitline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import bitline.chip.Chips;
import bitline.report.ValidationCsv;
import bitline.report.ValidationText;
import bitline.silicon.validate.Validation;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `bitline validate`, and that the committed table is today's.
class ValidateCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    return Main.run(arguments, new PrintWriter(out, true), new PrintWriter(err, true));
  }

  /// A change of any constant shows here on every chip that it moves.
  @Test
  void theCommittedTableIsTodays() throws IOException {
    Path table = Path.of("docs/validation.csv");
    Path page = Path.of("docs/validation.md");
    Validation today = Validation.of(Chips.all());
    String csv = ValidationCsv.of(today);
    String written = ValidationText.within(Files.readString(page), today);
    if (Boolean.getBoolean("golden.rewrite")) {
      Files.writeString(table, csv);
      Files.writeString(page, written);
    }
    assertThat(ValidationCsv.differences(Files.readString(table), csv))
        .as("./bitline validate --write writes it anew")
        .isEmpty();
    assertThat(page).as("./bitline validate --write writes it anew").content().isEqualTo(written);
  }

  @Test
  void oneChipAndQuantity() {
    run("validate", "--chip", "jia_jssc_2020", "--quantity", "energy");
    assertThat(out.toString())
        .contains("jia_jssc_2020\n", "energy converters", "blind model of")
        .doesNotContain("wang_vlsi_2022", "throughput", " area ");
  }

  @Test
  void aChipFromAFileIsPredictedBesideTheOthers(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("mine.yaml");
    Files.writeString(
        file,
        Files.readString(Path.of("chips/chih_isscc_2021.yaml"))
            .replace("name: chih_isscc_2021", "name: mine"));
    assertThat(run("validate", "--chip", file.toString(), "--json")).isEqualTo(Main.DONE);
    assertThat(out.toString())
        .contains("\"chip\": \"mine\"", "\"leftOut\": ", "\"scores\": [", "\"targets\": [");
  }

  @Test
  void whatIsNotUnderstoodIsNamed() {
    assertThat(run("validate", "--quantity", "enrgy")).isEqualTo(2);
    assertThat(err.toString())
        .isEqualTo(
            "--quantity 'enrgy' is none of throughput, energy, area, share; did you mean 'energy'?\n");
    assertThat(run("validate", "--chip", "jia")).isEqualTo(2);
    assertThat(run("validate", "--report", "x.onnx")).isEqualTo(2);
  }
}
