package bitline.compare;

import bitline.base.Problem;
import bitline.catalogue.Accelerator;
import bitline.catalogue.Format;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a model of systolic arrays needs to know of a machine; what the catalogue does not tell is
/// assumed, and said.
///
/// @param units arrays
/// @param clock hertz
/// @param onChip bytes of memory on the dies that programs manage
/// @param bandwidth bytes a second of the memory outside; 0: there is none
/// @param area square metres of all dies; null: not told
/// @param energy null: the process is not told
/// @param keepsWeights whether weights may stay in the memory on the chip from picture to picture,
///   as in most machines; the first TPU's takes activations only
/// @param scheduled share of the cycles in which arrays could work that a compiler's schedule lets
///   them, see [Systolic#SCHEDULED]
/// @param assumed what was not told, in words
record Geometry(
    SystolicArray array,
    int units,
    double clock,
    double onChip,
    double bandwidth,
    @Nullable Double area,
    @Nullable NodeEnergy energy,
    boolean keepsWeights,
    double scheduled,
    List<String> assumed) {
  /// Bytes of memory beside each multiplier where nothing is told; assumed: TPUs and neural
  /// processors have 300 (TPU v1) to 1,000.
  private static final double BYTES_A_MULTIPLIER = 512;

  /// Multipliers of the largest array that is assumed where its shape is not told: 128 × 128, as in
  /// TPUs since the second.
  private static final double LARGEST = 128 * 128;

  Geometry {
    assumed = List.copyOf(assumed);
  }

  static Geometry of(Accelerator part) {
    Accelerator.Engine engine = part.engine();
    List<Rates.Dense> dense = Rates.dense(part);
    if (engine == null || dense.isEmpty()) {
      throw Problem.at(
          part.name(),
          engine == null
              ? "the catalogue does not tell its engine (units, clock); only its peak can be used"
              : "no dense peak is told");
    }
    List<String> assumed = new ArrayList<>();
    Integer rows = engine.rows();
    Integer columns = engine.columns();
    int units = engine.units();
    if (rows == null || columns == null) {
      double all = base(dense) / (2.0 * engine.clock());
      units *= (int) Math.ceil(all / units / LARGEST - 1e-9);
      double macs = all / units;
      int side = 1;
      while (2.0 * side * side <= macs) {
        side *= 2;
      }
      rows = side;
      columns = (int) Math.max(1, Math.round(macs / side));
      assumed.add(
          units
              + (units == 1 ? " array" : " arrays")
              + " of "
              + rows
              + " × "
              + columns
              + " follow from its peak");
    }
    SystolicArray array = new SystolicArray(rows, columns);
    Double told = part.onChip() == null ? engine.cache() : part.onChip();
    double onChip = told == null ? (double) units * rows * columns * BYTES_A_MULTIPLIER : told;
    if (told == null) {
      assumed.add("512 B on the chip for each multiplier");
    }
    Accelerator.Store memory = part.memory();
    Double bandwidth = memory == null ? null : memory.bandwidth();
    if (bandwidth == null) {
      assumed.add("no bandwidth of a memory is told, so that it takes no time");
    }
    Area area = Area.of(part);
    return new Geometry(
        array,
        units,
        engine.clock(),
        onChip,
        bandwidth == null ? Double.POSITIVE_INFINITY : bandwidth,
        area.metres,
        area.node == null ? null : NodeEnergy.at(area.node),
        true,
        Systolic.SCHEDULED,
        assumed);
  }

  /// The rate that the geometry is for: integers of 8 bits where there are any, else the fastest.
  static double base(List<Rates.Dense> dense) {
    for (Rates.Dense rate : dense) {
      if (rate.format() == Format.INT8) {
        return rate.ops();
      }
    }
    return dense.getFirst().ops();
  }

  /// The same whose weights come from the memory outside each time.
  Geometry withoutKeptWeights() {
    return new Geometry(
        array, units, clock, onChip, bandwidth, area, energy, false, scheduled, assumed);
  }

  /// The same with other schedules.
  Geometry scheduled(double share) {
    return new Geometry(
        array, units, clock, onChip, bandwidth, area, energy, keepsWeights, share, assumed);
  }

  /// Dies of a part.
  ///
  /// @param metres square metres of all dies; null where one is not told
  /// @param node of the finest of them; null where none is told
  record Area(@Nullable Double metres, @Nullable Double node) {
    static Area of(Accelerator part) {
      double metres = 0;
      boolean told = !part.dies().isEmpty();
      Double node = null;
      for (Accelerator.Die die : part.dies()) {
        Double area = die.area();
        told &= area != null;
        metres += area == null ? 0 : area * die.count();
        Double each = die.node();
        node = each == null || node != null && node < each ? node : each;
      }
      return new Area(told ? Double.valueOf(metres) : null, node);
    }
  }

  /// Cycles that the arrays take for what they do in one at the rate of their geometry.
  ///
  /// @param ops peak operations a second in a format
  double cyclesPerStep(double ops) {
    return 2.0 * units * array.rows() * array.columns() * clock / ops;
  }

  /// Metres from the memory on the chip to the arrays: half a side of a unit's share of the dies;
  /// where their area is not told, of 100 mm².
  double way() {
    double metres = area == null ? 100e-6 : area;
    return Math.sqrt(metres / units) / 2;
  }
}
