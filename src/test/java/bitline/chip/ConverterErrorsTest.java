package bitline.chip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bitline.base.Problem;
import bitline.report.ChipSheet;
import bitline.text.Evidence;
import bitline.text.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConverterErrorsTest {
  @TempDir Path folder;

  private static final String ERRORS =
      "errors: {capacitorMismatch: 1 %, comparatorOffset: 0.4, noise: 0.58, gain: 2 %, corrected: gain, assumed: test}";

  /// Jia's chip with more keys in its adc or dac.
  private Path file(String adc, String dac) throws IOException {
    String own = Files.readString(Path.of("chips/jia_jssc_2020.yaml"));
    return Files.writeString(
        folder.resolve("a.yaml"),
        own.replace("      columnsPerAdc: 1\n", "      columnsPerAdc: 1\n      " + adc + "\n")
            .replace(
                "dac: {bits: 1, type: bit_serial}", "dac: {bits: 1, type: bit_serial" + dac + "}"));
  }

  @Test
  void errorsAreReadWithTheirEvidenceAndShown() throws IOException {
    Chip chip = Chips.load(file(ERRORS, ", errors: {level: 0.01, assumed: test}"));
    AdcErrors errors = Objects.requireNonNull(Objects.requireNonNull(chip.adc()).errors());
    assertThat(errors)
        .isEqualTo(
            new AdcErrors(
                0.01, null, 0.4, null, null, null, null, 0, 0.02, 0.58, AdcErrors.Correction.GAIN));
    assertThat(chip.macro().dac().errors()).isEqualTo(new DacErrors(0.01, null, null, null));
    assertThat(chip.evidence())
        .extracting(Evidence::path)
        .contains("core.macro.adc.errors.noise", "core.macro.dac.errors.level");
    assertThat(Json.read(Chip.class, Json.text(chip), "json")).isEqualTo(chip);
    assertThat(ChipSheet.text(chip, 200))
        .contains("  drivers    level σ 0.01 steps\n")
        .contains(
            "  converters unit capacitor σ 1 %, comparator offset σ 0.4 LSB, gain σ 2 %, noise σ 0.58 LSB; gain corrected\n");
    assertThat(ChipSheet.text(Chips.byName("jia_jssc_2020"), 200)).doesNotContain("  converters ");
  }

  @Test
  void badSettingsAreRefusedWithTheirPlace() throws IOException {
    refused(
        "errors: {noise: -0.1, assumed: t}",
        "",
        "31:23: noise -0.1 is out of range; from 0 to 65536");
    refused(
        "errors: {capacitorMismatch: -1 %, assumed: t}",
        "", "31:35: capacitorMismatch -1 % is out of range; from 0 to 0.5");
    refused(
        "errors: {stepMismatch: 1 %, assumed: t}",
        "",
        "31:15: errors: stepMismatch is only for type ramp, charge_decrement and time_to_digital");
    refused(
        "errors: {nois: 1, assumed: t}",
        "",
        "31:16: unknown key 'nois' in errors; did you mean 'noise'?");
    refused(
        "errors: {corrected: all, assumed: t}",
        "",
        "31:27: corrected must be one of none, offset, gain, both, not 'all'");
    refused(
        "errors: {offset: 3 LSB, assumed: t}", "", "31:24: offset must be a number, not '3 LSB'");
    refused(
        "",
        ", errors: {jitter: 1, assumed: t}",
        "errors: jitter is only for type pulse_width and pulse_count");
  }

  private void refused(String adc, String dac, String end) throws IOException {
    Path file = file(adc, dac);
    var refusal =
        assertThatThrownBy(() -> Chips.load(file)).as(adc + dac).isInstanceOf(Problem.class);
    refusal.hasMessageStartingWith(file + ":").hasMessageEndingWith(end);
  }

  @Test
  void noBitsAndTooManyActiveRows() throws IOException {
    String own = Files.readString(Path.of("chips/jia_jssc_2020.yaml"));
    Path file = folder.resolve("a.yaml");
    Files.writeString(file, own.replace("      bits: 8\n", "      bits: 0\n"));
    assertThatThrownBy(() -> Chips.load(file))
        .hasMessage(file + ":28:13: bits 0 is out of range; from 1 to 16");
    Files.writeString(file, own.replace("activeRows: 2304", "activeRows: 2305"));
    assertThatThrownBy(() -> Chips.load(file))
        .hasMessage(file + ":19:19: activeRows 2305 is more than the 2304 rows");
  }
}
