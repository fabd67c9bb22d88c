package bitline.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import bitline.NetworkBuilder;
import bitline.graph.Elementwise;
import bitline.graph.Graph;
import bitline.graph.Linear;
import bitline.graph.Pooling;
import bitline.graph.Shaping;
import bitline.graph.Window;
import bitline.map.Mapper;
import bitline.map.Mapping;
import bitline.map.Request;
import bitline.program.Program;
import bitline.tensor.ElementType;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Chips and networks simple enough for a closed form of the interval from picture to picture. Each
/// form is written out from sizes, by hand: nothing of it is asked of the code under test. Inputs
/// and weights have 8 bits; a bit of an input is a step, unless a case says otherwise.
class ClosedFormTest {
  private static final double NS = 1e-9;

  @TempDir private Path folder;

  @Test
  void oneLayerTakesAStepForEachBitOfEachVector() {
    assertInterval(new SmallChip(), product(64, 96, 16), 64 * 8 * 5 * NS);
  }

  /// 96 rows, 32 at a time.
  @Test
  void rowGroupsTakeTurns() {
    SmallChip chip = new SmallChip().array(128, 128, 32);
    assertInterval(chip, product(64, 96, 16), 64 * 8 * 3 * 5 * NS);
  }

  /// 300 rows lie in three arrays, which work at the same time; the fullest has two groups of 64.
  @Test
  void partsOfALayerInSeveralArraysWorkTogether() {
    SmallChip chip = new SmallChip().arrays(3).array(128, 128, 64);
    assertInterval(chip, product(64, 300, 16), 64 * 8 * 2 * 5 * NS);
  }

  @Test
  void aDacOfSeveralBitsSendsDigits() {
    assertInterval(new SmallChip().dacBits(4), product(64, 96, 16), 64 * 2 * 5 * NS);
    assertInterval(new SmallChip().dacBits(3), product(64, 96, 16), 64 * 3 * 5 * NS);
  }

  /// Seven bits in two digits, and the sign.
  @Test
  void aSignIsADigitOfItsOwn() {
    Graph network =
        new NetworkBuilder()
            .input("x", ElementType.INT8, Shape.of(64, 96))
            .constant("w", weights(96, 16))
            .node("y", new Linear.MatMulInteger(), "x", "w")
            .graph("y");
    assertInterval(new SmallChip().dacBits(4), network, 64 * 3 * 5 * NS);
  }

  /// 16 × 16 places of one row group, then as many of three.
  @Test
  void theSlowerOfTwoLayersSetsThePace() {
    Graph network =
        layers("x", Shape.of(1, 4, 16, 16))
            .constant("v", weights(80, 4, 1, 1))
            .node("a", conv(1, 1, 0), "x", "v")
            .node("b", new Elementwise.Cast(ElementType.UINT8), "a")
            .constant("w", weights(16, 80, 1, 1))
            .node("y", conv(1, 1, 0), "b", "w")
            .graph("y");
    // 80 outputs of the first take five arrays, the second takes one
    SmallChip chip = new SmallChip().arrays(6).array(128, 128, 32);
    assertInterval(chip, network, 256 * 8 * 3 * 5 * NS);
  }

  /// The window spans three rows and there is space for four: while the reader makes its last row,
  /// one row of the next picture is there; for two more it waits.
  @Test
  void aWindowRunsDryAtTheEndOfEachPicture() {
    Graph network =
        layers("x", Shape.of(1, 4, 16, 16))
            .constant("w", weights(16, 4, 3, 3))
            .node("y", conv(3, 1, 0), "x", "w")
            .graph("y");
    SmallChip chip = new SmallChip().array(128, 128, 4).outside("32 MB/s");
    assertInterval(chip, network, 14 * 14 * 8 * 9 * 5 * NS + 2 * 4 * 16 / 32e6);
  }

  /// Four arrays: the layer and three copies, each of which gets 16 of the 64 places.
  @Test
  void copiesShareVectors() {
    Graph network =
        layers("x", Shape.of(1, 4, 8, 8))
            .constant("w", weights(16, 4, 1, 1))
            .node("y", conv(1, 1, 0), "x", "w")
            .graph("y");
    assertInterval(new SmallChip().arrays(4), network, 16 * 8 * 5 * NS);
  }

  @Test
  void layersInOneArrayTakeTurns() {
    Graph network =
        layers("x", Shape.of(16, 40))
            .constant("v", weights(40, 4))
            .constant("w", weights(40, 8))
            .node("a", new Linear.MatMulInteger(), "x", "v")
            .node("b", new Linear.MatMulInteger(), "x", "w")
            .graph("a", "b");
    assertInterval(new SmallChip(), network, 2 * 16 * 8 * 5 * NS);
  }

  /// Nine rows a channel: three channels in 32 active rows, four such groups in an array.
  @Test
  void depthwiseLayersLieOnTheDiagonal() {
    Graph network =
        layers("x", Shape.of(1, 24, 18, 18))
            .constant("w", weights(24, 1, 3, 3))
            .node("y", new Linear.ConvInteger(window(3, 1, 0), 24), "x", "w")
            .graph("y");
    SmallChip chip = new SmallChip().arrays(2).array(128, 128, 32).vectorUnit(1, "500 MHz");
    assertInterval(chip, network, 256 * 8 * 4 * 5 * NS);
  }

  /// The greatest of nine is nine operations; sums take one each.
  @Test
  void theVectorUnitSetsThePaceWhereItIsSlow() {
    Graph network =
        layers("x", Shape.of(1, 4, 18, 18))
            .node("p", new Pooling.MaxPool(window(3, 1, 0), false, false), "x")
            .constant("w", weights(4, 4, 1, 1))
            .node("y", conv(1, 1, 0), "p", "w")
            .graph("y");
    SmallChip chip = new SmallChip().vectorUnit(4, "10 MHz");
    assertInterval(chip, network, 4 * 256 * (9 + 1) / 40e6);
  }

  /// Four units share both poolings and the scaling of both layers' sums, which have copies in all
  /// cores.
  @Test
  void severalVectorUnitsWorkSideBySide() {
    Graph network =
        layers("x", Shape.of(1, 4, 18, 18))
            .node("p", new Pooling.MaxPool(window(3, 1, 0), false, false), "x")
            .node("q", new Pooling.MaxPool(window(5, 1, 1), false, false), "x")
            .constant("v", weights(4, 4, 1, 1))
            .constant("w", weights(4, 4, 1, 1))
            .node("a", conv(1, 1, 0), "p", "v")
            .node("b", conv(1, 1, 0), "q", "w")
            .graph("a", "b");
    SmallChip chip = new SmallChip().cores(4).coreVectorUnit(4, "10 MHz");
    assertInterval(chip, network, 4 * 256 * (9 + 25 + 1 + 1) / (4 * 40e6));
  }

  @Test
  void picturesComeInAsFastAsTheMemoryOutside() {
    SmallChip chip = new SmallChip().outside("10 MB/s");
    assertInterval(chip, product(64, 96, 16), 64 * 96 / 10e6);
  }

  /// 16 channels of 512 × 2 that are read as a whole.
  private static Graph wholeInBetween() {
    return layers("x", Shape.of(1, 1, 512, 2))
        .constant("v", weights(16, 1, 1, 1))
        .node("a", conv(1, 1, 0), "x", "v")
        .node("b", new Elementwise.Cast(ElementType.UINT8), "a")
        .node("flat", new Shaping.Flatten(1), "b")
        .constant("w", weights(16384, 2))
        .node("y", new Linear.MatMulInteger(), "flat", "w")
        .graph("y");
  }

  private static final double MAKING = 512 * 2 * 8 * 5 * NS;
  private static final double READING = 16384 / 16 * 8 * 5 * NS;

  @Test
  void aBufferOfTwoLetsMakerAndReaderWorkAtTheSameTime() {
    SmallChip chip = new SmallChip().arrays(2).array(16384, 128, 16).onChip("64 KiB");
    assertInterval(chip, wholeInBetween(), Math.max(MAKING, READING));
  }

  /// Room for one of 16 KiB, and for rows of the sums.
  @Test
  void aBufferOfOneMakesThemTakeTurns() {
    SmallChip chip = new SmallChip().arrays(2).array(16384, 128, 16).onChip("24 KiB");
    assertInterval(chip, wholeInBetween(), MAKING + READING);
  }

  /// The picture comes in once, what does not fit goes out and comes back.
  @Test
  void whatDoesNotFitPassesTheMemoryOutsideTwice() {
    SmallChip chip =
        new SmallChip().arrays(2).array(16384, 128, 16384).onChip("12 KiB").outside("100 MB/s");
    assertInterval(chip, wholeInBetween(), (1024 + 2 * 16384) / 100e6);
  }

  /// Three layers of 128 × 128 that one array holds one after another: of a write, a row takes 1
  /// ns.
  private static Graph three(int vectors) {
    NetworkBuilder network = layers("x", Shape.of(vectors, 128));
    String at = "x";
    for (String name : List.of("a", "b", "c")) {
      network
          .constant("w" + name, weights(128, 128))
          .node(name, new Linear.MatMulInteger(), at, "w" + name)
          .node(name + "8", new Elementwise.Cast(ElementType.UINT8), name);
      at = name + "8";
    }
    return network.graph("c8");
  }

  private static SmallChip exchanging() {
    return new SmallChip().array(128, 1024, 128).step("1 ns").outside("10 TB/s");
  }

  private static final double WRITE = 128 * NS;

  @Test
  void withOneWeightSetWritingAndWorkingTakeTurns() {
    assertInterval(exchanging(), three(16), 3 * (WRITE + 16 * 8 * NS));
  }

  @Test
  void withTwoWeightSetsWritingHidesBehindWork() {
    assertInterval(exchanging().weightSets(2), three(32), 3 * 32 * 8 * NS);
  }

  @Test
  void withTwoWeightSetsWorkHidesBehindWriting() {
    assertInterval(exchanging().weightSets(2), three(4), 3 * WRITE);
  }

  @Test
  void aBatchSharesTheWriting() {
    assertInterval(exchanging(), three(16), 8, 3 * WRITE / 8 + 3 * 16 * 8 * NS);
  }

  /// 16384 bytes of each layer and 128 of the picture.
  @Test
  void weightsComeInAsFastAsTheMemoryOutside() {
    SmallChip chip = new SmallChip().array(128, 1024, 128).step("1 ns").outside("100 MB/s");
    assertInterval(chip, three(1), (3 * 16384 + 128) / 100e6 + 3 * 8 * NS);
  }

  /// 128 × 384 in an array of 128 × 128, and a layer behind it.
  @Test
  void aLayerLargerThanTheChipWorksInPasses() {
    Graph network =
        layers("x", Shape.of(16, 128))
            .constant("v", weights(128, 384))
            .node("a", new Linear.MatMulInteger(), "x", "v")
            .node("b", new Elementwise.Cast(ElementType.UINT8), "a")
            .constant("w", weights(384, 128))
            .node("y", new Linear.MatMulInteger(), "b", "w")
            .graph("y");
    assertInterval(exchanging(), network, 6 * (WRITE + 16 * 8 * NS));
  }

  @Test
  void aLayerAloneThatIsLargerThanTheChipWorksInPasses() {
    assertInterval(exchanging(), product(16, 128, 384), 3 * (WRITE + 16 * 8 * NS));
  }

  /// 96 bytes of each vector take two bursts of 64; of the peak, 80 % are reached.
  @Test
  void aMemoryMovesWholeBursts() {
    SmallChip chip = new SmallChip().outside("10 MB/s", "64 B", "80 %");
    assertInterval(chip, product(64, 96, 16), 64 * 128 / 8e6);
  }

  /// Each of the 14 × 14 places reads the 36 bytes under its window.
  @Test
  void portsOfBuffersReadEachWindow() {
    Graph network =
        layers("x", Shape.of(1, 4, 16, 16))
            .constant("w", weights(16, 4, 3, 3))
            .node("y", conv(3, 1, 0), "x", "w")
            .graph("y");
    SmallChip chip = new SmallChip().coreBuffer("64 KiB", "100 MB/s");
    assertInterval(chip, network, 14 * 14 * 36 / 100e6);
  }

  /// 16 bytes at each of 16 × 16 places go from one core to the next, row by row; a link moves a
  /// byte each 100 ns, and the head of a row as long.
  @Test
  void aLinkBetweenLayersSetsThePace() {
    Graph network =
        layers("x", Shape.of(1, 4, 16, 16))
            .constant("v", weights(16, 4, 1, 1))
            .node("a", conv(1, 1, 0), "x", "v")
            .node("b", new Elementwise.Cast(ElementType.UINT8), "a")
            .constant("w", weights(4, 16, 1, 1))
            .node("y", conv(1, 1, 0), "b", "w")
            .graph("y");
    SmallChip chip = new SmallChip().cores(2).with(MESH);
    assertInterval(chip, network, 16 * (16 * 16 + 1) * 100 * NS);
  }

  private static final String MESH = "networkOnChip: {topology: mesh, linkBits: 8, clock: 10 MHz}";

  /// The second half of a vector goes to the second core; the sums that come back are fewer bytes.
  @Test
  void aLinkInsideALayerSetsThePace() {
    SmallChip chip = new SmallChip().cores(2).with(MESH);
    assertInterval(chip, product(64, 256, 16), 64 * (128 + 1) * 100 * NS);
  }

  /// 6144 bytes in, 4096 out, at the same time.
  @Test
  void picturesComeOverTheHostsLink() {
    SmallChip chip = new SmallChip().with("host: {name: PCIe, bandwidth: 10 MB/s, latency: 50 us}");
    assertInterval(chip, product(64, 96, 16), 6144 / 10e6 + 50e-6);
  }

  @Test
  void resultsLeaveOverTheHostsLink() {
    SmallChip chip =
        new SmallChip()
            .array(128, 1024, 128)
            .with("host: {name: PCIe, bandwidth: 10 MB/s, latency: 50 us}");
    assertInterval(chip, product(64, 96, 128), 64 * 128 * 4 / 10e6 + 50e-6);
  }

  /// One command processor starts three layers, one after another; what the first ones make waits
  /// until the last is started.
  @Test
  void startsOfLayersSetThePaceOfSmallOnes() {
    SmallChip chip =
        new SmallChip()
            .arrays(3)
            .array(128, 1024, 128)
            .step("1 ns")
            .with("control: {start: 10 us}");
    assertInterval(chip, three(16), 3 * 10e-6 + 16 * 8 * NS);
    assertInterval(chip, three(16), 8, 3 * 10e-6 / 8 + 16 * 8 * NS);
  }

  private void assertInterval(SmallChip chip, Graph network, double seconds) {
    assertInterval(chip, network, 1, seconds);
  }

  /// The interval is the closed form's to 1 %, and no shorter than the bound.
  private void assertInterval(SmallChip chip, Graph network, int batch, double seconds) {
    Mapping mapping = Mapper.map(network, chip.in(folder), Map.of(), Request.PLAIN.ofBatch(batch));
    assertThat(mapping).isInstanceOf(Mapping.Mapped.class);
    Program program = ((Mapping.Mapped) mapping).program();
    Timing timing = Timing.of(program, batch, 64);
    assertThat(timing.interval() * 1e-15).isCloseTo(seconds, within(0.01 * seconds));
    assertThat(timing.total()).isGreaterThanOrEqualTo(timing.bound().time());
  }

  private static NetworkBuilder layers(String input, Shape shape) {
    return new NetworkBuilder().input(input, ElementType.UINT8, shape);
  }

  /// Vectors of `rows` numbers times a matrix of `columns`.
  private static Graph product(int vectors, int rows, int columns) {
    return layers("x", Shape.of(vectors, rows))
        .constant("w", weights(rows, columns))
        .node("y", new Linear.MatMulInteger(), "x", "w")
        .graph("y");
  }

  private static Linear conv(int kernel, int stride, int pad) {
    return new Linear.ConvInteger(window(kernel, stride, pad), 1);
  }

  private static Window window(int kernel, int stride, int pad) {
    return new Window(
        List.of(kernel, kernel),
        List.of(stride, stride),
        List.of(),
        List.of(pad, pad, pad, pad),
        Window.AutoPad.NOTSET);
  }

  private static Tensor weights(int... sizes) {
    Shape shape = Shape.of(sizes);
    int[] values = new int[shape.elements()];
    for (int i = 0; i < values.length; i++) {
      values[i] = i * 37 % 255 - 127;
    }
    return new Tensor.Ints(ElementType.INT8, shape, values);
  }
}
