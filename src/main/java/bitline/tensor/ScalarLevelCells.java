package bitline.tensor;

/// The formula of [LevelCells], written down as it stands.
final class ScalarLevelCells implements ArrayKernel {
  private final LevelCells array;

  ScalarLevelCells(LevelCells array) {
    this.array = array;
  }

  @Override
  public int vectorsAtOnce() {
    return 1;
  }

  @Override
  public void totals(byte[] inputs, int vectors, long noiseKey, long firstVector, int[] totals) {
    for (int n = 0; n < array.columns(); n++) {
      for (int v = 0; v < vectors; v++) {
        int total = 0;
        int from = 0;
        for (int g = 0; g < array.groupEnds().length; g++) {
          for (int i = 0; i < array.inputBits().length; i++) {
            for (int j = 0; j < array.digits(); j++) {
              int p = 0;
              float variance = 0;
              for (int k = from; k < array.groupEnds()[g]; k++) {
                int x = digit(inputs[k * vectors + v], i);
                int cell = (k * array.digits() + j) * array.columns() + n;
                p += x * array.values()[cell];
                if (array.variances() != null) {
                  variance = Math.fma(x * x, array.variances()[cell], variance);
                }
              }
              float jittered = 0;
              RowDrivers drivers = array.drivers();
              if (drivers != null) {
                int count = drivers.drivers();
                int range = drivers.range(n) * count;
                int errors = 0;
                for (int d = from * drivers.perRow();
                    d < array.groupEnds()[g] * drivers.perRow();
                    d++) {
                  int x = digit(inputs[d / drivers.perRow() * vectors + v], i);
                  int value = drivers.values()[(d * array.digits() + j) * array.columns() + n];
                  errors += drivers.errors()[(range + d) * drivers.digits() + x] * value;
                  jittered = Math.fma(drivers.jitter()[x], (float) value * value, jittered);
                }
                p += drivers.whole(errors);
              }
              if (array.noisy()) {
                long index = array.noiseIndex(firstVector + v, g, j, n, i);
                int sum = (g * array.digits() + j) * array.columns() + n;
                float steady = array.steadyVariance(sum) + jittered;
                p += array.noise(variance, steady, Gaussian.of(noiseKey, index));
              }
              total += array.inputWeights()[i] * array.digitWeights()[j] * array.code(g, j, n, p);
            }
          }
          from = array.groupEnds()[g];
        }
        totals[n * vectors + v] = total;
      }
    }
  }

  private int digit(byte input, int i) {
    return (input & 0xFF) >> array.inputShifts()[i] & (1 << array.inputBits()[i]) - 1;
  }
}
