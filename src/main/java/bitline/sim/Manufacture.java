package bitline.sim;

import bitline.base.Keyed;
import bitline.base.Normal;
import bitline.cell.Cell;
import bitline.cell.Levels;
import bitline.chip.Chip;
import bitline.program.AdcRange;
import bitline.program.ArrayLayer;
import bitline.program.Coding;
import bitline.program.Digit;
import bitline.program.RowGroup;
import bitline.tensor.Conversion;
import bitline.tensor.Kernels;
import bitline.tensor.LevelCells;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Draws the cells of one manufactured chip: what each is worth at the chip's age, in units of its
/// digit's step. What is drawn depends on the chip's number, the layer, the cell and the effect, so
/// that switching one effect off changes nothing in the others.
///
/// A pair is two devices, each drawn for itself; a digit of 0 in a pair is two devices at the
/// lowest level. Where a cell is alone what digit 0 conducts is taken off as a reference column
/// would.
final class Manufacture {
  /// Variances are whole multiples of a unit, the largest this many.
  private static final int GREATEST_VARIANCE = 200;

  private final Conditions conditions;
  private final Chip chip;
  private final Cell cell;

  /// At the chip's age, and when it was programmed.
  private final Levels levels;

  private final Levels fresh;
  private final Kernels kernels;

  private Manufacture(Conditions conditions, Chip chip, Cell cell, Levels levels, Kernels kernels) {
    this.conditions = conditions;
    this.chip = chip;
    this.cell = cell;
    this.levels = levels;
    this.fresh = Levels.of(cell, 0);
    this.kernels = kernels;
  }

  /// One of a layer's matrices as it was manufactured.
  ///
  /// @param gains what the sums of each column of weights are multiplied by, to make up for drift
  record Made(LevelCells cells, double[] gains) {}

  /// The chip under these conditions; null where all its cells are worth their digits.
  static @Nullable Manufacture of(Chip chip, Conditions conditions, Kernels kernels) {
    Cell cell = chip.core().macro().cell();
    double age = conditions.has(Effect.DRIFT) ? conditions.age() : 0;
    Levels levels = Levels.of(cell, age);
    boolean differs = Effect.of(chip).stream().anyMatch(conditions::has);
    return differs ? new Manufacture(conditions, chip, cell, levels, kernels) : null;
  }

  /// Seed of the read noise of a layer.
  long noiseSeed(ArrayLayer layer) {
    return Keyed.bits(conditions.chip(), "read noise of " + layer.node(), 0);
  }

  /// Draws one of a layer's matrices.
  Made make(ArrayLayer layer, int group) {
    Coding coding = layer.coding();
    int rows = layer.unrolling().rows();
    int columns = layer.unrolling().columns();
    int digits = coding.weightDigits().size();
    int fraction = Math.max(3, 9 - cell.bits());
    boolean noisy = conditions.has(Effect.READ_NOISE) && levels.noisyReads();
    short[] values = new short[Math.multiplyExact(rows * digits, columns)];
    double[] variances = new double[noisy ? values.length : 0];
    boolean pair = coding.weightCode().subtractsOnBitline();
    Devices positive = new Devices(layer, group, 0, digits * columns);
    Devices negative = new Devices(layer, group, 1, pair ? digits * columns : 0);
    double[] programmed = new double[columns];
    double[] now = new double[columns];
    int[] matrix = layer.weights();
    int start = group * rows * columns;
    for (int k = 0; k < rows; k++) {
      positive.row(k);
      negative.row(k);
      for (int j = 0; j < digits; j++) {
        for (int n = 0; n < columns; n++) {
          int place = j * columns + n;
          int digit = coding.cell(matrix[start + k * columns + n], j);
          double value = positive.value(place, Math.max(digit, 0));
          double variance = noisy ? positive.variance : 0;
          if (pair) {
            value -= negative.value(place, Math.max(-digit, 0));
            variance += noisy ? negative.variance : 0;
          }
          double weight = Math.abs(coding.weightDigits().get(j).weight());
          programmed[n] += weight * Math.abs(positive.fresh - negative.fresh);
          now[n] += weight * Math.abs(value);
          int at = k * digits * columns + place;
          values[at] = (short) Math.clamp(Math.rint(value * (1 << fraction)), -32768, 32767);
          if (noisy) {
            variances[at] = variance;
          }
        }
      }
    }
    double unit = unit(variances);
    AdcRange range =
        Objects.requireNonNull(layer.range(), "cells that differ need converters to tell it");
    ConverterSet converters =
        conditions.has(Effect.CONVERTERS)
            ? ConverterSet.of(chip, layer, group, conditions.chip())
            : null;
    LevelCells cells =
        new LevelCells(
            rows,
            columns,
            layer.rowGroups().stream().mapToInt(RowGroup::to).toArray(),
            coding.weightDigits().stream().mapToInt(Digit::weight).toArray(),
            values,
            unit == 0 ? null : whole(variances, unit),
            (float) (unit * unit(fraction)),
            coding.inputDigits().stream().mapToInt(Digit::shift).toArray(),
            coding.inputDigits().stream().mapToInt(Digit::bits).toArray(),
            coding.inputDigits().stream().mapToInt(Digit::weight).toArray(),
            Conversion.of(range.lo(), range.step(), range.codes(), fraction),
            converters == null ? null : converters.made(fraction),
            converters == null ? 0 : (float) (converters.variance() * unit(fraction)));
    return new Made(cells, gains(programmed, now));
  }

  private double[] gains(double[] programmed, double[] now) {
    double[] gains = new double[now.length];
    double before = 0;
    double after = 0;
    for (int n = 0; n < now.length; n++) {
      before += programmed[n];
      after += now[n];
    }
    for (int n = 0; n < now.length; n++) {
      gains[n] =
          switch (conditions.compensation()) {
            case NONE -> 1;
            case LAYER -> after == 0 ? 1 : before / after;
            case COLUMN -> now[n] == 0 ? 1 : programmed[n] / now[n];
          };
    }
    return gains;
  }

  /// Squares of the unit of values in one square of a digit's step.
  private static double unit(int fraction) {
    return (double) (1 << fraction) * (1 << fraction);
  }

  private static double unit(double[] variances) {
    double greatest = 0;
    for (double variance : variances) {
      greatest = Math.max(greatest, variance);
    }
    return greatest / GREATEST_VARIANCE;
  }

  private static short[] whole(double[] variances, double unit) {
    short[] out = new short[variances.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = (short) Math.rint(variances[i] / unit);
    }
    return out;
  }

  /// One device of each of a matrix's positions, row by row.
  private final class Devices {
    private final int places;
    private final long[] keys = new long[4];
    private final float[][] drawn;
    private final boolean differ =
        conditions.has(Effect.PROGRAMMING) || conditions.has(Effect.DRIFT);
    private final double off;
    private final double on;
    private int row;

    /// Of one read of the device that was asked for last.
    double variance;

    /// What that device was worth when it was programmed.
    double fresh;

    Devices(ArrayLayer layer, int group, int device, int places) {
      this.places = places;
      drawn = new float[4][places];
      String[] purposes = {"programming", "relaxation", "drift", "stuck"};
      for (int i = 0; i < keys.length; i++) {
        String purpose = purposes[i] + " of " + layer.node() + ", device " + device;
        keys[i] = Keyed.bits(conditions.chip(), purpose, group);
      }
      Cell.Stuck stuck = conditions.has(Effect.STUCK) ? cell.stuck() : null;
      off = stuck == null || stuck.off() == 0 ? -1e9 : Normal.quantile(stuck.off());
      on = stuck == null || stuck.on() == 0 ? 1e9 : -Normal.quantile(stuck.on());
    }

    void row(int row) {
      this.row = row;
      for (int i = 0; i < keys.length && places > 0; i++) {
        boolean used =
            switch (i) {
              case 0 -> conditions.has(Effect.PROGRAMMING);
              case 3 -> conditions.has(Effect.STUCK) && cell.stuck() != null;
              default -> conditions.has(Effect.DRIFT);
            };
        if (used) {
          kernels.gaussian(keys[i], (long) this.row * places, drawn[i], 0, places);
        }
      }
    }

    double value(int place, int digit) {
      float z = drawn[3][place];
      double value;
      if (z < off || z > on) {
        value = levels.target(z < off ? 0 : levels.count() - 1);
        fresh = value;
      } else if (!differ) {
        value = levels.target(digit);
        fresh = value;
      } else {
        float programming = drawn[0][place];
        value = levels.value(digit, programming, drawn[1][place], drawn[2][place]);
        fresh = Manufacture.this.fresh.value(digit, programming, 0, 0);
      }
      variance = levels.readVariance(digit, value);
      return value;
    }
  }
}
