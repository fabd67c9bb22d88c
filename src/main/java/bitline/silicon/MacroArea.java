package bitline.silicon;

import bitline.chip.Adc;
import bitline.chip.Adders;
import bitline.chip.Array;
import bitline.chip.Chip;
import bitline.chip.Dac;
import bitline.chip.OperatingPoint;
import bitline.chip.Part;
import bitline.silicon.component.AdderTree;
import bitline.silicon.component.CellShape;
import bitline.silicon.component.ColumnConverter;
import bitline.silicon.component.ColumnMux;
import bitline.silicon.component.LevelDac;
import bitline.silicon.component.Logic;
import bitline.silicon.component.Process;
import bitline.silicon.component.RippleAdders;
import bitline.silicon.component.ShiftAdd;
import bitline.silicon.component.Wordline;
import bitline.silicon.node.Node;
import java.util.EnumMap;
import java.util.Map;

/// Square metres of the macros of a chip: components times how many of them its geometry asks for.
final class MacroArea {
  /// Straps, dummy rows and columns around and between cells; assumed.
  private static final double EDGES = 1.1;

  /// Control, fill, power grid and what lies between parts, over the sum of the parts; assumed: 10
  /// % for control, 15 % for grid and decoupling (10 to 20 % are usual), and parts that fill 80 %
  /// of the rest (65 to 80 % of a placed block are filled).
  private static final double OVERHEAD = 1.1 * 1.15 / 0.8 - 1;

  /// What finds faulty lines, keeps their addresses in fuses and steers spare ones to their places,
  /// over the area of the cells; assumed: self-test 1 to 3 % and self-repair 1 to 4 % of memories,
  /// as recalled of practice.
  private static final double REPAIR = 0.045;

  private final MacroParts parts;
  private final Factors factors;
  private final Chip chip;
  private final OperatingPoint point;
  private final Node node;
  private final Process process;
  private final CellShape shape;

  private MacroArea(MacroParts parts, Factors factors) {
    this.parts = parts;
    this.factors = factors;
    chip = parts.chip();
    point = parts.point();
    node = parts.node();
    process = parts.process();
    shape = parts.shape();
  }

  /// By part, of all macros of the chip.
  static Map<Part, Double> of(MacroParts parts, Factors factors) {
    return new MacroArea(parts, factors).area();
  }

  private Map<Part, Double> area() {
    Map<Part, Double> area = new EnumMap<>(Part.class);
    Array array = chip.array();
    Adc adc = chip.adc();
    double arrays = chip.arrays();
    double gate = node.gateArea() * factors.of(Assumption.GATE_AREA);
    double cells = chip.cells() * shape.area() * EDGES * factors.of(Assumption.CELL_AREA);
    area.put(Part.CELLS, cells * array.spareFactor());
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
      boolean ripple = parts.adders() == Adders.RIPPLE;
      double inCells =
          ripple
              ? array.cells() * RippleAdders.area(node) * factors.of(Assumption.GATE_AREA)
              : adderGates() * gate;
      area.put(Part.ADDERS, arrays * inCells);
      int sum = new AdderTree(array.activeRows(), 1).width();
      double joining = parts.adders() == Adders.TREE ? array.columns() * sum * Logic.ADDER_AREA : 0;
      double accumulators =
          words * new ShiftAdd(point.weightBits() + sum - 1 + array.maxInputBits()).area();
      area.put(Part.DATAPATH, arrays * (joining + accumulators + inputGates()) * gate);
    } else {
      double converters = arrays * array.columns() / adc.columnsPerAdc();
      area.put(
          Part.CONVERTERS,
          converters
              * (ColumnConverter.area(adc.type(), parts.conversion(adc, adc.bits()))
                  + new ColumnMux(adc.columnsPerAdc()).area(node))
              * factors.of(Assumption.CONVERTER_AREA));
      int digits = chip.macro().digitsPerWeight(point.weightBits());
      double shiftAdd =
          ((digits - 1) * parts.joinWidth(adc) * Logic.ADDER_AREA
                  + new ShiftAdd(parts.analogWidth(adc)).area())
              / digits;
      area.put(Part.DATAPATH, (converters * shiftAdd + arrays * inputGates()) * gate);
    }
    double sum = area.values().stream().mapToDouble(d -> d).sum();
    boolean spare = array.spareRows() + array.spareColumns() > 0;
    area.put(
        Part.CONTROL,
        sum * OVERHEAD * factors.of(Assumption.OVERHEAD_AREA) + (spare ? cells * REPAIR : 0));
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
        + switch (parts.adders()) {
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

  /// Gates' area of a tree.
  private double treeGates(AdderTree tree) {
    return tree.adders() * Logic.ADDER_AREA
        + tree.registers(process, point.step()) * Logic.REGISTER_AREA;
  }
}
