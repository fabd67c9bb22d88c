package bitline.silicon.component;

import bitline.cell.Cell;
import bitline.cell.Medium;
import bitline.silicon.node.Node;

/// Width (along the wordline) and height (along the bitline) of a cell.
///
/// Where a cell tells no area: an SRAM cell of up to 8 transistors has the area of the node's
/// densest 6-transistor cell times (n/6)^1.2, the usual 1.4 times for 8; one of more, or whose
/// further transistors switch a capacitor, is drawn by the rules of logic, with transistors of
/// twice the area. A capacitor lies above its cell. Others have the usual multiples of F² for each
/// transistor with its device. SRAM is twice as wide as high, others are square.
///
/// @param width metres
/// @param height metres
public record CellShape(double width, double height) {
  private static final double GROWTH = 1.2;
  private static final double SRAM_ASPECT = 2;

  /// Most transistors of cells that foundries draw with tighter rules than those of logic.
  private static final int TIGHT = 8;

  /// Area of a transistor by the rules of logic over that of a memory cell; assumed.
  private static final double LOOSER = 2;

  /// The shape of a cell in a node.
  public static CellShape of(Cell cell, Node node) {
    double area = areaOf(cell, node);
    double aspect = cell.medium() == Medium.SRAM ? SRAM_ASPECT : 1;
    return new CellShape(Math.sqrt(area * aspect), Math.sqrt(area / aspect));
  }

  /// Whether no foundry draws it: with many transistors, or some that switch a capacitor.
  private static boolean custom(Cell cell, double transistors) {
    return transistors > TIGHT || cell.capacitor() != null && transistors > 6;
  }

  /// Square metres.
  public double area() {
    return width * height;
  }

  private static double areaOf(Cell cell, Node node) {
    Double told = cell.area();
    if (told != null) {
      return told;
    }
    double f2 = node.length() * node.length();
    Integer transistors = cell.transistors();
    int devices = transistors == null ? 1 : transistors;
    return switch (cell.medium()) {
      case SRAM -> {
        double six = transistors == null ? 6 : transistors;
        // Several bits in one cell are several SRAM cells side by side.
        int cells = Math.max(1, six > 24 ? cell.bits() : 1);
        double each = six / cells;
        yield cells
            * node.sramCell()
            * (custom(cell, each) ? LOOSER * each / 6 : StrictMath.pow(each / 6, GROWTH));
      }
      case NOR_FLASH, SONOS -> devices * 10 * f2;
      case FEFET -> devices * 15 * f2;
      case PCM, RRAM, MRAM -> devices * 50 * f2;
    };
  }
}
