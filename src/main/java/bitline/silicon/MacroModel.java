package bitline.silicon;

import bitline.base.Problem;
import bitline.base.Units;
import bitline.cell.Cell;
import bitline.cell.Medium;
import bitline.chip.Adc;
import bitline.chip.Adders;
import bitline.chip.Array;
import bitline.chip.Chip;
import bitline.chip.Dac;
import bitline.chip.Macro;
import bitline.chip.OperatingPoint;
import bitline.chip.Pair;
import bitline.chip.Part;
import bitline.silicon.component.AdderTree;
import bitline.silicon.component.CellShape;
import bitline.silicon.component.ChargeColumn;
import bitline.silicon.component.ColumnConverter;
import bitline.silicon.component.ColumnMux;
import bitline.silicon.component.ConductingCells;
import bitline.silicon.component.Conversion;
import bitline.silicon.component.DischargedColumn;
import bitline.silicon.component.LevelDac;
import bitline.silicon.component.Logic;
import bitline.silicon.component.Process;
import bitline.silicon.component.RippleAdders;
import bitline.silicon.component.ShiftAdd;
import bitline.silicon.component.Wordline;
import bitline.silicon.node.Node;
import bitline.silicon.node.Nodes;
import java.util.EnumMap;
import java.util.Map;

/// The macros of a chip at an operating point: components put together as the chip's description
/// says. Joules follow from what arrays did ([Work]), square metres from geometry.
final class MacroModel {
  /// Clock and timing beside what switches: assumed, the upper end of the 5 to 10 % that are usual
  /// for macros.
  private static final double CONTROL = 0.1;

  /// Fan-out-of-four delays of the shortest step that is believed: a latch and what it feeds.
  private static final int GATES_IN_A_STEP = 8;

  /// Volts across a resistive cell whose file gives no read voltage; assumed.
  private static final double READ = 0.2;

  /// Seconds that a cell conducts where inputs are not as long as their value: the usual read time
  /// of its medium as a memory, within 10 to 100 ns for phase change and flash, 2.8 to 22 ns for
  /// magnetic cells (tables of NVMExplorer @ 16eb289); assumed that nobody lets current flow
  /// longer.
  private static double reading(Medium medium) {
    return switch (medium) {
      case PCM, NOR_FLASH, SONOS -> 30e-9;
      case RRAM, MRAM, FEFET, SRAM -> 10e-9;
    };
  }

  private final double kelvin;
  private final Chip chip;
  private final OperatingPoint point;
  private final Factors factors;
  private final Node node;
  private final Process process;
  private final CellShape shape;
  private final Wordline wordline;

  /// @param kelvin temperature of the chip
  MacroModel(Chip chip, OperatingPoint point, double kelvin, Factors factors) {
    this.kelvin = kelvin;
    this.chip = chip;
    this.point = point;
    this.factors = factors;
    node = Nodes.at(chip.node());
    Double told = point.supply();
    // Only cells that are not SRAM have reason for thick oxide.
    boolean core = chip.cell().medium() == Medium.SRAM;
    double supply =
        told == null ? node.supply() : core ? node.check(told) : node.checkThickOxide(told);
    checkStep(Math.min(supply, node.highest()));
    process =
        new Process(
            node, supply, factors.of(Assumption.GATE_ENERGY), factors.of(Assumption.WIRE_ENERGY));
    shape = CellShape.of(chip.cell(), node);
    wordline = Wordline.of(process, chip.cell(), shape, chip.array().columns());
  }

  /// A step in which not even a few gates switch is a mistake in the file.
  private void checkStep(double volts) {
    double least = GATES_IN_A_STEP * node.delay(volts);
    if (point.step() < least) {
      throw new Problem(
          chip.name()
              + ": a step of "
              + Units.format(point.step(), "s")
              + " at operating point '"
              + point.name()
              + "' is shorter than "
              + GATES_IN_A_STEP
              + " gates of "
              + node.name()
              + " take, "
              + Units.format(least, "s", 3));
    }
  }

  /// Joules by part. Clock and timing are the same whatever the data: a share of what the same
  /// reads take with random ones.
  Map<Part, Double> energy(Work work) {
    Map<Part, Double> joules = switched(work);
    double dynamic = 0;
    for (double each : switched(work.random(digitBits())).values()) {
      dynamic += each;
    }
    joules.put(Part.CONTROL, dynamic * CONTROL * factors.of(Assumption.CONTROL_ENERGY));
    joules.put(Part.LEAKAGE, work.seconds() == 0 ? 0 : leakage() * work.seconds());
    return joules;
  }

  private Map<Part, Double> switched(Work work) {
    Map<Part, Double> joules = new EnumMap<>(Part.class);
    Adc adc = chip.adc();
    joules.put(Part.DRIVERS, drivers(work));
    if (adc == null) {
      joules.put(Part.ADDERS, adders(work));
      joules.put(Part.DATAPATH, digitalDatapath(work));
    } else {
      joules.put(Part.CELLS, cells(work, adc));
      joules.put(Part.CONVERTERS, work.sums() * conversion(adc));
      joules.put(Part.DATAPATH, analogDatapath(work, adc));
    }
    return joules;
  }

  /// Watts of all macros: SRAM cells by their transistors, the rest by its area.
  private double leakage() {
    Cell cell = chip.cell();
    Integer told = cell.transistors();
    double six = cell.medium() == Medium.SRAM ? (told == null ? 6 : told) / 6.0 : 0;
    // Thick oxide leaks no more at its own supply than core transistors do at theirs.
    double volts = process.supply() > node.highest() ? node.supply() : process.supply();
    double logic = 0;
    for (Map.Entry<Part, Double> part : area().entrySet()) {
      boolean leaks = part.getKey() != Part.CELLS && part.getKey() != Part.CONTROL;
      logic += leaks ? part.getValue() : 0;
    }
    return factors.of(Assumption.LEAKAGE)
        * (node.sramLeakage(six * chip.cells(), volts, kelvin)
            + node.logicLeakage(logic, volts, kelvin));
  }

  private boolean voltageMode() {
    Adc adc = chip.adc();
    return adc != null
        && adc.type() == Adc.Type.CHARGE_DECREMENT
        && chip.cell().conductance() != null;
  }

  private double drivers(Work work) {
    Dac dac = chip.macro().dac();
    double pulse = wordline.pulse(process);
    if (chip.adc() == null) {
      // a wire for each bit of a digit
      return work.rows() * digitBits() * bitToggles(work) / 2 * pulse;
    }
    if (voltageMode()) {
      // All rows are selected for every bit of a digit, whatever the inputs.
      return work.rows() * digitBits() * pulse;
    }
    return switch (dac.type()) {
      case BIT_SERIAL, PULSE_WIDTH -> work.driven() * pulse;
      case PULSE_COUNT -> work.drive() * ((1 << digitBits()) - 1) * pulse;
      case LEVEL ->
          work.rows() * level(dac) * factors.of(Assumption.DAC_ENERGY)
              + work.drive() * pulse * 2 / 3;
    };
  }

  /// Joules of putting one level on a row.
  private double level(Dac dac) {
    Double ladder = dac.ladder();
    return ladder == null
        ? new LevelDac(digitBits()).energy(process.supply())
        : new LevelDac(digitBits()).held(ladder, process.supply(), point.step());
  }

  /// Mean bits of an input digit.
  private int digitBits() {
    return point.inputDigits().isEmpty()
        ? chip.macro().dac().bits()
        : (int)
            Math.round(
                point.inputDigits().stream().mapToInt(Integer::intValue).average().orElse(1));
  }

  private double cells(Work work, Adc adc) {
    if (work.sums() == 0) {
      return 0;
    }
    Cell cell = chip.cell();
    double supply = process.supply();
    Cell.Capacitor capacitor = cell.capacitor();
    Cell.Conductance range = cell.conductance();
    if (capacitor != null) {
      // Capacitors of rows that are not used hang on their column all the same.
      double perColumn = chip.array().activeRows();
      ChargeColumn column = ChargeColumn.of(process, shape, capacitor.unit(), cell.bits());
      double driven = work.products() / work.sums();
      return work.sums()
          * column.energy(perColumn, driven, supply)
          * factors.of(Assumption.CHARGE_ENERGY);
    }
    if (range != null && voltageMode()) {
      // Rows of cells are charged to the read voltage from the supply; nothing flows after that.
      Cell.Read read = cell.read();
      double volts = read == null ? READ : read.voltage();
      double each = process.wire(shape.width()) + process.gate() / 4;
      return work.cells()
          * digitBits()
          * each
          * volts
          * Math.max(supply, volts)
          * factors.of(Assumption.CHARGE_ENERGY);
    }
    if (range != null) {
      boolean width = chip.macro().dac().type() == Dac.Type.PULSE_WIDTH;
      double time = width ? point.step() : Math.min(point.step(), reading(cell.medium()));
      ConductingCells conducting = ConductingCells.of(range, cell.read(), READ, time);
      // A pair in one cell has two devices, each of which conducts a little when it is off.
      int devices = chip.array().pair() == Pair.CELL ? 2 : 1;
      double inputs = work.rows() == 0 ? 0 : devices * work.cells() * work.drive() / work.rows();
      // An oscillator runs on a copy of its column's current.
      double copies = adc.type() == Adc.Type.CCO ? 2 : 1;
      return copies
          * conducting.energy(supply, work.products(), inputs)
          * factors.of(Assumption.CURRENT_ENERGY);
    }
    DischargedColumn column =
        DischargedColumn.of(
            process, shape, (double) chip.array().rows() * chip.macro().weightSets());
    return work.sums() * column.energy(supply, work.code()) * factors.of(Assumption.CHARGE_ENERGY);
  }

  private double conversion(Adc adc) {
    boolean sar = adc.type() == Adc.Type.SAR;
    double mux = new ColumnMux(adc.columnsPerAdc()).energy(process, shape.width());
    return mux
        + ColumnConverter.energy(adc.type(), asked(adc, resultBits(adc)), process)
            * factors.of(sar ? Assumption.SAR_ENERGY : Assumption.COUNTING_ENERGY);
  }

  private Conversion asked(Adc adc, int bits) {
    double rate = adc.columnsPerAdc() / point.step();
    return new Conversion(bits, node, rate, process.supply());
  }

  private int resultBits(Adc adc) {
    Integer told = point.outputBits();
    return told == null ? adc.bits() : Math.min(told, adc.bits());
  }

  private double analogDatapath(Work work, Adc adc) {
    int digits = chip.macro().digitsPerWeight(point.weightBits());
    double words = work.sums() / digits;
    double joining = (digits - 1) * joinWidth(adc) * Logic.adder(process, Logic.RANDOM);
    double accumulating = new ShiftAdd(analogWidth(adc)).energy(process);
    return words * (joining + accumulating) + work.rows() * inputRegister(work);
  }

  /// Mean bits of the adders that join the results of a weight's digits.
  private double joinWidth(Adc adc) {
    return resultBits(adc) + point.weightBits() / 2.0;
  }

  private int analogWidth(Adc adc) {
    Macro macro = chip.macro();
    return resultBits(adc)
        + Math.max(0, point.inputBits() - macro.dac().bits())
        + Math.max(0, point.weightBits() - macro.cell().bits());
  }

  /// Joules of holding an input digit of one row.
  private double inputRegister(Work work) {
    return digitBits() * Logic.register(process, bitToggles(work));
  }

  /// Probability that a bit of an input digit changes, where digits do as often as they did and
  /// their bits are alike.
  private double bitToggles(Work work) {
    double digits = work.rows() == 0 ? 0 : Math.min(1, work.toggles() / work.rows());
    return 1 - StrictMath.pow(1 - digits, 1.0 / digitBits());
  }

  private Adders addersKind() {
    Adders told = chip.macro().adders();
    return told == null ? Adders.TREE : told;
  }

  private double adders(Work work) {
    if (work.reads() == 0 || work.rows() == 0) {
      return 0;
    }
    int rows = (int) Math.max(1, Math.round(work.rows() / work.reads()));
    double toggles = productToggles(work);
    double gates = work.cells() * process.cycle(process.gate()) * bitToggles(work) / 2;
    int digit = chip.macro().dac().bits();
    int weight = point.weightBits();
    return gates * digit
        + switch (addersKind()) {
          case TREE -> work.sums() * tree(new AdderTree(rows, digit), toggles);
          case WORD_TREE ->
              work.sums() / weight * tree(new AdderTree(rows, weight + digit - 1), toggles);
          case RIPPLE -> {
            RippleAdders adders = new RippleAdders(rows);
            double columns = work.sums() / weight * adders.columns(weight);
            double idle = work.reads() * chip.array().columns() - columns;
            yield columns * adders.energy(process, weight, toggles)
                + Math.max(0, idle) * adders.idle(process);
          }
        };
  }

  /// Joules of one sum of a tree with the flip-flops between its levels.
  private double tree(AdderTree tree, double toggles) {
    return tree.energy(process, toggles)
        + tree.registers(process, point.step()) * Logic.register(process, Logic.RANDOM);
  }

  /// Gates' area of a tree.
  private double treeGates(AdderTree tree) {
    return tree.adders() * Logic.ADDER_AREA
        + tree.registers(process, point.step()) * Logic.REGISTER_AREA;
  }

  /// Probability that a product of an input and a weight bit changes from one sum to the next.
  private double productToggles(Work work) {
    double ones =
        work.drive() == 0 ? 0 : work.products() * work.rows() / (work.drive() * work.cells());
    return bitToggles(work) * ones;
  }

  private double digitalDatapath(Work work) {
    int rows = work.reads() == 0 ? 1 : (int) Math.max(1, Math.round(work.rows() / work.reads()));
    int weight = point.weightBits();
    int sum = new AdderTree(rows, 1).width();
    double words = work.sums() / weight;
    double joining =
        addersKind() == Adders.TREE ? work.sums() * sum * Logic.adder(process, Logic.RANDOM) : 0;
    double accumulating =
        words * new ShiftAdd(weight + sum - 1 + point.inputBits()).energy(process);
    return joining + accumulating + work.rows() * inputRegister(work);
  }

  /// Square metres by part, of all macros of the chip.
  Map<Part, Double> area() {
    Map<Part, Double> area = new EnumMap<>(Part.class);
    Array array = chip.array();
    Adc adc = chip.adc();
    double arrays = chip.arrays();
    double gate = node.gateArea() * factors.of(Assumption.GATE_AREA);
    area.put(Part.CELLS, chip.cells() * shape.area() * EDGES * factors.of(Assumption.CELL_AREA));
    Dac dac = chip.macro().dac();
    // As drawn: how much it turns out to switch changes no layout.
    Process drawn = new Process(node, process.supply(), 1, 1);
    Wordline line = Wordline.of(drawn, chip.cell(), shape, array.columns());
    double driver =
        line.driverGates(drawn) * node.gateArea()
            + (dac.type() == Dac.Type.LEVEL ? new LevelDac(dac.bits()).area(node) : 0);
    area.put(Part.DRIVERS, arrays * array.rows() * driver * factors.of(Assumption.DRIVER_AREA));
    double words = (double) array.columns() / Math.max(1, point.weightBits());
    if (adc == null) {
      boolean ripple = addersKind() == Adders.RIPPLE;
      double inCells =
          ripple
              ? array.cells() * RippleAdders.area(node) * factors.of(Assumption.GATE_AREA)
              : adderGates() * gate;
      area.put(Part.ADDERS, arrays * inCells);
      int sum = new AdderTree(array.activeRows(), 1).width();
      double joining = addersKind() == Adders.TREE ? array.columns() * sum * Logic.ADDER_AREA : 0;
      double accumulators =
          words * new ShiftAdd(point.weightBits() + sum - 1 + array.maxInputBits()).area();
      area.put(Part.DATAPATH, arrays * (joining + accumulators + inputGates()) * gate);
    } else {
      double converters = arrays * array.columns() / adc.columnsPerAdc();
      area.put(
          Part.CONVERTERS,
          converters
              * (ColumnConverter.area(adc.type(), asked(adc, adc.bits()))
                  + new ColumnMux(adc.columnsPerAdc()).area(node))
              * factors.of(Assumption.CONVERTER_AREA));
      int digits = chip.macro().digitsPerWeight(point.weightBits());
      double shiftAdd =
          ((digits - 1) * joinWidth(adc) * Logic.ADDER_AREA + new ShiftAdd(analogWidth(adc)).area())
              / digits;
      area.put(Part.DATAPATH, (converters * shiftAdd + arrays * inputGates()) * gate);
    }
    double sum = area.values().stream().mapToDouble(d -> d).sum();
    area.put(Part.CONTROL, sum * OVERHEAD * factors.of(Assumption.OVERHEAD_AREA));
    return area;
  }

  private double inputGates() {
    return chip.array().rows() * (double) chip.macro().dac().bits() * Logic.REGISTER_AREA;
  }

  private double adderGates() {
    Array array = chip.array();
    int digit = chip.macro().dac().bits();
    double products = (double) array.activeRows() * array.columns() * digit;
    return products
        + switch (addersKind()) {
          case TREE -> array.columns() * treeGates(new AdderTree(array.activeRows(), digit));
          case WORD_TREE -> {
            int weight = point.weightBits();
            yield (double) array.columns()
                / weight
                * treeGates(new AdderTree(array.activeRows(), weight + digit - 1));
          }
          case RIPPLE -> 0;
        };
  }

  /// Straps, dummy rows and columns around and between cells; assumed.
  private static final double EDGES = 1.1;

  /// Control, fill, power grid and what lies between parts, over the sum of the parts; assumed: 10
  /// % for control, 15 % for grid and decoupling (10 to 20 % are usual), and parts that fill 80 %
  /// of the rest (65 to 80 % of a placed block are filled).
  private static final double OVERHEAD = 1.1 * 1.15 / 0.8 - 1;
}
