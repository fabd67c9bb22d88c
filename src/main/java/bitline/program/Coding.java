package bitline.program;

import java.util.List;
import java.util.stream.Stream;

/// How a layer's integers are cut into digits: weights into cells, inputs into DAC steps (architecture, "What an array
/// does, exactly"). The sum of the products of all digits, each with its [Digit#weight], is the product of the integers,
/// less the encoding's correction.
///
/// @param weightBits width of the signed weights
/// @param weightDigits one a cell, side by side in the columns of a row
/// @param weightSign what a cell's digit means
/// @param inputBits width of the inputs
/// @param inputSigned whether inputs are two's complement
/// @param inputDigits one a step, least significant first
public record Coding(
    int weightBits,
    List<Digit> weightDigits,
    WeightCode weightSign,
    int inputBits,
    boolean inputSigned,
    List<Digit> inputDigits) {

  /// How a signed weight is held in cells that hold no sign.
  public enum WeightCode {
    /// The top slice holds the sign bit and counts negative.
    TWOS_COMPLEMENT,
    /// w + 2^(weightBits−1) is held; 2^(weightBits−1) times the sum of the inputs is taken off afterwards.
    OFFSET_BINARY,
    /// Two cells a digit, one for positive and one for negative weights, subtracted on the bitline before the ADC.
    PAIR_ON_BITLINE,
    /// The same in two columns, each converted; the difference is taken digitally. Each digit stands twice in
    /// `weightDigits`, counting positive, then negative.
    PAIR_OF_COLUMNS
  }

  public Coding {
    weightDigits = List.copyOf(weightDigits);
    inputDigits = List.copyOf(inputDigits);
  }

  /// Cuts numbers as an array of `cellBits` cells behind `dacBits` DACs takes them.
  public static Coding of(
      WeightCode code, int weightBits, int cellBits, int inputBits, boolean inputSigned, int dacBits) {
    List<Digit> weights =
        switch (code) {
          case TWOS_COMPLEMENT -> Digit.twosComplement(weightBits, cellBits);
          case OFFSET_BINARY -> Digit.unsigned(weightBits, cellBits);
          case PAIR_ON_BITLINE -> Digit.unsigned(Math.max(1, weightBits - 1), cellBits);
          case PAIR_OF_COLUMNS -> Digit.unsigned(Math.max(1, weightBits - 1), cellBits).stream()
              .flatMap(d -> Stream.of(d, new Digit(d.shift(), d.bits(), -1)))
              .toList();
        };
    List<Digit> inputs =
        inputSigned ? Digit.twosComplement(inputBits, dacBits) : Digit.unsigned(inputBits, dacBits);
    return new Coding(weightBits, weights, code, inputBits, inputSigned, inputs);
  }

  /// What the cell (or pair of cells) of digit `j` holds for a weight: negative only in a pair on one bitline.
  public int cell(int weight, int j) {
    Digit digit = weightDigits.get(j);
    return switch (weightSign) {
      case TWOS_COMPLEMENT -> digit.of(weight);
      case OFFSET_BINARY -> digit.of(weight + (1 << (weightBits - 1)));
      case PAIR_ON_BITLINE -> weight < 0 ? -digit.of(-weight) : digit.of(weight);
      case PAIR_OF_COLUMNS -> Math.max(0, weight * digit.sign()) == 0 ? 0 : digit.of(Math.abs(weight));
    };
  }

  /// Cells that one weight takes.
  public int cellsPerWeight() {
    return weightDigits.size() * (weightSign == WeightCode.PAIR_ON_BITLINE ? 2 : 1);
  }

  /// What is taken off a sum for each unit of the sum of its inputs.
  public int correction() {
    return weightSign == WeightCode.OFFSET_BINARY ? 1 << (weightBits - 1) : 0;
  }

  /// The greatest sum on a bitline of `rows` rows; the least is 0, or its negative where a pair is subtracted on the bitline.
  public int greatestSum(int rows) {
    int cell = 0;
    for (Digit digit : weightDigits) {
      cell = Math.max(cell, (1 << digit.bits()) - 1);
    }
    int step = 0;
    for (Digit digit : inputDigits) {
      step = Math.max(step, (1 << digit.bits()) - 1);
    }
    return Math.multiplyExact(Math.multiplyExact(rows, cell), step);
  }

  public int leastSum(int rows) {
    return weightSign == WeightCode.PAIR_ON_BITLINE ? -greatestSum(rows) : 0;
  }

  /// Σ over all digit pairs of what one unit counts: what an offset of one on every conversion adds to a sum.
  public long unitSum() {
    long weights = 0;
    for (Digit digit : weightDigits) {
      weights += digit.weight();
    }
    long inputs = 0;
    for (Digit digit : inputDigits) {
      inputs += digit.weight();
    }
    return weights * inputs;
  }
}
