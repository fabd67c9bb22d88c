package bitline.program;

/// What inputs switch in a layer's arrays. Long integers: sums over rows, vectors, pictures and
/// threads, so that order changes nothing.
///
/// A layer's vectors are sent one after another, each whole: its row groups in order, and in each
/// its digits, least significant first. A row therefore gets all digits of a vector's input, then
/// all digits of the next vector's, and none while another row group conducts. A convolution's
/// vectors come in the order of their output places, row after row, picture after picture; nothing
/// is kept from one window to the next, though neighbours share most of what they see. Before the
/// first vector of a run each row stands at digit zero; token by token, each token is a run. A
/// layer's copies are counted as one: a copy gets neighbouring vectors, so that only where its
/// share begins is another input the one before.
///
/// A row is a wordline: where a differential pair lies along wordlines, each input drives two. A
/// matrix whose columns are cut into several tiles drives its rows in each of them; a tile that
/// shares its array's rows with another block is counted for itself.
///
/// @param drivenRows pulses: rows of tiles, once for each input digit that is not zero
/// @param drive the same weighted by the digit: Σ of the digits that were sent. What a DAC of pulse
///   counts, pulse widths or levels sends, in steps
/// @param inputToggles digits that differ from the one sent to the same row of the same tile just
///   before: what the wires of a row cost that hold their digit until the next one
/// @param activeCells cells that conducted: input digit and cell's digit not zero. Of a
///   differential pair one cell at most
/// @param charge Σ input digit × size of the cell's digit, over all cells and input digits: the sum
///   of all bitline sums where nothing is subtracted on the bitline
public record Switching(
    long drivenRows, long drive, long inputToggles, long activeCells, long charge) {
  public static final Switching NONE = new Switching(0, 0, 0, 0, 0);

  public Switching plus(Switching other) {
    return new Switching(
        drivenRows + other.drivenRows,
        drive + other.drive,
        inputToggles + other.inputToggles,
        activeCells + other.activeCells,
        charge + other.charge);
  }
}
