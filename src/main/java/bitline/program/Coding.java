package bitline.program;

import java.util.List;
import java.util.stream.Stream;

/// How a layer's integers are cut into digits: weights into cells, inputs into DAC steps. The sum
/// of the products of all digits, each with its [Digit#weight], is the product of the integers,
/// less the encoding's correction.
///
/// @param weightBits width of the signed weights
/// @param weightDigits one a cell, side by side in the columns of a row
/// @param weightCode what a cell's digit means
/// @param inputBits width of the inputs
/// @param inputSigned whether inputs are two's complement
/// @param inputDigits one a step, least significant first
public record Coding(
    int weightBits,
    List<Digit> weightDigits,
    WeightCode weightCode,
    int inputBits,
    boolean inputSigned,
    List<Digit> inputDigits) {

  /// How a signed weight is held in cells that hold no sign.
  public enum WeightCode {
    /// The top slice holds the sign bit and counts negative.
    TWOS_COMPLEMENT,
    /// w + 2^(weightBits−1) is held; 2^(weightBits−1) times the sum of the inputs is taken off
    /// afterwards.
    OFFSET_BINARY,
    /// A cell with devices of both signs, subtracted on the bitline before the ADC.
    PAIR_IN_CELL,
    /// Two cells a digit in neighbouring rows, one for positive and one for negative weights, which
    /// get the input with opposite signs: subtracted on the bitline before the ADC.
    PAIR_OF_ROWS,
    /// Two cells a digit in neighbouring columns, each converted; the difference is taken
    /// digitally. Each digit stands twice in `weightDigits`, counting positive, then negative.
    PAIR_OF_COLUMNS;

    /// Whether positive and negative weights are subtracted before the ADC, so that a bitline sum
    /// can be negative.
    public boolean subtractsOnBitline() {
      return this == PAIR_IN_CELL || this == PAIR_OF_ROWS;
    }
  }

  public Coding {
    weightDigits = List.copyOf(weightDigits);
    inputDigits = List.copyOf(inputDigits);
  }

  /// Cuts numbers as an array of `cellBits` cells behind `dacBits` DACs takes them.
  ///
  /// @param lowest whether −2^(weightBits−1) is among the weights: the magnitude in a pair then has
  ///   as many bits as the weight, else one less
  public static Coding of(
      WeightCode code,
      int weightBits,
      boolean lowest,
      int cellBits,
      int inputBits,
      boolean inputSigned,
      int dacBits) {
    int magnitude = lowest ? weightBits : Math.max(1, weightBits - 1);
    List<Digit> weights =
        switch (code) {
          case TWOS_COMPLEMENT -> Digit.twosComplement(weightBits, cellBits);
          case OFFSET_BINARY -> Digit.unsigned(weightBits, cellBits);
          case PAIR_IN_CELL, PAIR_OF_ROWS -> Digit.unsigned(magnitude, cellBits);
          case PAIR_OF_COLUMNS ->
              Digit.unsigned(magnitude, cellBits).stream()
                  .flatMap(d -> Stream.of(d, new Digit(d.shift(), d.bits(), -1)))
                  .toList();
        };
    List<Digit> inputs =
        inputSigned ? Digit.twosComplement(inputBits, dacBits) : Digit.unsigned(inputBits, dacBits);
    return new Coding(weightBits, weights, code, inputBits, inputSigned, inputs);
  }

  /// What the cell (or pair of cells) of digit `j` holds for a weight: negative only in a pair that
  /// is subtracted on the bitline.
  public int cell(int weight, int j) {
    Digit digit = weightDigits.get(j);
    return switch (weightCode) {
      case TWOS_COMPLEMENT -> digit.of(weight);
      case OFFSET_BINARY -> digit.of(weight + (1 << (weightBits - 1)));
      case PAIR_IN_CELL, PAIR_OF_ROWS -> weight < 0 ? -digit.of(-weight) : digit.of(weight);
      case PAIR_OF_COLUMNS -> digit.of(Math.max(0, weight * digit.sign()));
    };
  }

  /// Widths of the digits in which an input is sent, least significant first.
  public List<Integer> inputWidths() {
    return inputDigits.stream().map(Digit::bits).toList();
  }

  /// Cells that one weight takes.
  public int cellsPerWeight() {
    return weightDigits.size() * (weightCode == WeightCode.PAIR_OF_ROWS ? 2 : 1);
  }

  /// What is taken off a sum for each unit of the sum of its inputs.
  public int correction() {
    return weightCode == WeightCode.OFFSET_BINARY ? 1 << (weightBits - 1) : 0;
  }

  /// The greatest product of a cell's digit and an input's digit.
  public long greatestProduct() {
    return (long) greatest(weightDigits) * greatest(inputDigits);
  }

  private static int greatest(List<Digit> digits) {
    return digits.stream().mapToInt(digit -> (1 << digit.bits()) - 1).max().orElse(0);
  }

  /// The greatest sum on a bitline of `rows` rows.
  public int greatestSum(int rows) {
    return Math.toIntExact(rows * greatestProduct());
  }

  /// The least sum on a bitline of `rows` rows: 0, or the greatest's negative where a pair is
  /// subtracted on the bitline.
  public int leastSum(int rows) {
    return weightCode.subtractsOnBitline() ? -greatestSum(rows) : 0;
  }

  /// Σ over all digit pairs of what one unit counts: what an offset of one on every conversion adds
  /// to a sum.
  public long unitSum() {
    return total(weightDigits) * total(inputDigits);
  }

  private static long total(List<Digit> digits) {
    return digits.stream().mapToLong(Digit::weight).sum();
  }
}
