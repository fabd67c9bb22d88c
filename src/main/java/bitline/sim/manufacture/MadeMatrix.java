package bitline.sim.manufacture;

import bitline.program.AdcRange;
import bitline.program.ArrayLayer;
import bitline.program.Coding;
import bitline.program.Digit;
import bitline.program.RowGroup;
import bitline.tensor.Conversion;
import bitline.tensor.Converters;
import bitline.tensor.LevelCells;
import bitline.tensor.RowDrivers;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Collects what the cells of a matrix are worth, row group by row group, in the fixed point that
/// engines take.
final class MadeMatrix {
  /// Variances are whole multiples of a unit, which is so small that the noisiest column of a row
  /// group has this many: with what rounding adds it fits 16 bits. The noisiest cell would be a bad
  /// measure: one stuck at the top may be a thousand times as noisy as the others.
  private static final int GREATEST_SUM = 30_000;

  private final ArrayLayer layer;
  private final int columns;

  /// Values are multiples of 2 to the minus this of a digit's step.
  private final int fraction;

  private final short[] values;
  private final double[] variances;

  /// What each column's cells conduct beyond digit 0, weighted as their digits are: as programmed,
  /// and now.
  private final double[] programmed;

  private final double[] now;
  private final List<Saturation> saturations = new ArrayList<>();

  /// @param cellBits bits that a cell holds
  MadeMatrix(ArrayLayer layer, int cellBits, boolean noisy) {
    this.layer = layer;
    columns = layer.unrolling().columns();
    fraction = Math.max(3, 9 - cellBits);
    int rows = layer.unrolling().rows();
    values = new short[Math.multiplyExact(rows * layer.coding().weightDigits().size(), columns)];
    variances = new double[noisy ? values.length : 0];
    programmed = new double[columns];
    now = new double[columns];
  }

  /// Takes the rows of a group, the groups in order.
  void take(Wiring.Drawn drawn) {
    Worth positive = drawn.positive();
    Worth negative = drawn.negative();
    Saturation saturation = drawn.saturation();
    if (saturation != null) {
      saturations.add(saturation);
    }
    Coding coding = layer.coding();
    int places = positive.places();
    boolean pair = negative.places() > 0;
    int first = positive.rows().from() * places;
    double[] left = new double[places];
    for (int i = 0; i < positive.value().length; i++) {
      double value = positive.value()[i];
      double fresh = positive.fresh()[i];
      if (pair) {
        value -= negative.value()[i];
        fresh -= negative.fresh()[i];
      }
      int place = i % places;
      double lost = lost(positive, i) - (pair ? lost(negative, i) : 0);
      double weight = Math.abs(coding.weightDigits().get(place / columns).weight());
      programmed[place % columns] += weight * Math.abs(fresh);
      double calibrated = saturation == null ? 1 : saturation.calibrated(place);
      // of single devices those at digit 0 count too: a column that is loaded more than the
      // reference loses more of them than is taken off
      double sign = pair ? Math.signum(value) : 1;
      now[place % columns] += weight * calibrated * (Math.abs(value) - sign * lost);
      // what wires take may be far below the unit and is taken from all cells alike: what rounding
      // leaves of it goes to the next row of the column, or all of it would be lost
      double gain = saturation == null ? 1 : saturation.gain()[place];
      double taken = (value - gain * (value - lost)) * (1 << fraction) + left[place];
      left[place] = taken - Math.rint(taken);
      values[first + i] = held(Math.rint(value * (1 << fraction)) - Math.rint(taken));
      if (variances.length > 0) {
        double variance = positive.variance()[i] + (pair ? negative.variance()[i] : 0);
        variances[first + i] = gain * gain * variance;
      }
    }
  }

  private static double lost(Worth worth, int device) {
    return worth.wired() ? worth.lost()[device] : 0;
  }

  /// What its cells hold.
  short[] values() {
    return values;
  }

  /// A device's worth in the unit of [#values].
  short whole(double value) {
    return held(Math.rint(value * (1 << fraction)));
  }

  private static short held(double whole) {
    return (short) Math.clamp(whole, -32768, 32767);
  }

  /// As engines take it.
  ///
  /// @param steady variance of every sum, in squares of a digit's step
  /// @param sums the same of each sum, by row group, digit and column; null: none
  LevelCells cells(
      @Nullable ConverterSet converters,
      double steady,
      double @Nullable [] sums,
      @Nullable RowDrivers drivers) {
    Coding coding = layer.coding();
    AdcRange range =
        Objects.requireNonNull(layer.range(), "cells that differ need converters to tell it");
    double unit = greatestVariance() / GREATEST_SUM;
    double square = (double) (1 << fraction) * (1 << fraction);
    return new LevelCells(
        layer.unrolling().rows(),
        columns,
        layer.rowGroups().stream().mapToInt(RowGroup::to).toArray(),
        coding.weightDigits().stream().mapToInt(Digit::weight).toArray(),
        values,
        unit == 0 ? null : whole(variances, unit),
        (float) (unit * square),
        coding.inputDigits().stream().mapToInt(Digit::shift).toArray(),
        coding.inputDigits().stream().mapToInt(Digit::bits).toArray(),
        coding.inputDigits().stream().mapToInt(Digit::weight).toArray(),
        Conversion.of(range.lo(), range.step(), range.codes(), fraction),
        converters(converters, range),
        (float) (((converters == null ? 0 : converters.variance()) + steady) * square),
        sums == null ? null : floats(sums, square),
        drivers);
  }

  /// Of the sum of a column in a row group, all its rows active.
  private double greatestVariance() {
    int places = layer.coding().weightDigits().size() * columns;
    double greatest = 0;
    for (RowGroup rows : layer.rowGroups()) {
      double[] sums = new double[places];
      for (int k = rows.from(); k < rows.to() && variances.length > 0; k++) {
        for (int place = 0; place < places; place++) {
          sums[place] += variances[k * places + place];
        }
      }
      for (double sum : sums) {
        greatest = Math.max(greatest, sum);
      }
    }
    return greatest;
  }

  private static float[] floats(double[] variances, double square) {
    float[] out = new float[variances.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) (variances[i] * square);
    }
    return out;
  }

  private @Nullable Converters converters(@Nullable ConverterSet converters, AdcRange range) {
    if (saturations.isEmpty()) {
      return converters == null ? null : converters.made(fraction);
    }
    int sums = saturations.size() * layer.coding().weightDigits().size() * columns;
    ConverterSet set = converters == null ? ConverterSet.ideal(range, sums) : converters;
    Converters saturated = set.saturated(saturations, fraction);
    return saturated == null && converters != null ? converters.made(fraction) : saturated;
  }

  private static short[] whole(double[] variances, double unit) {
    short[] out = new short[variances.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = (short) Math.rint(variances[i] / unit);
    }
    return out;
  }

  /// What the sums of each column are multiplied by to make up for drift.
  double[] gains(Compensation compensation) {
    double before = 0;
    double after = 0;
    for (int n = 0; n < columns; n++) {
      before += programmed[n];
      after += now[n];
    }
    double[] gains = new double[columns];
    for (int n = 0; n < columns; n++) {
      gains[n] =
          switch (compensation) {
            case NONE -> 1;
            case LAYER, BATCH_NORM -> after == 0 ? 1 : before / after;
            case COLUMN -> now[n] == 0 ? 1 : programmed[n] / now[n];
          };
    }
    return gains;
  }
}
