package bitline.forecast.method;

/// What observations say of a common line, of the levels of groups around it, and of how far
/// groups, designs and machines scatter: value = level + slope · (date − centre) + effect of each
/// factor's group + effect of the design + residual. Equally probable draws, made by
/// [GroupedSampler].
///
/// The slope is that between designs. How a design's later variants differ from its first is a
/// slope of its own, kept apart (Mundlak, *On the pooling of time series and cross section data*,
/// Econometrica 46, 1, 1978): the next machine is taken to be of a new design.
///
/// @param centre date at which the level holds
/// @param offset where the effects of each factor begin in a row of `line`; one more than factors
/// @param line by draw: level, slope, slope within designs where any has two machines, effects of
///   the first factor's groups, of the second's …
/// @param spread by factor and draw: standard deviation between groups; 0 for a factor that divides
///   nothing
/// @param design by draw: standard deviation between designs; 0 where no design has two machines
/// @param residual by draw: standard deviation of what is left
record GroupedPosterior(
    double centre,
    int[] offset,
    double[][] line,
    double[][] spread,
    double[] design,
    double[] residual) {
  int draws() {
    return line.length;
  }

  /// The common line of a draw at a date.
  double common(int draw, double date) {
    return line[draw][0] + line[draw][1] * (date - centre);
  }

  /// How far a group lies from the common line in a draw; 0 where its factor divides nothing.
  double effect(int draw, int factor, int group) {
    return offset[factor] == offset[factor + 1] ? 0 : line[draw][offset[factor] + group];
  }

  /// Standard deviation of a machine of a new design around its groups' level.
  double deviation(int draw) {
    return Math.sqrt(design[draw] * design[draw] + residual[draw] * residual[draw]);
  }
}
