package bitline.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import bitline.Cases;
import bitline.graph.Constant;
import bitline.graph.ControlFlow;
import bitline.graph.Elementwise;
import bitline.graph.Graph;
import bitline.graph.Linear;
import bitline.graph.Node;
import bitline.graph.Normalising;
import bitline.graph.Op;
import bitline.graph.OpExamples;
import bitline.graph.OpRecords;
import bitline.graph.Port;
import bitline.graph.TextForm;
import bitline.graph.Window;
import bitline.graph.eval.Interpreter;
import bitline.tensor.ElementType;
import bitline.tensor.Npy;
import bitline.tensor.ScalarKernels;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import bitline.tensor.simd.KernelsProvider;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class OnnxWriterTest {
  private static Graph read(byte[] bytes) {
    return OnnxReader.read(MemorySegment.ofArray(bytes), "m.onnx", null).graph();
  }

  @Test
  void everyOperatorIsReadBackAsItWasWritten() {
    List<String> read = new ArrayList<>();
    OpRecords.byName()
        .forEach((name, type) ->
            Cases.forAll(
                6,
                random -> {
                  Op op = OpExamples.valid(type, random);
                  Graph graph = OpExamples.around(op);
                  Graph back = read(OnnxWriter.bytes(graph));
                  assertThat(TextForm.print(back)).isEqualTo(TextForm.print(graph));
                  read.add(name);
                }));
    assertThat(new TreeSet<>(read)).isEqualTo(new TreeSet<>(OpRecords.byName().keySet()));
  }

  @Test
  void aSoftmaxOverSeveralAxesIsSpeltOut() {
    for (Op op :
        List.of(
            new Normalising.Softmax(1, true),
            new Normalising.LogSoftmax(1, true),
            new Normalising.Hardmax(1, true))) {
      Graph graph =
          new Graph(
              "g",
              List.of(new Port("x", ElementType.FLOAT, List.of("2", "3", "4"))),
              List.of(new Port("y", ElementType.FLOAT, null)),
              Map.of(),
              List.of(new Node("s", op, List.of("x"), List.of("y"))));
      Graph back = read(OnnxWriter.bytes(graph));
      float[] x = new float[24];
      for (int i = 0; i < x.length; i++) {
        x[i] = i * 5 % 7 / 3f;
      }
      Map<String, Tensor> inputs = Map.of("x", Tensor.floats(Shape.of(2, 3, 4), x));
      Interpreter interpreter = new Interpreter(new ScalarKernels("test"));
      assertThat(interpreter.run(back, inputs).get("y").toFloats())
          .containsExactly(interpreter.run(graph, inputs).get("y").toFloats());
      assertThat(OnnxWriter.bytes(back)).isEqualTo(OnnxWriter.bytes(read(OnnxWriter.bytes(back))));
    }
  }

  @Test
  void onnxRuntimeRunsWhatIsWritten() throws Exception {
    Map<String, Constant> constants = new LinkedHashMap<>();
    constants.put("w", Constant.of(Tensor.floats(Shape.of(4, 1, 3, 3), numbers(36))));
    constants.put("b", Constant.of(Tensor.floats(Shape.of(4), numbers(4))));
    constants.put("yes", Constant.of(Tensor.bools(Shape.SCALAR, new int[] {1})));
    Graph then =
        new Graph(
            "then",
            List.of(),
            List.of(new Port("t", ElementType.FLOAT, null)),
            Map.of(),
            List.of(new Node("r", new Elementwise.Relu(), List.of("c"), List.of("t"))));
    Graph otherwise =
        new Graph(
            "otherwise",
            List.of(),
            List.of(new Port("e", ElementType.FLOAT, null)),
            Map.of(),
            List.of(new Node("n", new Elementwise.Neg(), List.of("c"), List.of("e"))));
    Window window =
        new Window(
            List.of(3, 3), List.of(2, 1), List.of(), List.of(1, 0, 0, 1), Window.AutoPad.NOTSET);
    Graph graph =
        new Graph(
            "g",
            List.of(new Port("x", ElementType.FLOAT, List.of("N", "2", "7", "5"))),
            List.of(new Port("y", ElementType.FLOAT, null)),
            constants,
            List.of(
                new Node("conv", new Linear.Conv(window, 2), List.of("x", "w", "b"), List.of("c")),
                new Node("if", new ControlFlow.If(then, otherwise), List.of("yes"), List.of("y"))));
    Map<String, Tensor> inputs = Map.of("x", Tensor.floats(Shape.of(3, 2, 7, 5), numbers(210)));
    Tensor expected = OnnxRuntime.run(OnnxWriter.bytes(graph), inputs).get("y");
    Tensor got = new Interpreter(new ScalarKernels("test")).run(graph, inputs).get("y");
    assertThat(ModelCheck.compare("g", "", "y", got, expected, 0).share()).isLessThan(0.1);
  }

  private static float[] numbers(int count) {
    float[] out = new float[count];
    for (int i = 0; i < count; i++) {
      out[i] = (i * 37 % 101 - 50) / 40f;
    }
    return out;
  }

  /// Our interpreter, ONNX Runtime on the file, and ONNX Runtime on what we write of it.
  @Test
  void sharedModelsSurviveWritingAndAgreeWithOnnxRuntime() throws Exception {
    Path models = SharedModels.folder();
    for (String name :
        new String[] {
          "mlperftiny_kws_int8_qdq",
          "mlperftiny_resnet8_int8_qdq",
          "mlperftiny_vww96_int8_qdq",
          "resnet20_cifar10",
          "mnist_cnn",
          "gtsrb_cnn_32",
          "vit_ibp_cifar10",
          "tinyllama_stories260k_t64",
          "yolo_fastestv2_352"
        }) {
      OnnxModel model = OnnxReader.read(models.resolve(name).resolve("model.onnx"));
      Graph graph = model.graph();
      byte[] written = OnnxWriter.bytes(graph);
      Graph back = read(written);
      if (model.opsets().get("ai.onnx") >= 13) {
        assertThat(TextForm.print(back)).as(name).isEqualTo(TextForm.print(graph));
      }
      assertThat(OnnxWriter.bytes(back)).as(name).isEqualTo(written);
      Map<String, Tensor> inputs = new HashMap<>();
      for (Port port : graph.inputs()) {
        inputs.put(
            port.name(),
            Npy.read(models.resolve(name).resolve("sample0/input_" + port.name() + ".npy")));
      }
      Map<String, Tensor> runtime = OnnxRuntime.run(written, inputs);
      Map<String, Tensor> ours = new Interpreter(KernelsProvider.best()).run(graph, inputs);
      for (Port output : graph.outputs()) {
        double step = ModelCheck.step(graph, output.name());
        Tensor expected = runtime.get(output.name());
        assertThat(
                ModelCheck.compare(
                    name, "written", output.name(), ours.get(output.name()), expected, step))
            .matches(ModelCheck::passed);
      }
    }
  }
}
