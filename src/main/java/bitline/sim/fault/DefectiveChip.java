package bitline.sim.fault;

import bitline.chip.Array;
import bitline.chip.Chip;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/// The weight sets of one chip that defects of manufacture have hit, and what spare lines make of
/// them. The cells are those that a run with [FaultSource.Defective] meets.
///
/// Whether a weight set can be made whole is asked of its hit lines alone, with as many clean ones
/// beside them as tell a dead line from a few dead cells; the answer is that of all its lines.
public final class DefectiveChip {
  private final Chip chip;
  private final long number;
  private final Defects defects;
  private final double factor;
  private final List<Place> hit;

  /// A weight set of an array.
  public record Place(int array, int weightSet) {}

  /// @param number of the chip among those that were made
  public DefectiveChip(Chip chip, long number, Defects defects) {
    this.chip = chip;
    this.number = number;
    this.defects = defects;
    this.factor = defects.factor(number);
    hit = new ArrayList<>();
    for (int array = 0; array < chip.arrays(); array++) {
      for (int set = 0; set < chip.macro().weightSets(); set++) {
        if (defects.any(chip.array(), number, factor, array, set)) {
          hit.add(new Place(array, set));
        }
      }
    }
  }

  private DefectiveChip(Chip chip, DefectiveChip same) {
    this.chip = chip;
    number = same.number;
    defects = same.defects;
    factor = same.factor;
    hit = same.hit;
  }

  /// The same chip with fewer spare lines.
  public DefectiveChip with(Chip fewer) {
    return new DefectiveChip(fewer, this);
  }

  /// How many times the mean density of defects it has.
  public double factor() {
    return factor;
  }

  /// The weight sets that have defects, those of spare lines too.
  public List<Place> hit() {
    return List.copyOf(hit);
  }

  /// How many defects a weight set has.
  public int defects(Place place) {
    return found(place).size();
  }

  /// Whether none of its own cells is stuck.
  public boolean bare(Place place) {
    Array array = chip.array();
    for (Defect defect : found(place)) {
      boolean own =
          switch (defect.kind()) {
            case CELL -> defect.row() < array.rows() && defect.column() < array.columns();
            case ROW -> defect.row() < array.rows();
            case COLUMN -> defect.column() < array.columns();
            case CLUSTER ->
                defect.row() - reach(defect.radius()) < array.rows()
                    && defect.column() - reach(defect.radius()) < array.columns();
          };
      if (own) {
        return false;
      }
    }
    return true;
  }

  private static int reach(double radius) {
    return (int) Math.min(radius, 1 << 24);
  }

  /// Whether spare lines can stand in for all that is stuck.
  public boolean whole(Place place) {
    Array array = chip.array();
    List<Defect> found = found(place);
    if (found.isEmpty()) {
      return true;
    }
    int[] rows = lines(found, true);
    int[] columns = lines(found, false);
    int ownRows = own(rows, array.rows());
    int ownColumns = own(columns, array.columns());
    ArrayFaults condensed =
        new ArrayFaults(rows.length, columns.length, ArrayFaults.devices(array));
    for (Defect defect : found) {
      strike(defect, condensed, rows, columns);
    }
    return Spares.of(ownRows, ownColumns, condensed).left() == 0;
  }

  /// What redundancy analysis makes of a weight set: devices of its own cells that are stuck, and
  /// cells that are faulty behind the spare lines.
  public Repaired repaired(Place place) {
    ArrayFaults faults = new ArrayFaults(chip.array());
    found(place).forEach(defect -> defect.strike(faults));
    Spares spares = Spares.of(chip.array(), faults);
    return new Repaired(
        faults.count(Stuck.OFF) + faults.count(Stuck.ON),
        new RepairedArray(faults, spares).stuck(),
        spares.left());
  }

  /// @param devices that are stuck, those of spare lines too
  /// @param stuck devices of the array's own cells that are stuck, before repair
  /// @param left cells that are faulty behind the spare lines
  public record Repaired(long devices, long stuck, long left) {}

  private List<Defect> found(Place place) {
    return defects.of(chip.array(), number, factor, place.array, place.weightSet);
  }

  /// The lines that a set of defects hits, all spare lines, and as many clean ones as hit and spare
  /// ones, and one more: so no choice of lines across covers a dead one, and it has more faults
  /// than one that is only hit here and there.
  private int[] lines(List<Defect> found, boolean ofRows) {
    Array array = chip.array();
    int own = ofRows ? array.rows() : array.columns();
    int spare = ofRows ? array.spareRows() : array.spareColumns();
    TreeSet<Integer> lines = new TreeSet<>();
    for (Defect defect : found) {
      boolean across = defect.kind() == (ofRows ? Defect.Kind.COLUMN : Defect.Kind.ROW);
      int at = ofRows ? defect.row() : defect.column();
      int reach = defect.reach(own + spare);
      for (int line = Math.max(0, at - reach);
          !across && line <= Math.min(own + spare - 1, at + reach);
          line++) {
        lines.add(line);
      }
    }
    int clean = lines.size() + spare + 1;
    for (int line = 0; clean > 0 && line < own; line++) {
      clean -= lines.add(line) ? 1 : 0;
    }
    for (int line = own; line < own + spare; line++) {
      lines.add(line);
    }
    return lines.stream().mapToInt(Integer::intValue).toArray();
  }

  private static int own(int[] lines, int own) {
    int count = 0;
    for (int line : lines) {
      count += line < own ? 1 : 0;
    }
    return count;
  }

  private static void strike(Defect defect, ArrayFaults faults, int[] rows, int[] columns) {
    for (int r = 0; r < rows.length; r++) {
      for (int c = 0; c < columns.length; c++) {
        int down = rows[r] - defect.row();
        int across = columns[c] - defect.column();
        switch (defect.kind()) {
          case CELL -> {
            if (down == 0 && across == 0) {
              faults.set(r, c, 0, defect.stuck());
            }
          }
          case CLUSTER -> {
            if (Math.sqrt((double) down * down + (double) across * across) <= defect.radius()) {
              faults.dead(r, c, defect.stuck());
            }
          }
          case ROW -> {
            if (down == 0) {
              faults.dead(r, c, defect.stuck());
            }
          }
          case COLUMN -> {
            if (across == 0) {
              faults.dead(r, c, defect.stuck());
            }
          }
        }
      }
    }
  }
}
