package bitline.sim;

import bitline.graph.ConvGeometry;
import bitline.program.ArrayLayer;
import bitline.program.Coding;
import bitline.program.Digit;
import bitline.program.Switching;
import bitline.program.Tile;
import bitline.program.Unrolling;
import bitline.tensor.Tensor;

/// What [Switching] says, counted wordline by wordline and cell by cell, step after step.
final class SlowSwitching {
  private final ArrayLayer layer;
  private final Tensor x;
  private final int zero;
  private final int offset;

  private long driven;
  private long drive;
  private long toggles;
  private long active;
  private long charge;

  private SlowSwitching(ArrayLayer layer, Tensor x, int zero) {
    this.layer = layer;
    this.x = x;
    this.zero = zero;
    boolean moved = !layer.coding().inputSigned() && !x.type().isUnsigned();
    offset = moved ? 1 << (layer.coding().inputBits() - 1) : 0;
  }

  /// @param layer its cells full
  static Switching of(ArrayLayer layer, Tensor x, int zero) {
    SlowSwitching count = new SlowSwitching(layer, x, zero);
    layer.tiles().forEach(count::run);
    return new Switching(count.driven, count.drive, count.toggles, count.active, count.charge);
  }

  private void run(Tile tile) {
    Coding coding = layer.coding();
    boolean pair = coding.weightCode() == Coding.WeightCode.PAIR_OF_ROWS;
    for (int k = tile.fromRow(); k < tile.toRow(); k++) {
      int before = 0;
      for (int v = 0; v < layer.unrolling().vectors(); v++) {
        int input = input(tile.group(), v, k) + offset;
        for (Digit digit : coding.inputDigits()) {
          int sent = digit.of(input);
          for (int wordline = 0; wordline < (pair ? 2 : 1); wordline++) {
            driven += sent != 0 ? 1 : 0;
            drive += sent;
            toggles += sent != before ? 1 : 0;
          }
          cells(tile, k, sent);
          before = sent;
        }
      }
    }
  }

  private void cells(Tile tile, int k, int sent) {
    Unrolling u = layer.unrolling();
    for (int n = tile.fromColumn(); n < tile.toColumn(); n++) {
      int weight = layer.weights()[(tile.group() * u.rows() + k) * u.columns() + n];
      for (int j = 0; j < layer.coding().weightDigits().size(); j++) {
        int cell = layer.coding().cell(weight, j);
        active += sent != 0 && cell != 0 ? 1 : 0;
        charge += (long) sent * Math.abs(cell);
      }
    }
  }

  /// Input `k` of vector `v` of a matrix.
  private int input(int group, int v, int k) {
    return switch (layer.unrolling()) {
      case Unrolling.Convolution c -> convolved(c, group, v, k);
      case Unrolling.Transposed t -> {
        int pixels = t.geometry().inputPlaces();
        int channel = group * t.rows() + k;
        yield at((v / pixels * t.channels() + channel) * pixels + v % pixels);
      }
      case Unrolling.Product p -> {
        int start = (group * p.stacks() + v / p.each()) * p.each() * p.rows();
        int vector = v % p.each();
        yield at(start + (p.operandColumns() ? k * p.each() + vector : vector * p.rows() + k));
      }
    };
  }

  private int convolved(Unrolling.Convolution c, int group, int v, int k) {
    ConvGeometry g = c.geometry();
    int channel = group * (c.channels() / c.groups()) + k / g.kernelPlaces();
    int kernel = k % g.kernelPlaces();
    int place = v;
    int index = 0;
    int inner = 1;
    for (int axis = g.axes() - 1; axis >= 0; axis--) {
      int o = place % g.output().get(axis);
      place /= g.output().get(axis);
      int f = kernel % g.kernel().get(axis);
      kernel /= g.kernel().get(axis);
      int i = o * g.strides().get(axis) - g.begin().get(axis) + f * g.dilations().get(axis);
      if (i < 0 || i >= g.input().get(axis)) {
        return zero;
      }
      index += i * inner;
      inner *= g.input().get(axis);
    }
    return at((place * c.channels() + channel) * inner + index);
  }

  private int at(int index) {
    return (int) x.intAt(index);
  }
}
