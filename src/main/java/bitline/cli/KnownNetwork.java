package bitline.cli;

import bitline.Workbench;
import bitline.base.Problem;
import bitline.base.Spelling;
import bitline.graph.Graph;
import bitline.graph.eval.Shapes;
import bitline.task.BertLarge;
import bitline.task.YoloV3;
import bitline.tensor.Shape;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A network that a comparison is about: an ONNX file, or one that is known by a name.
///
/// @param name in tables
/// @param file null where it is made from its description
/// @param graph simplified
/// @param inputs shapes of one picture
record KnownNetwork(String name, @Nullable Path file, Graph graph, Map<String, Shape> inputs) {
  /// Files below the data folder.
  private static final Map<String, String> FILES =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("alexnet", "onnx_light_architectures/light_bvlc_alexnet.onnx"),
              Map.entry("densenet121", "onnx_light_architectures/light_densenet121.onnx"),
              Map.entry("resnet50", "onnx_light_architectures/light_resnet50.onnx"),
              Map.entry("vgg19", "onnx_light_architectures/light_vgg19.onnx"),
              Map.entry("lstr", "lstr_lane_360x640/model.onnx"),
              Map.entry("mobilenetv2", "mobilenetv2_imagenet/model.onnx"),
              Map.entry("twinlitenet", "twinlitenet_360x640/model.onnx"),
              Map.entry("yolov8n", "yolov8n_320/model.onnx"),
              Map.entry("yolox_nano", "yolox_nano_416/model.onnx")));

  private static final String BERT = "bert-large";
  private static final String YOLO = "yolov3-416";

  /// The network of a file, or of a name.
  ///
  /// @param data the folder that holds `models/`
  static KnownNetwork find(String nameOrFile, Path data) {
    if (nameOrFile.equals(BERT)) {
      return declared(
          BERT + ", " + BertLarge.SQUAD_TOKENS + " tokens",
          null,
          Workbench.simplify(BertLarge.graph(BertLarge.SQUAD_TOKENS)));
    }
    if (nameOrFile.equals(YOLO)) {
      return new KnownNetwork(
          YOLO, null, YoloV3.graph(), Map.of(YoloV3.INPUT, Shape.of(1, 3, 416, 416)));
    }
    String known = FILES.get(nameOrFile);
    if (known == null) {
      return of(nameOrFile);
    }
    Path file = data.resolve("models").resolve(known);
    if (!Files.exists(file)) {
      throw new Problem(
          "the network "
              + nameOrFile
              + " is not there: "
              + file
              + "; name the folder that holds models/ with --data");
    }
    return declared(nameOrFile, file, Workbench.load(file));
  }

  private static KnownNetwork of(String typed) {
    Path file = Path.of(typed);
    if (!Files.exists(file) && !typed.endsWith(".onnx")) {
      List<String> names = names();
      throw new Problem(
          "'"
              + typed
              + "' is neither a file nor a known network"
              + (Spelling.hint(typed, names).isEmpty()
                  ? "; known are " + String.join(", ", names)
                  : Spelling.hint(typed, names)));
    }
    return declared(String.valueOf(file.getFileName()), file, Workbench.load(file));
  }

  /// Names that are known.
  static List<String> names() {
    Map<String, String> all = new TreeMap<>(FILES);
    all.put(BERT, "");
    all.put(YOLO, "");
    return List.copyOf(all.keySet());
  }

  private static KnownNetwork declared(String name, @Nullable Path file, Graph graph) {
    return new KnownNetwork(name, file, graph, Shapes.declared(graph, Map.of()));
  }
}
