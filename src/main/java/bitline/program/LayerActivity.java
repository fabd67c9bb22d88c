package bitline.program;

/// What the arrays of one layer do for one picture, on average: what energy is counted from,
/// wherever it was learnt ([ProgramActivity.Source]). What the counts mean stands with [Activity]
/// and [Switching].
///
/// @param vectors sent to all matrices
/// @param arrayReads row groups of arrays made to conduct
/// @param conversions sums converted, or read digitally
/// @param cellsWritten cells that take an activation; none where weights stay or are exchanged with
///   their segment ([Wear] counts those)
/// @param meanCode mean output code of the ADCs; NaN where the array is digital
/// @param meanSquareCode mean of its square; NaN where it is not known
public record LayerActivity(
    double vectors,
    double arrayReads,
    double conversions,
    double cellsWritten,
    Estimate drivenRows,
    Estimate drive,
    Estimate inputToggles,
    Estimate activeCells,
    Estimate charge,
    Estimate meanCode,
    double meanSquareCode) {

  /// The mean of so many pictures that were counted.
  ///
  /// @param cellsWritten for one picture
  static LayerActivity counted(Activity all, double pictures, double cellsWritten) {
    Switching s = all.switching();
    return new LayerActivity(
        all.vectors() / pictures,
        all.arrayReads() / pictures,
        all.conversions() / pictures,
        cellsWritten,
        Estimate.exact(s.drivenRows() / pictures),
        Estimate.exact(s.drive() / pictures),
        Estimate.exact(s.inputToggles() / pictures),
        Estimate.exact(s.activeCells() / pictures),
        Estimate.exact(s.charge() / pictures),
        all.meanCode(),
        all.meanSquareCode());
  }

  /// The mean size of what is added up on a bitline, in units of one cell's digit 1 at input digit
  /// 1: Σ input digit × size of cell digit over the conversions. Where pairs subtract on the
  /// bitline, what flows, not the difference.
  public double meanFlow() {
    return charge.value() / conversions;
  }
}
