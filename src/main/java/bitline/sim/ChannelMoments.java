package bitline.sim;

import bitline.program.ArrayLayer;
import bitline.tensor.Tensor;

/// Mean and spread of each output channel of a layer over some pictures.
///
/// @param count results of a channel
/// @param means by channel
/// @param squares Σ (x − mean)², by channel
record ChannelMoments(long count, double[] means, double[] squares) {
  /// Those of one result, in two passes.
  static ChannelMoments of(ArrayLayer layer, int channels, Tensor result) {
    int inner = Finish.inner(layer, channels);
    int elements = result.elements();
    long count = elements / Math.max(1, channels);
    double[] means = new double[channels];
    double[] squares = new double[channels];
    for (int i = 0; i < elements; i++) {
      means[i / inner % channels] += result.at(i);
    }
    for (int c = 0; c < channels; c++) {
      means[c] = count == 0 ? 0 : means[c] / count;
    }
    for (int i = 0; i < elements; i++) {
      int channel = i / inner % channels;
      double off = result.at(i) - means[channel];
      squares[channel] += off * off;
    }
    return new ChannelMoments(count, means, squares);
  }

  /// Those of both together (Chan, Golub, LeVeque 1983, *Algorithms for computing the sample
  /// variance*).
  ChannelMoments plus(ChannelMoments other) {
    if (count == 0 || other.count == 0) {
      return count == 0 ? other : this;
    }
    long both = count + other.count;
    double[] mean = new double[means.length];
    double[] square = new double[means.length];
    for (int c = 0; c < means.length; c++) {
      double apart = other.means[c] - means[c];
      mean[c] = means[c] + apart * other.count / both;
      square[c] =
          squares[c] + other.squares[c] + apart * apart * ((double) count * other.count / both);
    }
    return new ChannelMoments(both, mean, square);
  }

  /// Standard deviation of a channel.
  double deviation(int channel) {
    return count == 0 ? 0 : Math.sqrt(squares[channel] / count);
  }
}
