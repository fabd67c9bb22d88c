package bitline.sim.manufacture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import bitline.base.Problem;
import bitline.chip.Chip;
import bitline.program.AdcRange;
import bitline.program.ArrayLayer;
import bitline.program.Coding;
import bitline.program.RowGroup;
import bitline.program.Tile;
import bitline.program.Unrolling;
import bitline.sim.converter.DacInstance;
import bitline.tensor.Conversion;
import bitline.tensor.Kernels;
import bitline.tensor.LevelCells;
import bitline.tensor.RowDrivers;
import bitline.tensor.ScalarKernels;
import bitline.tensor.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DriverSetTest {
  private static final Kernels SCALAR = new ScalarKernels("the reference");
  private static final Conditions DRIVERS = Conditions.IDEAL.with(Set.of(Effect.DRIVERS)).ofChip(5);
  private static final int ROWS = 40;
  private static final int COLUMNS = 5;

  @TempDir Path folder;

  /// Columns 0 to 2 lie in array 3 from row 7 on, the others in array 8 from row 0 on.
  private static ArrayLayer layer(Coding coding, AdcRange range) {
    SplittableRandom random = new SplittableRandom(8);
    int most = (1 << coding.weightBits() - 1) - 1;
    int[] weights = random.ints((long) ROWS * COLUMNS, -most, most + 1).toArray();
    return new ArrayLayer(
        "layer",
        "MatMul",
        "x",
        0,
        "",
        weights,
        null,
        null,
        null,
        "y",
        Shape.of(1, COLUMNS),
        new Unrolling.Product(1, 1, ROWS, COLUMNS, false, false),
        coding,
        range,
        ROWS,
        List.of(new RowGroup(0, ROWS)),
        List.of(
            new Tile(3, 0, 0, 0, ROWS, 0, 3, 7, 0), new Tile(8, 0, 0, 0, ROWS, 3, COLUMNS, 0, 40)));
  }

  private static LevelCells cells(Chip chip, ArrayLayer layer) {
    Manufacture manufacture = Manufacture.of(chip, DRIVERS, SCALAR);
    return Objects.requireNonNull(manufacture).make(layer, 0).cells();
  }

  private static DacInstance driver(Chip chip, int row, int column, int perRow, int device) {
    int array = column < 3 ? 3 : 8;
    int first = column < 3 ? 7 : 0;
    long wordline = (long) (first + row) * perRow + device;
    return DacInstance.draw(chip.macro().dac(), 5, (long) array * chip.array().rows() + wordline);
  }

  /// One-bit drivers: a cell that holds d is worth d times the level of its row.
  @Test
  void bitsScaleTheirRows() throws IOException {
    Chip chip =
        ChipFiles.chip(
            folder,
            "generic_analog",
            "type: bit_serial}",
            "type: bit_serial, errors: {level: 0.1, assumed: a test}}");
    Coding coding = Coding.of(Coding.WeightCode.TWOS_COMPLEMENT, 4, false, 1, 4, false, 1);
    ArrayLayer layer = layer(coding, AdcRange.covering(0, 100, 64));
    LevelCells cells = cells(chip, layer);
    assertThat(cells.drivers()).isNull();
    for (int i = 0; i < cells.values().length; i++) {
      int row = i / (COLUMNS * 4);
      int column = i % COLUMNS;
      int digit = coding.cell(layer.weights()[row * COLUMNS + column], i / COLUMNS % 4);
      double level = driver(chip, row, column, 1, 0).level(1);
      assertThat(cells.values()[i] / 256.0).isCloseTo(digit * level, within(1.0 / 512));
    }
  }

  /// Pulses into pairs of rows: each device of a pair by its own driver, what digit 0 conducts
  /// included. The sum that the array forms is the one worked out wordline by wordline, but for the
  /// rounding of errors to 1/64 of a step and of cells to 1/64.
  @Test
  void eachDeviceOfAPairHasItsOwnDriver() throws IOException {
    Chip chip =
        ChipFiles.chip(
            folder,
            "wan_nature_2022",
            "type: pulse_count\n",
            "type: pulse_count\n      errors: {stepMismatch: 10 %, jitter: 0.3}\n");
    Coding coding = Coding.of(Coding.WeightCode.PAIR_OF_ROWS, 4, false, 3, 4, false, 4);
    ArrayLayer layer = layer(coding, AdcRange.covering(-5000, 5000, 1 << 16));
    LevelCells cells = cells(chip, layer);
    RowDrivers drivers = Objects.requireNonNull(cells.drivers());
    assertThat(drivers.columnEnds()).containsExactly(3, 5);
    LevelCells quiet = quiet(cells);
    byte[] inputs = new byte[ROWS];
    new SplittableRandom(3).nextBytes(inputs);
    int[] totals = new int[COLUMNS];
    SCALAR.levelCells(quiet).totals(inputs, 1, 0, 0, totals);
    double largest = 0;
    for (int n = 0; n < COLUMNS; n++) {
      double exact = 0;
      double ideal = 0;
      double jitter = 0;
      for (int k = 0; k < ROWS; k++) {
        int x = inputs[k] & 15;
        int weight = layer.weights()[k * COLUMNS + n];
        double zero = 1 / (39.0 / 7); // 1 uS in steps
        for (int device = 0; device < 2; device++) {
          double held = zero + Math.max(0, device == 0 ? weight : -weight);
          double level = driver(chip, k, n, 2, device).level(x);
          exact += (device == 0 ? 1 : -1) * level * held;
          jitter += 0.09 * x * held * held;
        }
        ideal += x * weight;
      }
      double step = 1.0 / 64;
      double sum = (totals[n] - 32768) * step;
      assertThat(sum).isCloseTo(exact, within(0.6));
      largest = Math.max(largest, Math.abs(exact - ideal));
      float variance = jittered(drivers, cells, inputs, n) / (64 * 64);
      assertThat((double) variance).isCloseTo(jitter, within(0.01 * jitter));
    }
    assertThat(largest).isGreaterThan(5);
  }

  /// The same without jitter, behind a converter of 1/64 step.
  private static LevelCells quiet(LevelCells cells) {
    RowDrivers own = Objects.requireNonNull(cells.drivers());
    RowDrivers steady =
        new RowDrivers(
            own.perRow(),
            own.digits(),
            own.columnEnds(),
            own.fraction(),
            own.errors(),
            own.values(),
            new float[own.digits()]);
    return new LevelCells(
        cells.rows(),
        cells.columns(),
        cells.groupEnds(),
        cells.digitWeights(),
        cells.values(),
        null,
        0,
        cells.inputShifts(),
        cells.inputBits(),
        cells.inputWeights(),
        Conversion.of(-512, 1.0 / 64, 1 << 16, 6),
        null,
        0,
        null,
        steady);
  }

  private static float jittered(RowDrivers drivers, LevelCells cells, byte[] inputs, int n) {
    float sum = 0;
    for (int d = 0; d < 2 * ROWS; d++) {
      float value = drivers.values()[d * cells.columns() + n];
      sum += drivers.jitter()[inputs[d / 2] & 15] * value * value;
    }
    return sum;
  }

  @Test
  void driversThatAreFarOffAreRefused() throws IOException {
    Chip chip =
        ChipFiles.chip(
            folder,
            "hermes64_natel_2023",
            "type: pulse_width}",
            "type: level, errors: {level: 5000, assumed: a test}}");
    Coding coding = Coding.of(Coding.WeightCode.PAIR_IN_CELL, 8, false, 3, 8, false, 8);
    ArrayLayer layer = layer(coding, AdcRange.covering(-5000, 5000, 256));
    assertThatThrownBy(() -> cells(chip, layer))
        .isInstanceOf(Problem.class)
        .hasMessageMatching("node 'layer': a row driver of dac.errors is off by \\d+ steps.*");
  }
}
