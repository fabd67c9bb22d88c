package bitline.sim.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import bitline.RandomChips;
import bitline.cell.Cell;
import bitline.cell.Medium;
import bitline.chip.Array;
import bitline.chip.Chip;
import bitline.chip.Core;
import bitline.chip.Encoding;
import bitline.chip.Faults;
import bitline.chip.Macro;
import bitline.program.AdcRange;
import bitline.program.ArrayLayer;
import bitline.program.Coding;
import bitline.program.Tile;
import bitline.sim.RandomLayers;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FaultyChipTest {
  private static final Array LARGE =
      new Array(256, 256, 256, Encoding.TWOS_COMPLEMENT, null, List.of(4), List.of(4), true);
  private static final Chip CHIP = RandomChips.of(LARGE, 2, 1, 1, 40, 4, Medium.RRAM, false);

  static FaultSource everything(double share) {
    return new FaultSource.Rates(new Cell.Stuck(share / 3, 2 * share / 3));
  }

  static Faults lines(double share, double clusters) {
    Faults.Lines lines = new Faults.Lines(share / 2, share / 2);
    return new Faults(lines, lines, new Faults.Clusters(clusters, 1.5, 0.5));
  }

  static Chip with(Chip chip, Faults faults) {
    Macro m = chip.macro();
    Macro macro =
        new Macro(
            m.array(),
            m.weightSets(),
            m.cell(),
            m.dac(),
            m.adc(),
            faults,
            m.wires(),
            m.stepLaw(),
            null);
    return new Chip(
        chip.name(),
        chip.title(),
        chip.year(),
        chip.node(),
        chip.area(),
        chip.cores(),
        new Core(1, macro, null, null),
        null,
        List.of(),
        null,
        null,
        null,
        chip.operatingPoints(),
        List.of(),
        List.of(),
        null,
        List.of());
  }

  @Test
  void singleCellsAreStuckAsOftenAsWasAsked() {
    long off = 0;
    long on = 0;
    FaultSource source = new FaultSource.Rates(new Cell.Stuck(0.01, 0.003));
    for (int array = 0; array < 10; array++) {
      ArrayFaults faults = source.of(CHIP, 5, array, 0);
      off += faults.count(Stuck.OFF);
      on += faults.count(Stuck.ON);
    }
    // four standard deviations of a binomial over 655,360 cells
    assertThat(off / 655_360.0).isCloseTo(0.01, within(0.0005));
    assertThat(on / 655_360.0).isCloseTo(0.003, within(0.00028));
  }

  @Test
  void aHigherRateHasTheFaultsOfALowerOne() {
    ArrayFaults few = everything(0.01).of(CHIP, 1, 3, 1);
    ArrayFaults many = everything(0.05).of(CHIP, 1, 3, 1);
    for (int row = 0; row < 256; row++) {
      for (int column = 0; column < 256; column++) {
        Stuck stuck = few.device(row, column, 0);
        assertThat(stuck == Stuck.FINE || stuck == many.device(row, column, 0)).isTrue();
      }
    }
    assertThat(many.count(Stuck.ON)).isGreaterThan(4 * few.count(Stuck.ON));
  }

  @Test
  void deadLinesAreWholeAndAsManyAsWasAsked() {
    Faults rows = new Faults(new Faults.Lines(0.02, 0.01), null, null);
    Chip chip = with(CHIP, rows);
    int off = 0;
    int on = 0;
    for (int array = 0; array < 40; array++) {
      ArrayFaults faults = new FaultSource.Described().of(chip, 2, array, 0);
      for (int row = 0; row < 256; row++) {
        Stuck first = faults.device(row, 0, 0);
        for (int column = 1; column < 256; column++) {
          assertThat(faults.device(row, column, 0)).isEqualTo(first);
        }
        off += first == Stuck.OFF ? 1 : 0;
        on += first == Stuck.ON ? 1 : 0;
      }
    }
    assertThat(off / 10_240.0).isCloseTo(0.02, within(0.0056));
    assertThat(on / 10_240.0).isCloseTo(0.01, within(0.004));
  }

  @Test
  void clustersAreAsManyAndAsLargeAsWasAsked() {
    Chip chip = with(CHIP, new Faults(null, null, new Faults.Clusters(2, 3, 1)));
    long stuck = 0;
    for (int array = 0; array < 40; array++) {
      for (int set = 0; set < 2; set++) {
        stuck += new FaultSource.Described().of(chip, 9, array, set).count(Stuck.ON);
      }
    }
    // a disc of radius r has about π·r² cells; the mean of r² is 2·3² for an exponential radius
    double expected = 80 * 2 * Math.PI * 18;
    assertThat((double) stuck).isBetween(0.7 * expected, 1.4 * expected);
  }

  @Test
  void spareLinesAndOtherFaultsMoveNothing() {
    Array spared =
        new Array(
            256, 256, 256, Encoding.TWOS_COMPLEMENT, null, List.of(4), List.of(4), true, 3, 5);
    Chip with = RandomChips.of(spared, 2, 1, 1, 40, 4, Medium.RRAM, false);
    FaultSource source = everything(0.02);
    ArrayFaults without = source.of(CHIP, 1, 7, 0);
    ArrayFaults more = source.of(with, 1, 7, 0);
    ArrayFaults lines =
        source.of(
            FaultyChipTest.with(CHIP, new Faults(new Faults.Lines(0.1, 0), null, null)), 1, 7, 0);
    for (int row = 0; row < 256; row++) {
      boolean dead = lines.device(row, 0, 0) == Stuck.OFF && lines.device(row, 1, 0) == Stuck.OFF;
      for (int column = 0; column < 256; column++) {
        assertThat(more.both(row, column)).isEqualTo(without.both(row, column));
        assertThat(dead || lines.both(row, column) == without.both(row, column)).isTrue();
      }
    }
  }

  @Test
  void layersThatLieInOneArrayMeetTheSameCells() {
    SplittableRandom random = new SplittableRandom(4);
    Coding coding = Coding.of(Coding.WeightCode.TWOS_COMPLEMENT, 6, false, 1, 4, false, 1);
    ArrayLayer whole = RandomLayers.matrix(random, 40, 10, coding, AdcRange.covering(0, 40, 16));
    FaultyChip chip = new FaultyChip(CHIP, 3, everything(0.1), Repair.NONE);
    MatrixFaults all = chip.matrix(whole, 0);
    // rows 10 to 30 and columns 2 to 7 of the same cells, as a layer of its own
    ArrayLayer part =
        moved(
            RandomLayers.matrix(random, 20, 5, coding, AdcRange.covering(0, 40, 16)),
            new Tile(0, 0, 0, 0, 20, 0, 5, 10, 2 * 6));
    MatrixFaults some = chip.matrix(part, 0);
    Stuck[] wide = new Stuck[60];
    Stuck[] narrow = new Stuck[30];
    int stuck = 0;
    for (int k = 0; k < 20; k++) {
      all.row(10 + k, false, wide);
      some.row(k, false, narrow);
      for (int j = 0; j < 6; j++) {
        for (int n = 0; n < 5; n++) {
          assertThat(narrow[j * 5 + n]).isEqualTo(wide[j * 10 + 2 + n]);
          stuck += narrow[j * 5 + n] == Stuck.FINE ? 0 : 1;
        }
      }
    }
    assertThat(stuck).isGreaterThan(20);
    MatrixFaults other = chip.matrix(moved(part, new Tile(0, 1, 0, 0, 20, 0, 5, 10, 12)), 0);
    other.row(0, false, wide = new Stuck[30]);
    some.row(0, false, narrow);
    assertThat(wide).as("another weight set has cells of its own").isNotEqualTo(narrow);
  }

  private static ArrayLayer moved(ArrayLayer layer, Tile tile) {
    return new ArrayLayer(
        layer.node(),
        layer.operator(),
        layer.input(),
        layer.inputZero(),
        layer.inputZeroValue(),
        layer.weights(),
        layer.weightZeros(),
        layer.scales(),
        layer.biases(),
        layer.output(),
        layer.outputShape(),
        layer.unrolling(),
        layer.coding(),
        layer.range(),
        layer.activeRows(),
        layer.rowGroups(),
        List.of(tile));
  }
}
