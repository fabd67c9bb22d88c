package bitline.silicon;

import bitline.cell.Cell;
import bitline.cell.Medium;
import bitline.chip.Adc;
import bitline.chip.Adders;
import bitline.chip.Chip;
import bitline.chip.Dac;
import bitline.chip.OperatingPoint;
import bitline.chip.Pair;
import bitline.chip.Part;
import bitline.silicon.component.AdderTree;
import bitline.silicon.component.CellShape;
import bitline.silicon.component.ChargeColumn;
import bitline.silicon.component.ColumnConverter;
import bitline.silicon.component.ColumnMux;
import bitline.silicon.component.ConductingCells;
import bitline.silicon.component.DischargedColumn;
import bitline.silicon.component.LevelDac;
import bitline.silicon.component.Logic;
import bitline.silicon.component.Process;
import bitline.silicon.component.RippleAdders;
import bitline.silicon.component.ShiftAdd;
import bitline.silicon.component.Wordline;
import bitline.silicon.node.Node;
import java.util.EnumMap;
import java.util.Map;

/// Joules of the macros of a chip at an operating point: what arrays did ([Work]) times what each
/// component takes for it. Their square metres are [MacroArea]'s.
final class MacroModel {
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

  private final Chip chip;
  private final OperatingPoint point;
  private final Factors factors;
  private final double kelvin;
  private final MacroParts parts;
  private final Node node;
  private final Process process;
  private final CellShape shape;
  private final Wordline wordline;

  /// @param kelvin temperature of the chip
  MacroModel(Chip chip, OperatingPoint point, double kelvin, Factors factors) {
    this.chip = chip;
    this.point = point;
    this.factors = factors;
    this.kelvin = kelvin;
    parts = new MacroParts(chip, point, factors);
    node = parts.node();
    process = parts.process();
    shape = parts.shape();
    wordline = Wordline.of(process, chip.cell(), shape, chip.array().columns());
  }

  /// Square metres by part, of all macros of the chip.
  Map<Part, Double> area() {
    return MacroArea.of(parts, factors);
  }

  /// Joules by part. Clock and timing are the same whatever the data: a share of what the same
  /// reads take with random ones.
  Map<Part, Double> energy(Work work) {
    Map<Part, Double> joules = switched(work);
    double dynamic = 0;
    for (double each : switched(work.random(parts.digitBits())).values()) {
      dynamic += each;
    }
    joules.put(Part.CONTROL, dynamic * Logic.CONTROL * factors.of(Assumption.CONTROL_ENERGY));
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
      return work.rows() * parts.digitBits() * bitToggles(work) / 2 * pulse;
    }
    if (voltageMode()) {
      // All rows are selected for every bit of a digit, whatever the inputs.
      return work.rows() * parts.digitBits() * pulse;
    }
    return switch (dac.type()) {
      case BIT_SERIAL, PULSE_WIDTH -> work.driven() * pulse;
      case PULSE_COUNT -> work.drive() * ((1 << parts.digitBits()) - 1) * pulse;
      case LEVEL ->
          work.rows() * level(dac) * factors.of(Assumption.DAC_ENERGY)
              + work.drive() * pulse * 2 / 3;
    };
  }

  /// Joules of putting one level on a row.
  private double level(Dac dac) {
    Double ladder = dac.ladder();
    return ladder == null
        ? new LevelDac(parts.digitBits()).energy(process.supply())
        : new LevelDac(parts.digitBits()).held(ladder, process.supply(), point.step());
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
          * parts.digitBits()
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
        + ColumnConverter.energy(adc.type(), parts.conversion(adc, parts.resultBits(adc)), process)
            * factors.of(sar ? Assumption.SAR_ENERGY : Assumption.COUNTING_ENERGY);
  }

  private double analogDatapath(Work work, Adc adc) {
    int digits = chip.macro().digitsPerWeight(point.weightBits());
    double words = work.sums() / digits;
    double joining = (digits - 1) * parts.joinWidth(adc) * Logic.adder(process, Logic.RANDOM);
    double accumulating = new ShiftAdd(parts.analogWidth(adc)).energy(process);
    return words * (joining + accumulating) + work.rows() * inputRegister(work);
  }

  /// Joules of holding an input digit of one row.
  private double inputRegister(Work work) {
    return parts.digitBits() * Logic.register(process, bitToggles(work));
  }

  /// Probability that a bit of an input digit changes, where digits do as often as they did and
  /// their bits are alike.
  private double bitToggles(Work work) {
    double digits = work.rows() == 0 ? 0 : Math.min(1, work.toggles() / work.rows());
    return 1 - StrictMath.pow(1 - digits, 1.0 / parts.digitBits());
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
        + switch (parts.adders()) {
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
        parts.adders() == Adders.TREE ? work.sums() * sum * Logic.adder(process, Logic.RANDOM) : 0;
    double accumulating =
        words * new ShiftAdd(weight + sum - 1 + point.inputBits()).energy(process);
    return joining + accumulating + work.rows() * inputRegister(work);
  }
}
