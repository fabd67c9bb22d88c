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
    int most = MOST_BEYOND * range.codes();
    int from = (int) Math.clamp(Math.floor(first) - 1, -most, 0);
    int to = (int) Math.clamp(Math.ceil(last) + 1, range.codes(), range.codes() + most);
    int places = (to - from) * FINER;
    double step = range.step() / FINER;
    double lo = range.lo() + (from + 0.5 / FINER) * range.step();
    Conversion grid = Conversion.of(lo, step, places, fraction);
    int[] codes = new int[instances.size() * places];
    for (int c = 0; c < instances.size(); c++) {
      for (int i = 0; i < places; i++) {
        codes[c * places + i] = instances.get(c).code(lo + i * step);
      }
    }
    return new Converters(grid, codes, which);
  }
}
