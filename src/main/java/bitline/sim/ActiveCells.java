package bitline.sim;

import bitline.program.ArrayLayer;
import bitline.program.Coding;
import bitline.program.Digit;
import bitline.program.Unrolling;

/// Counts the cells of a layer that conduct: in each step those whose own digit is not zero in rows
/// whose input digit is not zero. A cell's count depends on its row alone, so that the steps of a
/// row are added up over all vectors first.
final class ActiveCells {
  private final ArrayLayer layer;

  /// For each row of each matrix, cells that hold a digit other than zero.
  private final long[] cellsOn;

  /// For each bit pattern of an input, steps in which its row conducts.
  private final int[] steps;

  ActiveCells(ArrayLayer layer) {
    this.layer = layer;
    Coding coding = layer.coding();
    int columns = layer.unrolling().columns();
    int lowest = 1 << (coding.weightBits() - 1);
    int[] cells = new int[2 * lowest];
    for (int weight = -lowest; weight < lowest; weight++) {
      for (int j = 0; j < coding.weightDigits().size(); j++) {
        cells[weight + lowest] += coding.cell(weight, j) != 0 ? 1 : 0;
      }
    }
    int[] weights = layer.weights();
    cellsOn = new long[weights.length / columns];
    for (int k = 0; k < cellsOn.length; k++) {
      for (int n = 0; n < columns; n++) {
        cellsOn[k] += cells[weights[k * columns + n] + lowest];
      }
    }
    steps = new int[1 << coding.inputBits()];
    for (int x = 0; x < steps.length; x++) {
      for (Digit digit : coding.inputDigits()) {
        steps[x] += digit.of(x) != 0 ? 1 : 0;
      }
    }
  }

  /// @param operand as the coding takes it
  /// @param zero what places outside the picture hold
  long count(Unrolling unrolling, int[] operand, int zero) {
    int mask = steps.length - 1;
    int[] x = new int[operand.length];
    for (int i = 0; i < x.length; i++) {
      x[i] = steps[operand[i] & mask];
    }
    long count = 0;
    switch (unrolling) {
      case Unrolling.Convolution c -> count = convolution(c, x, steps[zero & mask]);
      case Unrolling.Transposed t -> {
        int pixels = t.geometry().inputPlaces();
        for (int plane = 0; plane < t.batch() * t.channels(); plane++) {
          count += cellsOn[plane % t.channels()] * sum(x, plane * pixels, 1, pixels);
        }
      }
      case Unrolling.Product p when p.operandColumns() -> {
        for (int row = 0; row < p.groups() * p.stacks() * p.rows(); row++) {
          int group = row / (p.stacks() * p.rows());
          count += cellsOn[group * p.rows() + row % p.rows()] * sum(x, row * p.each(), 1, p.each());
        }
      }
      case Unrolling.Product p -> {
        for (int at = 0; at < x.length; at += p.rows()) {
          int first = at / (p.vectors() * p.rows()) * p.rows();
          for (int k = 0; k < p.rows(); k++) {
            count += cellsOn[first + k] * x[at + k];
          }
        }
      }
    }
    return count;
  }

  /// @param x steps in which each element conducts
  /// @param outside the same of places outside the picture
  private long convolution(Unrolling.Convolution c, int[] x, int outside) {
    Axis[] axes = Axis.of(c.geometry());
    int places = c.geometry().kernelPlaces();
    int pixels = c.geometry().inputPlaces();
    long count = 0;
    for (int plane = 0; plane < c.batch() * c.channels(); plane++) {
      count +=
          channel(axes, lineSums(axes, x, plane * pixels), plane % c.channels() * places, outside);
    }
    return count;
  }

  /// For each kernel place along the innermost axis and each line of a plane: the sum over the
  /// places that it sees.
  private static long[][] lineSums(Axis[] axes, int[] x, int at) {
    Axis ax = axes[2];
    long[][] sums = new long[ax.kernel()][axes[0].input() * axes[1].input()];
    for (int kx = 0; kx < ax.kernel(); kx++) {
      int first = ax.first(kx);
      int seen = ax.end(kx) - first;
      for (int line = 0; seen > 0 && line < sums[kx].length; line++) {
        sums[kx][line] = sum(x, at + line * ax.input() + ax.seen(first, kx), ax.stride(), seen);
      }
    }
    return sums;
  }

  /// One channel of one picture, whose kernel places are rows from `row` on.
  private long channel(Axis[] axes, long[][] lineSums, int row, int outside) {
    Axis az = axes[0];
    Axis ay = axes[1];
    Axis ax = axes[2];
    long vectors = (long) az.output() * ay.output() * ax.output();
    long count = 0;
    for (int kz = 0; kz < az.kernel(); kz++) {
      int firstZ = az.first(kz);
      int endZ = az.end(kz);
      for (int ky = 0; ky < ay.kernel(); ky++) {
        int firstY = ay.first(ky);
        int endY = ay.end(ky);
        for (int kx = 0; kx < ax.kernel(); kx++, row++) {
          long conducting = 0;
          for (int oz = firstZ; oz < endZ; oz++) {
            int plane = az.seen(oz, kz) * ay.input();
            for (int oy = firstY; oy < endY; oy++) {
              conducting += lineSums[kx][plane + ay.seen(oy, ky)];
            }
          }
          long inside = (long) (endZ - firstZ) * (endY - firstY) * (ax.end(kx) - ax.first(kx));
          count += cellsOn[row] * (conducting + (vectors - inside) * outside);
        }
      }
    }
    return count;
  }

  private static long sum(int[] x, int from, int apart, int count) {
    long sum = 0;
    if (apart == 1) {
      for (int i = from; i < from + count; i++) {
        sum += x[i];
      }
    } else {
      for (int i = 0; i < count; i++) {
        sum += x[from + i * apart];
      }
    }
    return sum;
  }
}
