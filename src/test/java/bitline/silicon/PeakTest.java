package bitline.silicon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import bitline.Signs;
import bitline.Workbench;
import bitline.chip.Chip;
import bitline.chip.Part;
import bitline.program.Program;
import bitline.sim.ExpectedActivity;
import bitline.sim.ValueStatistics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A chip whose arrays are all full, and the same chip under a network, are counted alike.
class PeakTest {
  @TempDir private Path folder;

  private Chip paired(String place) throws IOException {
    Path file = folder.resolve(place + ".yaml");
    Files.writeString(
        file,
        """
        name: %s
        title: pairs of magnetic cells
        year: 2026
        assumed: a test
        node: 28 nm
        cores: 1024
        core:
          macros: 16
          macro:
            weightSets: 1
            array:
              rows: 256
              columns: 256
              activeRows: 128
              encoding: differential_pair
              pair: %s
              weightBits: [8]
              inputBits: [8]
              signedInputs: true
            dac: {bits: 1, type: bit_serial}
            adc: {bits: 6, type: sar, columnsPerAdc: 8, range: calibrated}
            cell: stt_mram_22nm
        operatingPoints:
          - {name: p, supply: 0.9 V, step: 10 ns, inputBits: 8, weightBits: 8}
        """
            .formatted(place, place));
    return Workbench.chip(file.toString());
  }

  private static double perMac(Chip chip, Part part) {
    Peak peak = Peak.of(chip, chip.operatingPoint(), Factors.BLIND);
    return peak.energy().getOrDefault(part, 0.0) / peak.macs();
  }

  private static double picture(Chip chip, Part part) {
    Program program = Workbench.map(Signs.QUANTISED, chip);
    return Ledger.of(
            program,
            ExpectedActivity.of(program, ValueStatistics.assumed(program)),
            1e-4,
            313.15,
            1,
            Set.of())
        .estimate(Factors.BLIND)
        .joules()
        .getOrDefault(part, 0.0);
  }

  /// Wherever the two devices of a pair lie, the same currents flow.
  @Test
  void pairsConductTheSameWhereverTheyLie() throws IOException {
    double rows = perMac(paired("rows"), Part.CELLS);
    assertThat(perMac(paired("columns"), Part.CELLS)).isCloseTo(rows, within(1e-9 * rows));
    assertThat(perMac(paired("cell"), Part.CELLS)).isCloseTo(rows, within(1e-9 * rows));
    double picture = picture(paired("rows"), Part.CELLS);
    assertThat(picture(paired("columns"), Part.CELLS)).isCloseTo(picture, within(1e-9 * picture));
    assertThat(picture(paired("cell"), Part.CELLS)).isCloseTo(picture, within(1e-9 * picture));
  }

  /// Both columns of a pair are converted; two rows and a cell are subtracted before.
  @Test
  void columnsOfPairsAreConvertedTwice() throws IOException {
    double cell = perMac(paired("cell"), Part.CONVERTERS);
    assertThat(perMac(paired("columns"), Part.CONVERTERS) / cell).isCloseTo(2, within(1e-9));
    assertThat(
            picture(paired("columns"), Part.CONVERTERS) / picture(paired("cell"), Part.CONVERTERS))
        .isCloseTo(2, within(1e-9));
  }
}
