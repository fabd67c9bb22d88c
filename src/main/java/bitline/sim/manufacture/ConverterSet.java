package bitline.sim.manufacture;

import bitline.chip.Adc;
import bitline.chip.Chip;
import bitline.program.AdcRange;
import bitline.program.ArrayLayer;
import bitline.program.RowGroup;
import bitline.program.Tile;
import bitline.sim.converter.AdcInstance;
import bitline.sim.fault.MatrixFaults;
import bitline.tensor.Conversion;
import bitline.tensor.Converters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The manufactured converters that one of a layer's matrices meets, by where its columns lie.
///
/// @param range what they are set to
/// @param instances those that are met
/// @param which of them a sum goes to: by row group, digit and column
record ConverterSet(AdcRange range, List<AdcInstance> instances, int[] which) {
  /// Grid places in a code: thresholds move by at most 1/16 LSB.
  private static final int FINER = 8;

  /// Widths of the range that the grid covers beyond either end, at most: sums further outside have
  /// the code of the grid's end.
  private static final int MOST_BEYOND = 8;

  /// Ideal converters, alike for so many sums.
  static ConverterSet ideal(AdcRange range, int sums) {
    return new ConverterSet(range, List.of(AdcInstance.ideal(range)), new int[sums]);
  }

  /// Null where converters are ideal.
  ///
  /// @param laid the columns in which digits lie; null: as their tiles say
  static @Nullable ConverterSet of(
      Chip chip, ArrayLayer layer, int group, long seed, @Nullable MatrixFaults laid) {
    Adc adc = chip.adc();
    AdcRange range = layer.range();
    if (adc == null || adc.errors() == null || range == null) {
      return null;
    }
    int columns = layer.unrolling().columns();
    int digits = layer.coding().weightDigits().size();
    int cellColumns = chip.core().macro().array().columns();
    List<RowGroup> rowGroups = layer.rowGroups();
    int[] which = new int[rowGroups.size() * digits * columns];
    List<AdcInstance> instances = new ArrayList<>();
    Map<Long, Integer> known = new HashMap<>();
    for (Tile tile : layer.tiles()) {
      for (int g = 0; tile.group() == group && g < rowGroups.size(); g++) {
        int row = rowGroups.get(g).from();
        if (row < tile.fromRow() || row >= tile.toRow()) {
          continue;
        }
        for (int n = tile.fromColumn(); n < tile.toColumn(); n++) {
          for (int j = 0; j < digits; j++) {
            int column =
                laid != null
                    ? laid.arrayColumn(row, n, j)
                    : tile.column() + (n - tile.fromColumn()) * digits + j;
            long number = adc.converter(tile.array(), column, cellColumns);
            Integer at = known.get(number);
            if (at == null) {
              at = instances.size();
              known.put(number, at);
              instances.add(AdcInstance.draw(adc, range, seed, number));
            }
            which[(g * digits + j) * columns + n] = at;
          }
        }
      }
    }
    return new ConverterSet(range, instances, which);
  }

  /// Of the noise of one conversion, in squares of a digit's step.
  double variance() {
    double noise = instances.isEmpty() ? 0 : instances.getFirst().noise();
    return noise * noise;
  }

  /// As engines take them.
  ///
  /// @param fraction of a digit's step that sums are counted in, as a power of two
  Converters made(int fraction) {
    double first = 0;
    double last = range.codes() - 1;
    for (AdcInstance instance : instances) {
      first = Math.min(first, instance.threshold(1));
      last = Math.max(last, instance.threshold(range.codes() - 1));
    }
    Curves curves = new Curves(first, last);
    int[] codes = new int[instances.size() * curves.places];
    for (int c = 0; c < instances.size(); c++) {
      curves.fill(codes, c, instances.get(c), 0);
    }
    return new Converters(curves.grid(fraction), codes, which);
  }

  /// As engines take them, where sums saturate before they are converted; null where no sum does by
  /// as much as an eighth of a code. Curves that differ by less are one.
  ///
  /// @param groups of each row group
  @Nullable Converters saturated(List<Saturation> groups, int fraction) {
    record Kind(int instance, long bend) {}
    double greatest =
        Math.max(Math.abs(range.lo()), Math.abs(range.lo() + range.codes() * range.step()));
    double bends = range.step() / (FINER * greatest * greatest);
    int places = which.length / groups.size();
    int[] kinds = new int[which.length];
    Map<Kind, Integer> known = new LinkedHashMap<>();
    double first = 0;
    double last = range.codes() - 1;
    boolean straight = true;
    for (int s = 0; s < kinds.length; s++) {
      Saturation group = groups.get(s / places);
      Kind kind = new Kind(which[s], Math.round(group.bend()[s % places] / bends));
      straight = straight && kind.bend == 0;
      Integer at = known.get(kind);
      if (at == null) {
        at = known.size();
        known.put(kind, at);
        AdcInstance instance = instances.get(kind.instance);
        double bend = kind.bend * bends;
        first = Math.min(first, before(instance.threshold(1), bend));
        last = Math.max(last, before(instance.threshold(range.codes() - 1), bend));
      }
      kinds[s] = at;
    }
    if (straight) {
      return null;
    }
    Curves curves = new Curves(first, last);
    int[] codes = new int[Math.multiplyExact(known.size(), curves.places)];
    known.forEach(
        (kind, c) -> curves.fill(codes, c, instances.get(kind.instance), kind.bend * bends));
    return new Converters(curves.grid(fraction), codes, kinds);
  }

  /// The code that a sum would have had without saturation.
  private double before(double code, double bend) {
    double sum = Saturation.sum(bend, range.lo() + code * range.step());
    return (sum - range.lo()) / range.step();
  }

  /// Tables of codes on a grid of sums.
  private final class Curves {
    final double step = range.step() / FINER;
    final int places;
    final double lo;

    /// @param first the least threshold, in codes
    Curves(double first, double last) {
      int most = MOST_BEYOND * range.codes();
      int from = (int) Math.clamp(Math.floor(first) - 1, -most, 0);
      int to = (int) Math.clamp(Math.ceil(last) + 1, range.codes(), range.codes() + most);
      places = (to - from) * FINER;
      lo = range.lo() + (from + 0.5 / FINER) * range.step();
    }

    Conversion grid(int fraction) {
      return Conversion.of(lo, step, places, fraction);
    }

    void fill(int[] codes, int table, AdcInstance instance, double bend) {
      for (int i = 0; i < places; i++) {
        double read = Saturation.read(bend, lo + i * step);
        codes[table * places + i] = instance.code(read);
      }
    }
  }
}
