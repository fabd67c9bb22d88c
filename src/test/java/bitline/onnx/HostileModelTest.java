package bitline.onnx;

import static bitline.onnx.Protos.attribute;
import static bitline.onnx.Protos.bytes;
import static bitline.onnx.Protos.function;
import static bitline.onnx.Protos.graph;
import static bitline.onnx.Protos.model;
import static bitline.onnx.Protos.node;
import static bitline.onnx.Protos.tensor;
import static org.assertj.core.api.Assertions.assertThat;

import bitline.Cases;
import bitline.base.Problem;
import bitline.graph.Graph;
import bitline.graph.TextForm;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/// Whatever the bytes, reading gives a network or one [Problem], in bounded time and memory.
final class HostileModelTest {
  /// Small models that use most of what the format has.
  static List<byte[]> seeds() {
    List<String> x = List.of("x");
    List<String> y = List.of("y");
    WireWriter convolution =
        graph(
                x,
                y,
                node(
                    "c",
                    "Conv",
                    "",
                    List.of("x", "w"),
                    List.of("a"),
                    attribute("kernel_shape", 7).varint(8, 3).varint(8, 3),
                    attribute("auto_pad", 3).string(4, "SAME_UPPER")),
                node(
                    "Constant",
                    List.of(),
                    List.of("s"),
                    attribute("value", 4)
                        .message(5, tensor("", Tensor.int64(Shape.of(2), new long[] {1, -1})))),
                node("Reshape", List.of("a", "s"), List.of("b")),
                node("Softmax", List.of("b"), List.of("d"), attribute("axis", 2).varint(3, 1)),
                node("Slice", List.of("d", "s", "s"), List.of("e")),
                node("Squeeze", List.of("e"), List.of("f")),
                node("Clip", List.of("f"), y))
            .message(5, tensor("w", Tensor.floats(Shape.of(2, 1, 3, 3), new float[18])))
            .message(5, tensor("t", 1, 3).fixedFloat(4, 1).fixedFloat(4, 2).fixedFloat(4, 3))
            .message(5, tensor("i", 3, 2).varint(5, -3).varint(5, 7));
    WireWriter then = graph(List.of(), List.of("t"), node("Neg", x, List.of("t")));
    WireWriter otherwise = graph(List.of(), List.of("u"), node("Abs", x, List.of("u")));
    WireWriter flow =
        graph(
                x,
                y,
                node(
                    "call", "F", "own", x, List.of("h"), attribute("slope", 1).fixedFloat(2, 0.5f)),
                node(
                    "If",
                    List.of("c"),
                    y,
                    attribute("then_branch", 5).message(6, then),
                    attribute("else_branch", 5).message(6, otherwise)))
            .message(5, tensor("c", Tensor.bools(Shape.SCALAR, new int[] {1})));
    WireWriter leaky =
        function(
            "F",
            List.of("u"),
            List.of("v"),
            List.of("slope"),
            node(
                "l",
                "LeakyRelu",
                "",
                List.of("u"),
                List.of("v"),
                attribute("alpha", 1).string(21, "slope")));
    return List.of(
        bytes(model(convolution)), bytes(model(11, convolution)), bytes(model(flow, leaky)));
  }

  static void readOrRefuse(byte[] model) {
    try {
      Graph graph = OnnxReader.read(MemorySegment.ofArray(model), "m.onnx", null).graph();
      graph
          .constants()
          .values()
          .forEach(constant -> {
            if (constant.shape().elements() < 1 << 20) {
              constant.tensor();
            }
          });
      TextForm.print(graph);
    } catch (Problem expected) {
      assertThat(expected.getMessage()).isNotEmpty().doesNotContain("\n");
    }
  }

  @Test
  void theSeedsThemselvesAreRead() {
    for (byte[] seed : seeds()) {
      assertThat(OnnxReader.read(MemorySegment.ofArray(seed), "m.onnx", null).graph().nodes())
          .isNotEmpty();
    }
  }

  @Test
  void everyCutIsReadOrRefused() {
    for (byte[] seed : seeds()) {
      for (int length = 0; length < seed.length; length++) {
        readOrRefuse(Arrays.copyOf(seed, length));
      }
    }
  }

  @Test
  void everyByteChangedIsReadOrRefused() {
    for (byte[] seed : seeds()) {
      for (int at = 0; at < seed.length; at++) {
        for (int value :
            new int[] {0, 1, 0x7F, 0x80, 0xFF, seed[at] ^ 1, seed[at] ^ 8, seed[at] + 1}) {
          byte[] changed = seed.clone();
          changed[at] = (byte) value;
          readOrRefuse(changed);
        }
      }
    }
  }

  @Test
  void damageOfManyKindsIsReadOrRefused() {
    List<byte[]> seeds = seeds();
    Cases.forAll(
        5000, random -> readOrRefuse(damaged(seeds.get(random.nextInt(seeds.size())), random)));
  }

  private static byte[] damaged(byte[] seed, RandomGenerator random) {
    byte[] out = seed.clone();
    for (int i = random.nextInt(1, 6); i > 0; i--) {
      int at = random.nextInt(out.length);
      int length = Math.min(random.nextInt(1, 12), out.length - at);
      switch (random.nextInt(5)) {
        case 0 -> out[at] = (byte) random.nextInt();
        case 1 -> out[at] ^= (byte) (1 << random.nextInt(8));
        case 2 -> Arrays.fill(out, at, at + length, (byte) 0xFF);
        case 3 ->
            System.arraycopy(
                seed,
                random.nextInt(seed.length - Math.min(length, seed.length - 1)),
                out,
                at,
                Math.min(length, seed.length - 1));
        default -> {
          byte[] shorter = new byte[Math.max(1, out.length - length)];
          System.arraycopy(out, 0, shorter, 0, Math.min(at, shorter.length));
          System.arraycopy(
              out,
              Math.min(at + length, out.length),
              shorter,
              Math.min(at, shorter.length),
              Math.max(0, shorter.length - at));
          out = shorter;
        }
      }
    }
    return out;
  }
}
