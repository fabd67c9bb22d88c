package bitline.cli;

import bitline.Workbench;
import bitline.base.Progress;
import bitline.graph.Graph;
import bitline.tensor.Shape;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The networks that claims are tested on: those that are there, and why others are not.
///
/// @param graphs by their names for people, in the order of the issue
/// @param missing what is not there, with the reason
record ClaimNetworks(Map<String, Graph> graphs, List<String> missing) {
  static final String RESNET50 = "ResNet-50";
  private static final String MINI_LM = "MiniLM-L6, 128 tokens";
  private static final Map<String, String> FILES = new LinkedHashMap<>();

  static {
    FILES.put("YOLOX-nano 416", "models/yolox_nano_416/model.onnx");
    FILES.put("YOLOv8n 320", "models/yolov8n_320/model.onnx");
    FILES.put("LSTR 360×640", "models/lstr_lane_360x640/model.onnx");
    FILES.put("TwinLiteNet 360×640", "models/twinlitenet_360x640/model.onnx");
    FILES.put(RESNET50, "models/onnx_light_architectures/light_resnet50.onnx");
  }

  /// Reads them.
  ///
  /// @param data the folder that holds `models`
  /// @param home the project's folder, for the network that comes from Maven Central
  static ClaimNetworks find(Path data, Path home, Progress progress) {
    Map<String, Graph> graphs = new LinkedHashMap<>();
    List<String> missing = new ArrayList<>();
    int done = 0;
    for (Map.Entry<String, String> each : FILES.entrySet()) {
      progress.step("reading " + each.getKey(), done++, FILES.size() + 1L);
      Path file = data.resolve(each.getValue());
      if (Files.isRegularFile(file)) {
        graphs.put(each.getKey(), Workbench.load(file));
      } else {
        missing.add(each.getKey() + ": no file " + file);
      }
    }
    progress.step("reading " + MINI_LM, done, FILES.size() + 1L);
    Path repository =
        Path.of(
            System.getProperty(
                "maven.repo.local", System.getProperty("user.home") + "/.m2/repository"));
    switch (MavenNetwork.MINI_LM.find(home, repository, false)) {
      case MavenNetwork.Found.There(Path file) -> graphs.put(MINI_LM, Workbench.load(file));
      case MavenNetwork.Found.Missing(String why) -> missing.add(MINI_LM + ": " + why);
    }
    return new ClaimNetworks(graphs, missing);
  }

  /// Shapes of inputs that a file leaves open: 128 tokens.
  static Map<String, Shape> inputs(String network) {
    Shape tokens = Shape.of(1, 128);
    return network.equals(MINI_LM)
        ? Map.of("input_ids", tokens, "attention_mask", tokens, "token_type_ids", tokens)
        : Map.of();
  }
}
