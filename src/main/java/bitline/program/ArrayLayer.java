package bitline.program;

import bitline.chip.Chip;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One node of the network that runs on arrays. With x the integer inputs, w the weights and z
/// their zero points, array and digital correction give acc = Σ (x − z_x)·(w − z_w), and the result
/// is acc·scale + bias as a float, or acc itself where `scale` is null.
///
/// @param node the node's name
/// @param operator its operator
/// @param input the value that holds the integer inputs
/// @param inputZero the inputs' zero point
/// @param inputZeroValue the value that holds the zero point where it is known only while running,
///   else empty
/// @param contents what the cells hold: weights, or another activation
/// @param weightZeros a zero point for each column of each group; null means all zero, or that of
///   the activation
/// @param scales real size of one unit of acc, for each output channel (group-major); null leaves
///   integers
/// @param biases added last, one an output channel, in real units; null adds nothing
/// @param output the value made
/// @param range what the ADCs cover; null where the array is digital
/// @param activeRows rows of weights that an array sums at once
/// @param rowGroups the matrix rows that are summed at once, in order, the same for all groups
/// @param tiles where the weights lie
public record ArrayLayer(
    String node,
    String operator,
    String input,
    int inputZero,
    String inputZeroValue,
    Contents contents,
    int @Nullable [] weightZeros,
    double @Nullable [] scales,
    float @Nullable [] biases,
    String output,
    Shape outputShape,
    Unrolling unrolling,
    Coding coding,
    @Nullable AdcRange range,
    int activeRows,
    List<RowGroup> rowGroups,
    List<Tile> tiles) {
  public ArrayLayer {
    rowGroups = List.copyOf(rowGroups);
    tiles = List.copyOf(tiles);
    if (contents instanceof Contents.Activation
        && (weightZeros != null || !(unrolling instanceof Unrolling.Product))) {
      throw new IllegalArgumentException(node + ": " + contents + " with " + unrolling);
    }
  }

  /// A layer of weights.
  public ArrayLayer(
      String node,
      String operator,
      String input,
      int inputZero,
      String inputZeroValue,
      int[] weights,
      int @Nullable [] weightZeros,
      double @Nullable [] scales,
      float @Nullable [] biases,
      String output,
      Shape outputShape,
      Unrolling unrolling,
      Coding coding,
      @Nullable AdcRange range,
      int activeRows,
      List<RowGroup> rowGroups,
      List<Tile> tiles) {
    this(
        node,
        operator,
        input,
        inputZero,
        inputZeroValue,
        new Contents.Weights(weights),
        weightZeros,
        scales,
        biases,
        output,
        outputShape,
        unrolling,
        coding,
        range,
        activeRows,
        rowGroups,
        tiles);
  }

  /// Its weights: matrices one after another, each row-major `rows` × `columns`. A layer whose
  /// cells hold an activation has none.
  public int[] weights() {
    return switch (contents) {
      case Contents.Weights(int[] values) -> values;
      case Contents.Activation(String value, int _, int _, boolean _) ->
          throw new IllegalStateException(node + " holds '" + value + "', which changes each run");
    };
  }

  /// The activation that its cells hold; null where they hold weights.
  public Contents.@Nullable Activation written() {
    return contents instanceof Contents.Activation activation ? activation : null;
  }

  /// The values that it reads while the network runs.
  public List<String> reads() {
    List<String> reads = new ArrayList<>(List.of(input));
    if (!inputZeroValue.isEmpty()) {
      reads.add(inputZeroValue);
    }
    if (contents instanceof Contents.Activation activation) {
      reads.add(activation.value());
    }
    return reads;
  }

  /// Whether neither ADC nor row groups change an exact sum.
  public boolean lossless() {
    AdcRange adc = range;
    return adc == null
        || rowGroups.stream()
            .allMatch(g -> adc.lossless(coding.leastSum(g.rows()), coding.greatestSum(g.rows())));
  }

  /// The least sum that a bitline can have.
  public int leastSum() {
    return coding.leastSum(mostRows());
  }

  /// The greatest sum that a bitline can have.
  public int greatestSum() {
    return coding.greatestSum(mostRows());
  }

  /// Rows of the largest row group.
  public int mostRows() {
    return rowGroups.stream().mapToInt(RowGroup::rows).max().orElse(0);
  }

  /// The layer with other weights in its cells.
  public ArrayLayer holding(int[] changed) {
    return new ArrayLayer(
        node,
        operator,
        input,
        inputZero,
        inputZeroValue,
        new Contents.Weights(changed),
        weightZeros,
        scales,
        biases,
        output,
        outputShape,
        unrolling,
        coding,
        range,
        activeRows,
        rowGroups,
        tiles);
  }

  /// The layer elsewhere.
  public ArrayLayer lying(List<Tile> places) {
    return new ArrayLayer(
        node,
        operator,
        input,
        inputZero,
        inputZeroValue,
        contents,
        weightZeros,
        scales,
        biases,
        output,
        outputShape,
        unrolling,
        coding,
        range,
        activeRows,
        rowGroups,
        places);
  }

  public ArrayLayer with(@Nullable AdcRange changed) {
    return new ArrayLayer(
        node,
        operator,
        input,
        inputZero,
        inputZeroValue,
        contents,
        weightZeros,
        scales,
        biases,
        output,
        outputShape,
        unrolling,
        coding,
        changed,
        activeRows,
        rowGroups,
        tiles);
  }

  /// The layer for an input of this shape: itself, or the same of another length where a product
  /// with a constant on its right takes any number of vectors, such as the words of a sentence.
  /// Null when it does not take such an input.
  public @Nullable ArrayLayer sized(Shape input) {
    return switch (unrolling) {
      case Unrolling.Convolution c ->
          input.equals(c.geometry().inputShape(c.batch(), c.channels())) ? this : null;
      case Unrolling.Transposed t ->
          input.equals(t.geometry().inputShape(t.batch(), t.channels())) ? this : null;
      case Unrolling.Product p when p.operandColumns() || p.resultColumns() -> {
        boolean fits =
            input.rank() >= 2 && input.size(-2) == p.rows() && input.size(-1) == p.each();
        yield fits && input.elements() == p.inputs() ? this : null;
      }
      case Unrolling.Product p -> {
        int[] sizes = input.sizes();
        if (sizes.length != outputShape.rank()
            || sizes.length == 0
            || sizes[sizes.length - 1] != p.rows()) {
          yield null;
        }
        sizes[sizes.length - 1] = p.columns();
        Shape output = Shape.of(sizes);
        yield output.equals(outputShape)
            ? this
            : p.groups() > 1 ? null : longer(output, input.elements() / Math.max(1, p.rows()), p);
      }
    };
  }

  /// The layer of one run, its cells full. An operand that is smaller than the program was compiled
  /// for takes fewer of its cells; of a larger one as much as fits is written, after that what
  /// follows, in as many passes as it takes: what lies in the tiles of different passes is told
  /// apart by their weight sets. Null where the operands do not go together.
  ///
  /// @param input shape of the operand that is sent
  /// @param operand what is written
  /// @param weightSets of an array
  public @Nullable ArrayLayer filled(Shape input, Tensor operand, int weightSets) {
    if (!(contents instanceof Contents.Activation activation)
        || !(unrolling instanceof Unrolling.Product compiled)) {
      throw new IllegalStateException(node + " holds weights");
    }
    boolean left = compiled.operandColumns();
    Shape first = left ? operand.shape() : input;
    Shape second = left ? input : operand.shape();
    Unrolling.Product now = Unrolling.Product.between(first, second, !left);
    if (now == null) {
      return null;
    }
    int[] sizes = input.sizes();
    sizes[sizes.length - 2] = first.size(-2);
    sizes[sizes.length - 1] = second.size(-1);
    int[] zeros = null;
    if (activation.writtenZero() != 0) {
      zeros = new int[now.groups() * now.columns()];
      Arrays.fill(zeros, activation.writtenZero());
    }
    boolean same = now.equals(compiled);
    return new ArrayLayer(
        node,
        operator,
        this.input,
        inputZero,
        inputZeroValue,
        activation.written(operand, now),
        zeros,
        scales,
        biases,
        output,
        Shape.of(sizes),
        now,
        coding,
        range,
        activeRows,
        same ? rowGroups : Passes.rowGroups(rowGroups, compiled, now),
        same ? tiles : Passes.tiles(tiles, compiled, now, weightSets));
  }

  private ArrayLayer longer(Shape result, int vectors, Unrolling.Product p) {
    var changed = new Unrolling.Product(1, vectors, p.rows(), p.columns(), false, false);
    return new ArrayLayer(
        node,
        operator,
        input,
        inputZero,
        inputZeroValue,
        contents,
        weightZeros,
        scales,
        biases,
        output,
        result,
        changed,
        coding,
        range,
        activeRows,
        rowGroups,
        tiles);
  }

  /// The layer with its accumulators as its result.
  public ArrayLayer unscaled() {
    return scaled(null, null);
  }

  /// The layer with other scales and biases.
  public ArrayLayer scaled(double @Nullable [] otherScales, float @Nullable [] otherBiases) {
    return new ArrayLayer(
        node,
        operator,
        input,
        inputZero,
        inputZeroValue,
        contents,
        weightZeros,
        otherScales,
        otherBiases,
        output,
        outputShape,
        unrolling,
        coding,
        range,
        activeRows,
        rowGroups,
        tiles);
  }

  /// Arrays that hold the layer (an array's weight sets count once).
  public long arrays() {
    return tiles.stream().mapToInt(Tile::array).distinct().count();
  }

  /// Cells that hold its weights.
  public long cells() {
    return (long) unrolling.groups()
        * unrolling.rows()
        * unrolling.columns()
        * coding.cellsPerWeight();
  }

  /// Sums that are converted (or read digitally) in one run: one for each vector, row group, input
  /// digit and weight digit of each column.
  public long conversions() {
    return (long) unrolling.groups()
        * unrolling.vectors()
        * unrolling.columns()
        * rowGroups.size()
        * coding.inputDigits().size()
        * coding.weightDigits().size();
  }

  /// The writing of an activation into the layer's cells, once a run: as many rows as the fullest
  /// of its arrays has. Nothing for weights, which are written with their segment.
  public Loading writing() {
    if (contents instanceof Contents.Weights) {
      return new Loading(0, 0);
    }
    int pair = coding.weightCode() == Coding.WeightCode.PAIR_OF_ROWS ? 2 : 1;
    Map<Integer, Map<Integer, Integer>> ends = new HashMap<>();
    for (Tile tile : tiles) {
      int end = tile.row() + tile.toRow() - tile.fromRow();
      ends.computeIfAbsent(tile.array(), _ -> new HashMap<>())
          .merge(tile.weightSet(), end * pair, Math::max);
    }
    int most = 0;
    for (Map<Integer, Integer> sets : ends.values()) {
      most = Math.max(most, sets.values().stream().mapToInt(i -> i).sum());
    }
    return new Loading(0, most);
  }

  /// Seconds that the busiest array of these tiles works for so many vectors: row group after row
  /// group, input digit after input digit.
  public double time(List<Tile> places, long vectors, Chip chip) {
    Map<Integer, Set<Integer>> ofArray = new HashMap<>();
    int most = 0;
    for (Tile tile : places) {
      int last = (tile.row() + tile.toRow() - tile.fromRow() - 1) / activeRows;
      Set<Integer> drives = ofArray.computeIfAbsent(tile.array(), _ -> new HashSet<>());
      for (int rowGroup = tile.row() / activeRows; rowGroup <= last; rowGroup++) {
        drives.add((tile.weightSet() << 20) + rowGroup);
      }
      most = Math.max(most, drives.size());
    }
    int bits = range == null ? 0 : Integer.numberOfTrailingZeros(range.codes());
    return (double) vectors * most * chip.inputTime(coding.inputWidths(), bits);
  }

  /// Times that a row group of an array conducts in one run: one for each vector and input digit;
  /// blocks of several groups that lie in the same rows of an array conduct together.
  public long arrayReads() {
    record Drive(int array, int weightSet, int rowGroup) {}
    var drives = new HashSet<Drive>();
    for (Tile tile : tiles) {
      int last = (tile.row() + tile.toRow() - tile.fromRow() - 1) / activeRows;
      for (int rowGroup = tile.row() / activeRows; rowGroup <= last; rowGroup++) {
        drives.add(new Drive(tile.array(), tile.weightSet(), rowGroup));
      }
    }
    return (long) drives.size() * unrolling.vectors() * coding.inputDigits().size();
  }
}
