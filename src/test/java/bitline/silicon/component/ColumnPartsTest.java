package bitline.silicon.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import bitline.Cases;
import bitline.Workbench;
import bitline.cell.Cell;
import bitline.chip.Adc;
import bitline.chip.Chip;
import bitline.silicon.node.Node;
import bitline.silicon.node.Nodes;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What hangs on a column and a row of an array, beside charge, current and gates that are counted
/// one by one.
class ColumnPartsTest {
  private static final Process PROCESS = new Process(Nodes.at(65e-9), 1.1, 1, 1);

  /// n capacitors with a common node that floats, all plates at ground at first; drivers raise k of
  /// the other plates to the supply. What the supply gives is the charge that flows into plates
  /// that it holds.
  ///
  /// @param together how many are raised at a time
  private static double switched(int n, int k, int together, double unit, double supply) {
    double[] plates = new double[n];
    double floating = 0;
    double joules = 0;
    for (int from = 0; from < k; from += together) {
      int to = Math.min(k, from + together);
      double[] before = plates.clone();
      Arrays.fill(plates, from, to, supply);
      // no charge leaves the node: its capacitors' voltages change by 0 in all
      double rises = 0;
      for (int i = 0; i < n; i++) {
        rises += (plates[i] - before[i]) / n;
      }
      floating += rises;
      for (int i = 0; i < to; i++) {
        joules += unit * (plates[i] - before[i] - rises) * supply;
      }
    }
    assertThat(floating).isCloseTo(supply * k / n, within(1e-9));
    return joules;
  }

  /// All at once. Drivers that come one after another cost up to half as much again, which the
  /// formula leaves out.
  @Test
  void sharedChargeIsThatOfSwitchedCapacitors() {
    Cases.forAll(
        100,
        random -> {
          int n = random.nextInt(1, 600);
          int k = random.nextInt(n + 1);
          double unit = 1e-15 * (0.1 + random.nextDouble());
          double supply = 0.5 + random.nextDouble();
          double reference = switched(n, k, n, unit, supply);
          assertThat(new ChargeColumn(unit, 0).energy(n, k, supply))
              .as("%d of %d", k, n)
              .isCloseTo(reference, within(1e-9 * reference + 1e-12 * unit));
          double skewed = switched(n, k, 1, unit, supply);
          assertThat(skewed)
              .isCloseTo(
                  k * (1 - (k + 1) / (2.0 * n)) * unit * supply * supply,
                  within(1e-9 * skewed + 1e-12 * unit));
          assertThat(skewed).isGreaterThanOrEqualTo(reference * (1 - 1e-9));
          double parasitic = unit / 7;
          assertThat(new ChargeColumn(unit, parasitic).energy(n, k, supply))
              .isCloseTo(
                  reference + k * parasitic * supply * supply,
                  within(1e-9 * reference + 1e-12 * unit));
        });
  }

  /// None or all driven: nothing is shared. Half: most.
  @Test
  void chargeIsGreatestInTheMiddle() {
    ChargeColumn column = new ChargeColumn(1e-15, 0);
    assertThat(column.energy(64, 0, 1)).isZero();
    assertThat(column.energy(64, 64, 1)).isZero();
    for (int k = 0; k <= 64; k++) {
      assertThat(column.energy(64, k, 1)).isLessThanOrEqualTo(column.energy(64, 32, 1));
      assertThat(column.energy(64, k, 2)).isCloseTo(4 * column.energy(64, k, 1), within(1e-24));
    }
  }

  /// A bitline gives back what cells took: C·V·ΔV, of at most half the supply.
  @Test
  void dischargedBitlineTakesWhatItLost() {
    Chip chip = Workbench.chip("sinangil_jssc_2021");
    CellShape shape = CellShape.of(chip.cell(), PROCESS.node());
    DischargedColumn column = DischargedColumn.of(PROCESS, shape, 64);
    double farad = 0;
    for (int row = 0; row < 64; row++) {
      farad += PROCESS.wire(shape.height()) + PROCESS.gate() / 4;
    }
    assertThat(column.capacitance()).isCloseTo(farad, within(1e-9 * farad));
    double lost = 0.5 * 0.3 * 1.1; // volts
    assertThat(column.energy(1.1, 0.3)).isCloseTo(farad * lost * 1.1, within(1e-9 * farad));
    assertThat(column.energy(1.1, 0)).isZero();
  }

  /// Cell by cell: its current through the regulator, for as long as its input says.
  @Test
  void conductingCellsAreAddedUpOneByOne() {
    Cases.forAll(
        50,
        random -> {
          double on = 1e-5 * (1 + random.nextDouble());
          double off = on * random.nextDouble() / 10;
          ConductingCells cells = new ConductingCells(on, off, 0.2, 50e-9);
          double joules = 0;
          double products = 0;
          double inputs = 0;
          for (int i = 0; i < 100; i++) {
            double x = random.nextDouble();
            double w = random.nextDouble();
            double siemens = off + (on - off) * w;
            joules += 0.9 * 0.2 * siemens * x * 50e-9;
            products += x * w;
            inputs += x;
          }
          assertThat(cells.energy(0.9, products, inputs)).isCloseTo(joules, within(1e-9 * joules));
          // a supply below the read voltage cannot feed it
          assertThat(cells.energy(0.1, products, inputs))
              .isEqualTo(cells.energy(0.2, products, inputs));
          assertThat(cells.energy(0.9, products + 1, inputs)).isGreaterThan(joules);
        });
  }

  /// Bit by bit: adders and flip-flops whose inputs are random.
  @Test
  void shiftAddIsAddersAndFlipFlops() {
    for (int width = 1; width < 40; width++) {
      double joules = 0;
      for (int bit = 0; bit < width; bit++) {
        joules += Logic.adder(PROCESS, 0.5) + Logic.register(PROCESS, 0.5);
      }
      assertThat(new ShiftAdd(width).energy(PROCESS)).isCloseTo(joules, within(1e-9 * joules));
    }
    // a flip-flop whose data stand still takes its clock, half of what it has
    assertThat(Logic.register(PROCESS, 0))
        .isCloseTo(0.5 * Logic.register(PROCESS, 1), within(1e-24));
    assertThat(Logic.adder(PROCESS, 0)).isZero();
  }

  /// Still inputs leave the clock of two flip-flops a cell; a sum's width is that of its tree.
  @Test
  void rippleAddersFallToTheirClock() {
    RippleAdders adders = new RippleAdders(128);
    assertThat(adders.columns(4)).isEqualTo(new AdderTree(128, 4).width());
    double clock = 128 * 2 * Logic.register(PROCESS, 0);
    assertThat(adders.energy(PROCESS, 4, 0)).isCloseTo(clock, within(1e-9 * clock));
    assertThat(adders.idle(PROCESS)).isCloseTo(clock, within(1e-9 * clock));
    double before = clock;
    for (double toggles = 0.05; toggles <= 0.5; toggles += 0.05) {
      double now = adders.energy(PROCESS, 4, toggles);
      assertThat(now).isGreaterThan(before);
      before = now;
    }
    double most = 128 * (Logic.adder(PROCESS, 0.5) + 2 * Logic.register(PROCESS, 0.5));
    assertThat(before).isLessThan(most);
  }

  /// A line of n cells has n times the wire and the gates of one, and a driver of a third more.
  @Test
  void wordlinesGrowWithTheirCells() {
    for (String name : List.of("houmo_h30_2023", "jia_jssc_2020", "wang_vlsi_2022")) {
      Cell cell = Workbench.chip(name).cell();
      CellShape shape = CellShape.of(cell, PROCESS.node());
      Wordline one = Wordline.of(PROCESS, cell, shape, 1);
      Wordline many = Wordline.of(PROCESS, cell, shape, 256);
      assertThat(many.capacitance())
          .isCloseTo(256 * one.capacitance(), within(1e-9 * many.capacitance()));
      assertThat(one.capacitance())
          .isGreaterThanOrEqualTo(PROCESS.wire(shape.width()) + PROCESS.gate() / 4);
      assertThat(many.pulse(PROCESS))
          .isCloseTo(4.0 / 3 * many.capacitance() * 1.1 * 1.1, within(1e-9 * many.pulse(PROCESS)));
    }
    // NeuRRAM's file tells farads and volts
    Cell told = Workbench.chip("wan_nature_2022").cell();
    Wordline line = Wordline.of(PROCESS, told, new CellShape(1, 1), 256);
    assertThat(line.capacitance()).isCloseTo(48e-15 + 256 * 2.1e-15, within(1e-20));
    assertThat(line.pulse(PROCESS))
        .isCloseTo(4.0 / 3 * line.capacitance() * 1.8 * 1.8, within(1e-20));
  }

  /// A cell is as large as it was told or as its transistors make it, never smaller in an older
  /// node.
  @Test
  void cellsGrowWithNodeAndTransistors() {
    Cell six = Workbench.chip("houmo_h30_2023").cell();
    Cell many = Workbench.chip("papistas_cicc_2021").cell();
    double before = 0;
    for (Node node : Nodes.all().reversed()) {
      double area = CellShape.of(six, node).area();
      assertThat(area).isCloseTo(node.sramCell(), within(1e-6 * area));
      assertThat(area).isGreaterThanOrEqualTo(before);
      assertThat(CellShape.of(many, node).area()).isGreaterThan(area);
      before = area;
    }
    CellShape charge = CellShape.of(Workbench.chip("jia_jssc_2020").cell(), Nodes.at(65e-9));
    assertThat(charge.area()).isCloseTo(2 * 8 / 6.0 * 0.525e-12, within(1e-20));
    assertThat(charge.width()).isCloseTo(2 * charge.height(), within(1e-12));
    Cell told = Workbench.chip("deaville_vlsi_2022").cell();
    assertThat(CellShape.of(told, Nodes.at(22e-9)).area()).isCloseTo(0.0486e-12, within(1e-20));
  }

  /// A level costs by its bits; a ladder that is held costs by its time.
  @Test
  void levelsCostBitsAndLaddersTime() {
    assertThat(new LevelDac(8).energy(1)).isCloseTo(0.291e-12, within(1e-20));
    assertThat(new LevelDac(8).area(Nodes.at(40e-9))).isCloseTo(438e-12, within(1e-18));
    for (int bits = 1; bits < 12; bits++) {
      assertThat(new LevelDac(bits + 1).energy(0.8)).isGreaterThan(new LevelDac(bits).energy(0.8));
    }
  }

  /// More bits cost more, whatever the kind of converter, and none jumps where one model follows
  /// another.
  @Test
  void convertersGrowWithTheirBits() {
    for (Adc.Type type : new Adc.Type[] {Adc.Type.SAR, Adc.Type.FLASH}) {
      double before = 0;
      for (int bits = 1; bits <= 10; bits++) {
        Conversion asked = new Conversion(bits, PROCESS.node(), 1e6, PROCESS.supply());
        double joules = ColumnConverter.energy(type, asked, PROCESS);
        assertThat(joules).as("%s, %d bits", type, bits).isGreaterThan(before);
        // a flash converter doubles; others at most grow as noise makes them, four times a bit
        assertThat(before == 0 ? 1 : joules / before)
            .as("%s, from %d to %d bits", type, bits - 1, bits)
            .isLessThan(before == 0 || bits == 2 ? 5 : 4);
        before = joules;
      }
    }
  }
}
