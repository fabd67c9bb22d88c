package bitline.silicon.validate;

/// How much figures weigh in a fit.
///
/// The figures of a group err together. Their error has heavy tails: it is Student's t with
/// [#FREEDOM] degrees of freedom, so that one chip of which a paper leaves out what matters moves
/// the factors of all others by little, however far off it is.
///
/// @param each one over the variance of each figure, over the figures of its group
/// @param group of each figure, by number
/// @param groups how many
record Weights(double[] each, int[] group, int groups) {
  static final double FREEDOM = 4;

  /// Σ w·error² of each group.
  private double[] squares(double[] errors) {
    double[] squares = new double[groups];
    for (int k = 0; k < errors.length; k++) {
      squares[group[k]] += each[k] * errors[k] * errors[k];
    }
    return squares;
  }

  /// −2 ln of the likelihood of these errors, less a constant.
  double cost(double[] errors) {
    double sum = 0;
    for (double square : squares(errors)) {
      sum += (FREEDOM + 1) * StrictMath.log1p(square / FREEDOM);
    }
    return sum;
  }

  /// The weights with which least squares go downhill from these errors: groups far off weigh less.
  double[] at(double[] errors) {
    double[] squares = squares(errors);
    double[] out = new double[errors.length];
    for (int k = 0; k < out.length; k++) {
      out[k] = each[k] * (FREEDOM + 1) / (FREEDOM + squares[group[k]]);
    }
    return out;
  }
}
