package bitline.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bitline.Cases;
import bitline.base.Problem;
import bitline.cell.Levels;
import bitline.chip.Chip;
import bitline.chip.Chips;
import bitline.chip.Wires;
import bitline.graph.ConvGeometry;
import bitline.graph.Window;
import bitline.program.Activity;
import bitline.program.AdcRange;
import bitline.program.ArrayLayer;
import bitline.program.Coding;
import bitline.program.Coding.WeightCode;
import bitline.program.Digit;
import bitline.program.RowGroup;
import bitline.program.Tile;
import bitline.program.Unrolling;
import bitline.sim.manufacture.Compensation;
import bitline.sim.manufacture.Conditions;
import bitline.sim.manufacture.Effect;
import bitline.sim.manufacture.Manufacture;
import bitline.sim.wire.NodalSolution;
import bitline.sim.wire.WireNetwork;
import bitline.tensor.Converters;
import bitline.tensor.ElementType;
import bitline.tensor.Kernels;
import bitline.tensor.LevelCells;
import bitline.tensor.ScalarKernels;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Layers on arrays with resistive wires, held against Kirchhoff's equations of the whole array.
class WiredLayerTest {
  private static final Kernels SCALAR = new ScalarKernels("the reference");
  private static final int COLUMNS = 12;

  /// Of the cell's values, bits behind the point: 9 less its 2 bits.
  private static final int FRACTION = 7;

  @TempDir Path folder;

  /// What the chip's wires are, but for their resistance.
  private record Arrangement(WeightCode code, String supply, String driven, String sensed) {
    /// With source lines an array is solved column by column, so that it may be larger.
    boolean across() {
      return supply.equals("input_line");
    }

    int rows() {
      return across() ? 16 : 128;
    }

    int active() {
      return across() ? 8 : 64;
    }
  }

  /// Errors of the stand-in for wires are far below what the wires take: the rest is rounding, of
  /// cells, and with source lines of a converter with codes one step apart.
  @Test
  void sumsAreThoseOfTheWholeArray() {
    Cases.forAll(
        40,
        random -> {
          Arrangement how = arrangement(random);
          double ohm = (how.across() ? 16 : 1) * Math.pow(10, 1.2 * random.nextDouble() - 1.2);
          Errors errors = errors(random, how, ohm);
          boolean pair = how.code == WeightCode.PAIR_IN_CELL || how.code == WeightCode.PAIR_OF_ROWS;
          double allowed =
              how.across()
                  ? 0.005 + (pair ? 0.8 : 0.4) * errors.lost * errors.lost
                  : 0.02 + (pair ? 0.35 : 0.25) * errors.lost;
          assertThat(errors.rms).as("%s, %s ohm: %s", how, ohm, errors).isLessThan(allowed);
        });
  }

  @Test
  void wiresWithoutResistanceChangeNoBit() {
    Cases.forAll(
        40,
        random -> {
          Arrangement how = arrangement(random);
          Chip chip = chip(how, random.nextBoolean() ? "0 ohm" : "1e-9 ohm");
          ArrayLayer layer = layer(random, chip, how.code);
          var with = made(chip, layer, EnumSet.of(Effect.PROGRAMMING, Effect.WIRES));
          var without = made(chip, layer, EnumSet.of(Effect.PROGRAMMING));
          assertThat(with.cells().values()).isEqualTo(without.cells().values());
          assertThat(with.cells().converters()).isNull();
          assertThat(with.cells().conversion()).isEqualTo(without.cells().conversion());
        });
  }

  /// With source lines a column that carries less loses less.
  @Test
  void rowsThatAreSeldomOnLoseLess() {
    Arrangement how = new Arrangement(WeightCode.TWOS_COMPLEMENT, "source_line", "first", "last");
    Chip chip = chip(how, "1 ohm");
    ArrayLayer layer = layer(new SplittableRandom(6), chip, how.code);
    Conditions wired = Conditions.IDEAL.with(Set.of(Effect.WIRES)).compensated(Compensation.LAYER);
    double[] gains = new double[3];
    for (int i = 0; i < gains.length; i++) {
      Map<String, Double> rowsOn = Map.of("layer", 0.05 + 0.2 * i);
      gains[i] =
          Objects.requireNonNull(Manufacture.of(chip, wired, SCALAR, rowsOn))
              .make(layer, 0)
              .gains()[0];
    }
    assertThat(gains[0]).isBetween(1.01, gains[1]);
    assertThat(gains[1]).isLessThan(gains[2]);
    double unknown =
        Objects.requireNonNull(Manufacture.of(chip, wired, SCALAR)).make(layer, 0).gains()[0];
    assertThat(unknown).isGreaterThan(gains[2]);
  }

  @Test
  void calibrationPicturesTellHowManyRowsAreOn() {
    Coding coding = Coding.of(WeightCode.TWOS_COMPLEMENT, 5, false, 2, 4, false, 1);
    RowsOn rows = new RowsOn(coding);
    rows.count(new Tensor.Ints(ElementType.UINT8, Shape.of(4), new int[] {0, 15, 1, 2}));
    assertThat(rows.share()).isEqualTo(6.0 / 16);
    RowsOn pulses = new RowsOn(Coding.of(WeightCode.PAIR_IN_CELL, 5, false, 2, 4, false, 4));
    pulses.count(new Tensor.Ints(ElementType.INT8, Shape.of(2), new int[] {-8, 7}));
    assertThat(pulses.share()).isEqualTo(0.5);
  }

  @Test
  void aLayerRunsOnWhatReachesItsConverters() {
    for (WeightCode code : WeightCode.values()) {
      RandomGenerator random = new SplittableRandom(8);
      Arrangement how = new Arrangement(code, "input_line", "first", "last");
      Chip chip = chip(how, "6 ohm", 4);
      ArrayLayer layer = layer(random, chip, code);
      Manufacture manufacture =
          Manufacture.of(chip, Conditions.IDEAL.with(Set.of(Effect.WIRES)), SCALAR);
      LayerRun run = LayerRun.manufactured(layer, SCALAR, Objects.requireNonNull(manufacture));
      double squares = 0;
      double lost = 0;
      double all = 0;
      for (int i = 0; i < 4; i++) {
        Tensor x = RandomLayers.inputs(random, layer);
        float[] got = ((Tensor.Floats) run.run(x, 0, new Activity())).data();
        int[] data = ((Tensor.Ints) x).data();
        double[] exact =
            added(layer, data, (g, step) -> converted(exact(chip, layer, g, step, data)));
        double[] ideal = added(layer, data, (g, step) -> converted(ideal(layer, g, step, data)));
        for (int n = 0; n < got.length; n++) {
          squares += Math.pow(got[n] - exact[n], 2);
          lost += Math.pow(ideal[n] - exact[n], 2);
          all += Math.pow(ideal[n], 2);
        }
      }
      assertThat(Math.sqrt(lost / all)).as("lost of %s", code).isGreaterThan(0.05);
      assertThat(Math.sqrt(squares / all))
          .as("error of %s", code)
          .isLessThan(Math.sqrt(lost / all) / 3);
    }
  }

  /// Matrices of a grouped layer lie side by side in the same active rows.
  @Test
  void matricesThatShareRowsAreSolvedTogether() {
    Arrangement how = new Arrangement(WeightCode.TWOS_COMPLEMENT, "input_line", "both", "first");
    Chip chip = chip(how, "4 ohm");
    RandomGenerator random = new SplittableRandom(4);
    ArrayLayer layer = two(layer(random, chip, how.code), random);
    Conditions wired = Conditions.IDEAL.with(Set.of(Effect.WIRES));
    Manufacture one = Objects.requireNonNull(Manufacture.of(chip, wired, SCALAR));
    Manufacture other = Objects.requireNonNull(Manufacture.of(chip, wired, SCALAR));
    short[] first = one.make(layer, 0).cells().values();
    short[] second = one.make(layer, 1).cells().values();
    assertThat(other.make(layer, 1).cells().values()).isEqualTo(second);
    assertThat(other.make(layer, 1).cells().values()).isEqualTo(second);
    assertThat(other.make(layer, 0).cells().values()).isEqualTo(first);
    ArrayLayer alone = layer(new SplittableRandom(4), chip, how.code);
    assertThat(first).isNotEqualTo(made(chip, alone, Set.of(Effect.WIRES)).cells().values());
  }

  @Test
  void aGainForEachColumnMakesUpForTheMeanLoss() {
    Cases.forAll(
        20,
        random -> {
          Arrangement how = arrangement(random);
          Chip chip = chip(how, how.across() ? "8 ohm" : "0.5 ohm");
          ArrayLayer layer = layer(random, chip, how.code);
          Conditions wired = Conditions.IDEAL.with(Set.of(Effect.WIRES));
          double none = loss(chip, layer, wired.compensated(Compensation.NONE), random);
          double whole = loss(chip, layer, wired.compensated(Compensation.LAYER), random);
          double each = loss(chip, layer, wired.compensated(Compensation.COLUMN), random);
          assertThat(whole).as("layer: %s", how).isLessThan(none);
          assertThat(each).as("column: %s", how).isLessThan(none);
        });
  }

  @Test
  void readsOfCellsThatLoseVoltageAreQuieter() {
    Arrangement how = new Arrangement(WeightCode.PAIR_OF_ROWS, "input_line", "first", "last");
    Chip chip = chip(how, "20 ohm", 1, "rram_1t1r_neurram");
    ArrayLayer layer = layer(new SplittableRandom(2), chip, how.code);
    LevelCells with = made(chip, layer, EnumSet.of(Effect.READ_NOISE, Effect.WIRES)).cells();
    LevelCells without = made(chip, layer, EnumSet.of(Effect.READ_NOISE)).cells();
    assertThat(noise(with)).isBetween(0.5 * noise(without), 0.99 * noise(without));
  }

  @Test
  void impossibleWiresAreRefused() {
    Arrangement how = new Arrangement(WeightCode.TWOS_COMPLEMENT, "input_line", "first", "last");
    assertThat(Effect.of(chip(how, "1 ohm"))).contains(Effect.WIRES);
    refused(how, "-1 ohm", "rram_1t1r_milo", "wired.yaml:26:", "supplyResistance", "-1 ohm");
    refused(how, "1 V", "rram_1t1r_milo", "wired.yaml:26:", "supplyResistance", "ohm");
    refused(how, "1 ohm", "sram_8t1c_charge", "wired.yaml", "wires", "no conductance");
    refused(how, "1 ohm", "sram_6t_digital", "wired.yaml", "wires", "no conductance");
    Arrangement rows = new Arrangement(WeightCode.PAIR_OF_ROWS, "source_line", "first", "last");
    refused(rows, "1 ohm", "rram_1t1r_milo", "wired.yaml", "wires", "supply: input_line");
  }

  private void refused(Arrangement how, String ohm, String cell, String... words) {
    assertThatThrownBy(() -> chip(how, ohm, 1, cell))
        .isInstanceOf(Problem.class)
        .hasMessageContainingAll(words);
  }

  private static double noise(LevelCells cells) {
    double sum = 0;
    for (short variance : Objects.requireNonNull(cells.variances())) {
      sum += variance;
    }
    return sum * cells.varianceUnit();
  }

  private static Arrangement arrangement(RandomGenerator random) {
    WeightCode code = WeightCode.values()[random.nextInt(5)];
    boolean across = code == WeightCode.PAIR_OF_ROWS || random.nextBoolean();
    List<String> ends = List.of("first", "last", "both");
    return new Arrangement(
        code,
        across ? "input_line" : "source_line",
        ends.get(random.nextInt(3)),
        ends.get(random.nextInt(3)));
  }

  /// What a layer's sums miss after its gains, digits added up.
  private static double loss(
      Chip chip, ArrayLayer layer, Conditions conditions, RandomGenerator random) {
    var made = Objects.requireNonNull(Manufacture.of(chip, conditions, SCALAR)).make(layer, 0);
    double squares = 0;
    for (int i = 0; i < 10; i++) {
      int[] x = inputs(random, layer, 0.5);
      for (int g = 0; g < layer.rowGroups().size(); g++) {
        Digit step = layer.coding().inputDigits().getFirst();
        double[] got = sums(made.cells(), layer, g, step, x);
        double[] ideal = ideal(layer, layer.rowGroups().get(g), step, x);
        double[] missed = new double[made.gains().length];
        for (int s = 0; s < got.length; s++) {
          int n = s % missed.length;
          int weight = layer.coding().weightDigits().get(s / missed.length).weight();
          missed[n] += weight * (made.gains()[n] * got[s] - ideal[s]);
        }
        for (double m : missed) {
          squares += m * m;
        }
      }
    }
    return Math.sqrt(squares);
  }

  /// As converters with codes one step apart read them.
  private static double[] converted(double[] sums) {
    return Arrays.stream(sums).map(sum -> Math.floor(sum + 0.5)).toArray();
  }

  @FunctionalInterface
  private interface Sums {
    double[] of(RowGroup rows, Digit step);
  }

  /// A layer's outputs from its column sums.
  private static double[] added(ArrayLayer layer, int[] x, Sums sums) {
    Coding coding = layer.coding();
    int columns = layer.unrolling().columns();
    double[] out = new double[columns];
    for (RowGroup rows : layer.rowGroups()) {
      for (Digit step : coding.inputDigits()) {
        double[] some = sums.of(rows, step);
        for (int s = 0; s < some.length; s++) {
          out[s % columns] +=
              some[s] * coding.weightDigits().get(s / columns).weight() * step.weight();
        }
        for (int k = rows.from(); k < rows.to(); k++) {
          for (int n = 0; n < columns; n++) {
            out[n] -= (double) coding.correction() * step.of(x[k]) * step.weight();
          }
        }
      }
    }
    return out;
  }

  /// The layer's first rows and columns, and a second matrix of that size to the right and below.
  private static ArrayLayer two(ArrayLayer layer, RandomGenerator random) {
    int rows = 4;
    int digits = layer.coding().weightDigits().size();
    int[] weights = new int[2 * rows];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = i < rows ? layer.weights()[i * layer.unrolling().columns()] : random.nextInt(16);
    }
    ConvGeometry geometry =
        ConvGeometry.of(
            new Window(
                List.of(2, 2), List.of(1, 1), List.of(1, 1), List.of(), Window.AutoPad.NOTSET),
            Shape.of(1, 2, 2, 2),
            Shape.of(2, 1, 2, 2));
    return new ArrayLayer(
        "layer",
        "Conv",
        "x",
        0,
        "",
        weights,
        null,
        null,
        null,
        "y",
        Shape.of(1, 2, 1, 1),
        new Unrolling.Convolution(1, 2, 2, 1, geometry),
        layer.coding(),
        layer.range(),
        layer.activeRows(),
        List.of(new RowGroup(0, rows)),
        List.of(
            new Tile(0, 0, 0, 0, rows, 0, 1, 0, 0), new Tile(0, 0, 1, 0, rows, 0, 1, 4, digits)));
  }

  /// Root mean square and worst error of a layer's column sums, and what the wires took from them
  /// root mean square; all relative to the sums' root mean square without wires.
  private record Errors(double rms, double worst, double lost) {}

  private Errors errors(RandomGenerator random, Arrangement how, double ohm) {
    Chip chip = chip(how, ohm + " ohm");
    ArrayLayer layer = layer(random, chip, how.code);
    LevelCells cells = made(chip, layer, Set.of(Effect.WIRES)).cells();
    double squares = 0;
    double worst = 0;
    double lost = 0;
    double all = 0;
    int count = 0;
    for (int i = 0; i < (how.across() ? 2 : 10); i++) {
      int[] x = inputs(random, layer, random.nextDouble());
      for (int g = 0; g < layer.rowGroups().size(); g++) {
        for (Digit step : layer.coding().inputDigits().subList(0, 2)) {
          double[] got = sums(cells, layer, g, step, x);
          double[] exact = exact(chip, layer, layer.rowGroups().get(g), step, x);
          double[] without = ideal(layer, layer.rowGroups().get(g), step, x);
          for (int n = 0; n < exact.length; n++) {
            squares += Math.pow(got[n] - exact[n], 2);
            worst = Math.max(worst, Math.abs(got[n] - exact[n]));
            lost += Math.pow(without[n] - exact[n], 2);
            all += Math.pow(without[n], 2);
            count++;
          }
        }
      }
    }
    double size = Math.sqrt(all / count);
    return new Errors(
        Math.sqrt(squares / count) / size, worst / size, Math.sqrt(lost / count) / size);
  }

  /// A vector each of whose bits is 1 with this probability.
  private static int[] inputs(RandomGenerator random, ArrayLayer layer, double on) {
    int[] x = new int[layer.unrolling().rows()];
    for (int i = 0; i < x.length; i++) {
      for (int bit = 0; bit < layer.coding().inputBits(); bit++) {
        x[i] |= (random.nextDouble() < on ? 1 : 0) << bit;
      }
    }
    return x;
  }

  /// A layer in the middle of an array.
  private static ArrayLayer layer(RandomGenerator random, Chip chip, WeightCode code) {
    Coding coding = Coding.of(code, 5, false, 2, 4, false, chip.macro().dac().bits());
    int digits = coding.weightDigits().size();
    int rows = chip.array().inputRows() * 3 / 4;
    int columns = (COLUMNS - 1) / digits;
    int[] weights = new int[rows * columns];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = random.nextInt(-15, 16);
    }
    double[] scales = new double[columns];
    Arrays.fill(scales, 1);
    int active = chip.array().activeInputRows();
    return new ArrayLayer(
        "layer",
        "MatMul",
        "x",
        0,
        "",
        weights,
        null,
        scales,
        null,
        "y",
        Shape.of(1, columns),
        new Unrolling.Product(1, 1, rows, columns, false, false),
        coding,
        AdcRange.covering(-512, 512, 1 << 10),
        active,
        List.of(new RowGroup(0, Math.min(active, rows)), new RowGroup(Math.min(active, rows), rows))
            .subList(0, rows > active ? 2 : 1),
        List.of(new Tile(0, 0, 0, 0, rows, 0, columns, 0, 1)));
  }

  private static Manufacture.Made made(Chip chip, ArrayLayer layer, Set<Effect> effects) {
    Conditions conditions = Conditions.IDEAL.with(effects);
    return Objects.requireNonNull(Manufacture.of(chip, conditions, SCALAR)).make(layer, 0);
  }

  /// The sums of manufactured cells, digit by digit and column by column; where they saturate, as
  /// converters of one step a code read them.
  private static double[] sums(LevelCells cells, ArrayLayer layer, int group, Digit step, int[] x) {
    RowGroup rows = layer.rowGroups().get(group);
    int places = cells.digits() * cells.columns();
    int[] sums = new int[places];
    for (int k = rows.from(); k < rows.to(); k++) {
      for (int s = 0; s < places; s++) {
        sums[s] += step.of(x[k]) * cells.values()[k * places + s];
      }
    }
    Converters converters = cells.converters();
    AdcRange range = Objects.requireNonNull(layer.range());
    double[] read = new double[places];
    for (int s = 0; s < places; s++) {
      read[s] =
          converters == null
              ? (double) sums[s] / (1 << FRACTION)
              : range.read(converters.code(converters.which()[group * places + s], sums[s]));
    }
    return read;
  }

  private static double[] ideal(ArrayLayer layer, RowGroup rows, Digit step, int[] x) {
    int columns = layer.unrolling().columns();
    double[] sums = new double[layer.coding().weightDigits().size() * columns];
    for (int k = rows.from(); k < rows.to(); k++) {
      for (int s = 0; s < sums.length; s++) {
        int weight = layer.weights()[k * columns + s % columns];
        sums[s] += step.of(x[k]) * layer.coding().cell(weight, s / columns);
      }
    }
    return sums;
  }

  /// The same sums by Kirchhoff's equations of the whole array.
  private static double[] exact(Chip chip, ArrayLayer layer, RowGroup group, Digit step, int[] x) {
    Levels levels = Levels.of(chip.cell(), 0);
    Coding coding = layer.coding();
    Wires wires = Objects.requireNonNull(chip.macro().wires());
    Tile tile = layer.tiles().getFirst();
    int columns = layer.unrolling().columns();
    int digits = coding.weightDigits().size();
    boolean across = wires.supply() == Wires.Supply.INPUT_LINE;
    boolean cell = coding.weightCode() == WeightCode.PAIR_IN_CELL;
    boolean rows = coding.weightCode() == WeightCode.PAIR_OF_ROWS;
    int beside = cell ? 2 : 1;
    int below = rows ? 2 : 1;
    int wide = (COLUMNS + 1) * beside;
    int reference = tile.column() + columns * digits;
    double[] on = new double[chip.array().rows()];
    double[] g = new double[on.length * wide];
    for (int k = group.from(); k < group.to(); k++) {
      int row = (tile.row() + k) * below;
      on[row] = step.of(x[k]);
      if (rows) {
        on[row + 1] = -step.of(x[k]);
      }
      for (int n = 0; n < columns; n++) {
        for (int j = 0; j < digits; j++) {
          int digit = coding.cell(layer.weights()[k * columns + n], j);
          int column = (tile.column() + n * digits + j) * beside;
          g[row * wide + column] = levels.conductance(Math.max(digit, 0));
          if (cell || rows) {
            int other = rows ? (row + 1) * wide + column : row * wide + column + 1;
            g[other] = levels.conductance(Math.max(-digit, 0));
          }
        }
      }
      if (!cell && !rows) {
        g[row * wide + reference] = levels.conductance(0);
      }
    }
    double[] currents = across ? across(wires, g, on, beside) : beside(wires, g, on);
    double[] sums = new double[digits * columns];
    for (int s = 0; s < sums.length; s++) {
      int column = (tile.column() + s % columns * digits + s / columns) * beside;
      double taken = cell ? currents[column + 1] : rows ? 0 : currents[reference];
      sums[s] = (currents[column] - taken) / levels.step();
    }
    return sums;
  }

  private static double[] across(Wires wires, double[] g, double[] on, int beside) {
    return NodalSolution.currents(net(wires, on.length, g.length / on.length, beside), g, on);
  }

  /// With source lines columns do not meet: one after another.
  private static double[] beside(Wires wires, double[] g, double[] on) {
    int wide = g.length / on.length;
    double[] currents = new double[wide];
    for (int j = 0; j < wide; j++) {
      double[] load = new double[on.length];
      for (int i = 0; i < on.length; i++) {
        load[i] = g[i * wide + j] * on[i];
      }
      currents[j] = NodalSolution.currents(net(wires, on.length, 1, 1), load, new double[] {1})[0];
    }
    return currents;
  }

  private static WireNetwork net(Wires wires, int rows, int columns, int beside) {
    return new WireNetwork(
        rows,
        columns,
        wires.supply(),
        wires.driven(),
        wires.sensed(),
        wires.supplyResistance() / beside,
        wires.columnResistance(),
        wires.driverResistance(),
        wires.senseResistance());
  }

  private Chip chip(Arrangement how, String ohm) {
    return chip(how, ohm, 1);
  }

  private Chip chip(Arrangement how, String ohm, int dacBits) {
    return chip(how, ohm, dacBits, "rram_1t1r_milo");
  }

  private Chip chip(Arrangement how, String ohm, int dacBits, String cell) {
    String encoding =
        switch (how.code) {
          case TWOS_COMPLEMENT, OFFSET_BINARY -> how.code.name().toLowerCase(Locale.ROOT);
          case PAIR_IN_CELL -> "differential_pair\n      pair: cell";
          case PAIR_OF_ROWS -> "differential_pair\n      pair: rows";
          case PAIR_OF_COLUMNS -> "differential_pair\n      pair: columns";
        };
    String yaml =
        """
        name: wired
        title: for tests
        year: 2026
        assumed: a test
        node: 22 nm
        cores: 1
        core:
          macros: 16
          macro:
            weightSets: 1
            array:
              rows: %d
              columns: %d
              activeRows: %d
              encoding: %s
              weightBits: [5]
              inputBits: [4]
              signedInputs: true
            dac: {bits: %d, type: %s}
            adc: {bits: 12, type: sar, columnsPerAdc: 1, range: maximum}
            cell: %s
            wires:
              supply: %s
              driven: %s
              sensed: %s
              supplyResistance: %s
              columnResistance: %s
              driverResistance: %s
              senseResistance: %s
        operatingPoints:
          - {name: test, step: 10 ns, inputBits: 4, weightBits: 5}
        """
            .formatted(
                how.rows(),
                COLUMNS,
                how.active(),
                encoding,
                dacBits,
                dacBits == 1 ? "bit_serial" : "level",
                cell,
                how.supply,
                how.driven,
                how.sensed,
                ohm,
                ohm,
                ohm,
                ohm);
    try {
      return Chips.find(Files.writeString(folder.resolve("wired.yaml"), yaml).toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
