package bitline.sim.manufacture;

import bitline.base.Keyed;
import bitline.cell.Cell;
import bitline.cell.Levels;
import bitline.cell.Telegraph;
import bitline.chip.Chip;
import bitline.program.ArrayLayer;
import bitline.program.Coding;
import bitline.program.RowGroup;
import bitline.sim.fault.MatrixFaults;
import bitline.sim.fault.Stuck;
import bitline.tensor.Kernels;
import org.jspecify.annotations.Nullable;

/// The devices of one sign of one of a layer's matrices: draws what each is worth. What is drawn is
/// a function of the chip's number, the layer, the device's place in the matrix and the purpose, so
/// that switching one effect off changes nothing in the others. Which devices are stuck is a matter
/// of the array's cell in which they lie.
final class Devices {
  private final Conditions conditions;
  private final Levels levels;
  private final Levels fresh;
  private final Kernels kernels;
  private final ArrayLayer layer;
  private final int start;
  private final boolean negative;
  private final int places;
  private final boolean differ;
  private final boolean wired;
  private final boolean noisy;
  private final boolean readNoise;
  private final Stream programming;
  private final Stream relaxation;
  private final Stream drift;
  private final @Nullable MatrixFaults faults;
  private final Stuck[] states;
  private final @Nullable Telegraph telegraph;
  private final double trapped;
  private final Stream trap;
  private final @Nullable BitFlips flips;
  private final Stream amplitude;
  private final Stream occupancy;

  /// Standard normal numbers for one purpose, a row at a time.
  private final class Stream {
    private final long key;
    private final float[] row;

    Stream(String purpose, int group, boolean used) {
      String device = ", device " + (negative ? 1 : 0);
      key = Keyed.bits(conditions.chip(), purpose + " of " + layer.node() + device, group);
      row = new float[used ? places : 0];
    }

    void draw(int k) {
      if (row.length > 0) {
        kernels.gaussian(key, (long) k * places, row, 0, places);
      }
    }

    float at(int place) {
      return row.length == 0 ? 0 : row[place];
    }
  }

  /// @param negative whether these hold the digits below 0, of pairs whose other half holds those
  ///   above
  /// @param noisy whether reads of cells differ, for any reason
  /// @param faults the matrix's stuck devices; null: none
  Devices(
      Conditions conditions,
      Chip chip,
      Levels levels,
      Levels fresh,
      Kernels kernels,
      ArrayLayer layer,
      int group,
      boolean negative,
      boolean noisy,
      @Nullable MatrixFaults faults) {
    this.conditions = conditions;
    Cell cell = chip.cell();
    this.levels = levels;
    this.fresh = fresh;
    this.kernels = kernels;
    this.layer = layer;
    this.negative = negative;
    Coding coding = layer.coding();
    int columns = layer.unrolling().columns();
    start = group * layer.unrolling().rows() * columns;
    boolean any = !negative || coding.weightCode().subtractsOnBitline();
    places = any ? coding.weightDigits().size() * columns : 0;
    boolean aged = conditions.has(Effect.DRIFT);
    differ = aged || conditions.has(Effect.PROGRAMMING);
    wired = conditions.has(Effect.WIRES);
    this.noisy = noisy;
    readNoise = conditions.has(Effect.READ_NOISE) && levels.noisyReads();
    programming = new Stream("programming", group, conditions.has(Effect.PROGRAMMING));
    relaxation = new Stream("relaxation", group, aged);
    drift = new Stream("drift", group, aged);
    this.faults = faults;
    states = new Stuck[faults == null ? 0 : places];
    telegraph = conditions.has(Effect.TELEGRAPH) ? cell.telegraph() : null;
    trapped = telegraph == null ? 0 : telegraph.threshold();
    flips = BitFlips.of(conditions, chip, kernels, layer, group, negative, places);
    trap = new Stream("trap", group, telegraph != null);
    amplitude = new Stream("trap amplitude", group, telegraph != null);
    occupancy = new Stream("trap occupancy", group, telegraph != null);
  }

  /// What those in the rows of a group are worth.
  Worth draw(RowGroup rows) {
    Worth worth = Worth.of(rows, places, wired, noisy);
    Coding coding = layer.coding();
    int columns = layer.unrolling().columns();
    for (int k = rows.from(); places > 0 && k < rows.to(); k++) {
      programming.draw(k);
      relaxation.draw(k);
      drift.draw(k);
      if (faults != null) {
        faults.row(k, negative, states);
      }
      trap.draw(k);
      if (flips != null) {
        flips.draw(k);
      }
      amplitude.draw(k);
      occupancy.draw(k);
      for (int place = 0; place < places; place++) {
        int weight = layer.weights()[start + k * columns + place % columns];
        int digit = coding.cell(weight, place / columns);
        int held = Math.max(negative ? -digit : digit, 0);
        held = flips == null ? held : flips.read(place, held);
        set(worth, (k - rows.from()) * places + place, place, held);
      }
    }
    return worth;
  }

  private void set(Worth worth, int at, int place, int digit) {
    Stuck stuck = states.length == 0 ? Stuck.FINE : states[place];
    double value;
    double first;
    int reads = digit;
    if (stuck != Stuck.FINE) {
      reads = stuck == Stuck.OFF ? 0 : levels.count() - 1;
      value = levels.target(reads);
      first = value;
    } else if (!differ) {
      value = levels.target(digit);
      first = value;
    } else {
      float error = programming.at(place);
      value = levels.value(digit, error, relaxation.at(place), drift.at(place));
      first = fresh.value(digit, error, 0, 0);
    }
    worth.value()[at] = value;
    worth.fresh()[at] = first;
    if (readNoise) {
      worth.variance()[at] = levels.readVariance(reads, value);
    }
    if (telegraph != null && trap.at(place) > trapped) {
      double p = telegraph.occupancy(occupancy.at(place));
      double taken = telegraph.amplitude(amplitude.at(place));
      double off = taken * levels.conducted(value);
      worth.value()[at] -= p * off;
      worth.fresh()[at] -= p * taken * fresh.conducted(first);
      worth.variance()[at] += p * (1 - p) * off * off;
    }
  }
}
