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
                int x =
                    (inputs[k * vectors + v] & 0xFF) >> array.inputShifts()[i]
                        & (1 << array.inputBits()[i]) - 1;
                int cell = (k * array.digits() + j) * array.columns() + n;
                p += x * array.values()[cell];
                if (array.variances() != null) {
                  variance = Math.fma(x * x, array.variances()[cell], variance);
                }
              }
              if (array.noisy()) {
                long index = array.noiseIndex(firstVector + v, g, j, n, i);
                p += array.noise(variance, Gaussian.of(noiseKey, index));
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
}
